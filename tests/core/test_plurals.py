"""Every language that can be opened counts, writes days and numbers, and names itself, as CLDR says."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation

from core.plurals import PLURALS
from core.templatetags.baon import amount, day, direction, language_name

CODES = [code for code, _name in settings.LANGUAGES]
# English names where the language calls itself so; Latin script, so letters alone do not tell.
SAME = {"en", "fil"}
NUMBERS = (*range(0, 205), 1000, 1001, 10_000, 1_000_000, 1_000_001, 2_000_000, 1_000_004)


def cldr(code: str) -> Locale:
    return Locale.parse(code, sep="-")


def chosen(forms: str):
    """The gettext expression as a function. C's ``?:``, ``&&`` and ``||`` are what Django's own reader takes."""
    from gettext import c2py

    return c2py(forms.split("plural=")[1].strip().rstrip(";"))


def test_every_language_has_its_rule_and_no_other():
    assert set(PLURALS) == set(CODES)
    assert len(CODES) == 26


@pytest.mark.parametrize("code", CODES)
def test_a_language_counts_as_cldr_says(code):
    rule = cldr(code).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in rule.tags | {"other"}]
    expected = [order.index(rule(number)) for number in NUMBERS]
    choose = chosen(PLURALS[code])
    assert [choose(number) for number in NUMBERS] == expected
    assert PLURALS[code].startswith(f"nplurals={len(order)};")


@pytest.mark.parametrize("code", CODES)
def test_a_language_names_itself(code):
    own = language_name(code)
    assert own
    assert own != code
    if code not in SAME:
        assert own.casefold() != LANG_INFO[code]["name"].casefold()
    theirs = cldr(code).display_name or ""
    letters = {sign for sign in own.casefold() if sign.isalpha()}
    assert letters & set(theirs.casefold()), (own, theirs)


@pytest.mark.parametrize("code", CODES)
def test_days_and_numbers_are_written(code):
    with translation.override(code):
        assert translation.get_language() == code
        assert any(sign.isdecimal() for sign in day(date(2026, 11, 21)))
        assert amount(1234)


def test_only_arabic_and_urdu_run_from_right_to_left():
    assert {code for code in CODES if direction(code) == "rtl"} == {"ar", "ur"}
