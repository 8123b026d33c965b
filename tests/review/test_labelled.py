"""The labelled sentences: how many there are, that rules and labels agree, and how well the check judges them."""

from collections import Counter

import pytest

from demo.bench import review
from review import rulebook
from review.terms import Level

LABELLED = list(review.labelled())


@pytest.fixture(scope="module")
def judged():
    return review.judge()


def test_there_are_enough_of_them_in_every_language():
    counts = Counter(sentence.language for sentence in LABELLED)
    assert sum(counts.values()) >= 420
    assert counts["en"] >= 260
    assert min(counts[language] for language in rulebook.languages()) >= 40


def test_none_is_an_example_of_a_rule():
    rules = [rule for language in rulebook.languages() for rule in rulebook.book(language).rules]
    examples = {text for rule in rules for text in (*rule.positive, *rule.negative)}
    assert [sentence.text for sentence in LABELLED if sentence.text in examples] == []


def test_none_stands_twice():
    assert [
        key for key, count in Counter((one.language, one.text, one.kind) for one in LABELLED).items() if count > 1
    ] == []


def test_labels_name_rules_and_levels_that_are():
    known = {
        (language, f"{rule.number}{rule.level.value}")
        for language in rulebook.languages()
        for rule in rulebook.book(language).rules
    }
    assert {(one.language, label) for one in LABELLED for label in one.expect} - known == set()


@pytest.mark.parametrize("level", [Level.WARN, Level.HOLD])
def test_the_targets_are_met(judged, level):
    precision, recall = review.score(judged, level)
    assert precision >= 0.85
    assert recall >= 0.80


@pytest.mark.parametrize("language", rulebook.languages())
@pytest.mark.parametrize("level", [Level.WARN, Level.HOLD])
def test_the_targets_are_met_in_every_language(judged, level, language):
    precision, recall = review.score([one for one in judged if one.sentence.language == language], level)
    assert precision >= 0.85
    assert recall >= 0.80


def test_a_long_lesson_is_read_in_less_than_the_blink_of_an_eye():
    assert review.milliseconds() < 200


def test_score_counts_the_right_rule_once():
    said = review.Labelled("en", "text", "text", frozenset({"1W", "20R"}))
    assert review.score([review.Judged(said, frozenset({"1W", "2W"}))], Level.WARN) == (0.5, 1.0)
