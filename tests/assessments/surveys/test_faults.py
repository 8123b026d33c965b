from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.surveys.faults import MOST_CHOICES, Fault, Written, asks_the_same, faults, lines
from assessments.surveys.kinds import ItemKind

STATEMENT = Written("a", ItemKind.AGREEMENT, {"en": "I know my wage."})
PICK = Written("b", ItemKind.CHOICE, {"en": "What more?"}, {"en": ("Time", "Words"), "ar": ("وقت", "كلمات")})


def test_lines_are_what_an_author_means():
    assert lines(" Time \n\n  Words\r\n") == ("Time", "Words")


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([], (Fault.NO_ITEMS,)),
        ([STATEMENT, PICK], ()),
        ([replace(STATEMENT, text={"ar": "أعرف أجري"})], (Fault.NO_WORDS,)),
        ([replace(PICK, choices={})], (Fault.TOO_FEW_CHOICES,)),
        ([replace(PICK, choices={"en": ("Time",)})], (Fault.TOO_FEW_CHOICES,)),
        ([replace(PICK, choices={"en": tuple(map(str, range(MOST_CHOICES + 1)))})], (Fault.TOO_MANY_CHOICES,)),
        ([replace(PICK, choices={"en": ("Time", "Time")})], (Fault.SAME_CHOICE_TWICE,)),
        ([replace(PICK, choices={"en": ("A", "B"), "ar": ("أ",)})], (Fault.CHOICES_DIFFER,)),
        ([replace(PICK, text={}, choices={})], (Fault.NO_WORDS, Fault.TOO_FEW_CHOICES)),
    ],
)
def test_faults_are_named_once_and_in_order(items, found):
    assert faults(items) == found


@pytest.mark.parametrize(
    ("after", "same"),
    [
        ([STATEMENT, PICK], True),
        ([replace(STATEMENT, text={"en": "I know my wage.", "ne": "थाहा छ"}), PICK], True),
        ([STATEMENT, replace(PICK, choices={**PICK.choices, "es": ("Tiempo", "Palabras")})], True),
        ([replace(STATEMENT, text={"en": "I know my hours."}), PICK], False),
        ([STATEMENT, replace(PICK, choices={**PICK.choices, "ar": ("كلمات", "وقت")})], False),
        ([STATEMENT, replace(PICK, choices={"en": PICK.choices["en"]})], False),
        ([PICK, STATEMENT], False),
        ([STATEMENT], False),
        ([STATEMENT, PICK, replace(STATEMENT, key="c")], False),
        ([replace(STATEMENT, kind=ItemKind.YES_NO), PICK], False),
    ],
)
def test_only_missing_words_may_be_added_once_answers_have_come(after, same):
    assert asks_the_same([STATEMENT, PICK], after) is same
