"""The files of rules: every rule says what it must, and does what its examples say."""

import pytest

from review import rulebook
from review.rulebook import BadRules, parse
from review.terms import Passage, check

LANGUAGES = ("ar", "en", "es", "fil", "fr")
RULES = [(language, rule) for language in LANGUAGES for rule in rulebook.book(language).rules]
WORDS = {"name": "n", "suggest": {"en": "s"}, "why": {"en": "w"}, "positive": [], "negative": []}
MINIMAL = {"native_reviewed": False, "rules": [{"rule": 1, "level": "W", "find": ["maid"], **WORDS}]}


def rules_found(text, language, kind):
    return {finding.rule for finding in check([Passage("", text, kind)], book=rulebook.book(language))}


def test_five_languages_have_rules():
    assert rulebook.languages() == LANGUAGES


def test_a_language_without_rules_has_no_automatic_check():
    assert [rulebook.book(language) for language in ("ne", "", "../en")] == [None, None, None]


def test_a_regional_language_reads_the_rules_of_its_language():
    assert rulebook.book("es-MX") is rulebook.book("es")


def test_english_has_all_53():
    assert [rule.number for rule in rulebook.book("en").rules] == [str(number) for number in range(1, 54)]


@pytest.mark.parametrize("language", ["ar", "es", "fil", "fr"])
def test_a_first_set_is_marked_as_awaiting_native_review(language):
    book = rulebook.book(language)
    assert (book.native_reviewed, len(book.rules) >= 18) == (False, True)


@pytest.mark.parametrize("language", ["ar", "es", "fil", "fr"])
def test_a_rule_has_one_level_in_all_languages(language):
    english = rulebook.book("en")
    assert [
        rule.number for rule in rulebook.book(language).rules if rule.level != english.rule(rule.number).level
    ] == []


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda each: getattr(each, "number", each))
def test_a_rule_does_what_its_examples_say(language, rule):
    kind = "text" if "text" in rule.kinds else "alt"
    assert len(rule.positive) >= 3 and len(rule.negative) >= 3  # noqa: PT018 -- one promise
    assert [text for text in rule.positive if rule.number not in rules_found(text, language, kind)] == []
    assert [text for text in rule.negative if rule.number in rules_found(text, language, kind)] == []


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda each: getattr(each, "number", each))
def test_a_rule_suggests_and_explains_in_its_language_and_in_english(language, rule):
    assert all((rule.name, rule.suggest, rule.why, rule.suggest_en, rule.why_en))


def test_a_small_file_is_read():
    [rule] = parse(MINIMAL, language="en").rules
    assert (rule.number, rule.suggest, rule.why_en) == ("1", "s", "w")


@pytest.mark.parametrize(
    "change",
    [
        {"find": ["@nobody"]},
        {"level": "X"},
        {"colour": "red"},
        {"find": [{"phrase": "maid", "if": "x"}]},
        {"why": {"fr": "w"}},
    ],
)
def test_a_file_that_nobody_can_act_on_is_refused_by_the_number_of_its_rule(change):
    with pytest.raises(BadRules, match="rule 1"):
        parse({**MINIMAL, "rules": [MINIMAL["rules"][0] | change]}, language="en")


def test_a_rule_stands_once():
    with pytest.raises(BadRules, match="twice"):
        parse({**MINIMAL, "rules": MINIMAL["rules"] * 2}, language="en")
