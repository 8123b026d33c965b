"""The demo's tests before a course: ten or more questions that its final test asks again in other words."""

from __future__ import annotations

import pytest

from demo import files

QUIZZES = {raw["key"]: raw for raw in files.read("quizzes.yaml")}
QUESTIONS = {raw["key"]: raw for bank in files.read_all("questions") for raw in bank}
ALIKE = ("kind", "topic", "level", "must_know", "lesson", "family")
BOUND = ("destinations", "fact", "origin_fact")


@pytest.mark.parametrize("final", ["a-final", "b-final"])
def test_what_is_asked_before_is_asked_again_in_the_other_form(final):
    after = QUIZZES[final]
    before = QUIZZES[after["before"]]
    early, late = ([QUESTIONS[key] for key in quiz["fixed"]] for quiz in (before, after))
    assert (before["form"], after["form"]) == ("A", "B")
    assert {raw["form"] for raw in early} == {"A"}
    assert {raw["form"] for raw in late} == {"B"}
    assert [[raw[name] for name in ALIKE] for raw in early] == [[raw[name] for name in ALIKE] for raw in late]
    assert len({raw["family"] for raw in early}) == len(early) >= 10


@pytest.mark.parametrize("key", [key for key, raw in QUESTIONS.items() if raw.get("family")])
def test_everyone_can_be_asked_a_linked_question(key):
    assert not any(QUESTIONS[key][name] for name in BOUND)


def test_the_words_of_the_final_test_are_met_nowhere_else():
    """Quizzes of the topics that have second forms want the first."""
    topics = {raw["topic"] for raw in QUESTIONS.values() if raw.get("form") == "B"}
    finals = {key for key, raw in QUIZZES.items() if "before" in raw}
    asking = {key: raw for key, raw in QUIZZES.items() if topics & {part["topic"] for part in raw["parts"]}}
    assert {raw.get("form") for key, raw in asking.items() if key not in finals} == {"A"}
