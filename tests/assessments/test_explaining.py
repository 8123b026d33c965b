from __future__ import annotations

import pytest

from assessments.explaining import Explained, Line, Verdict, explain
from assessments.questions import Kind, Words
from tests.assessments.examples import (
    gap,
    groups,
    matching,
    multiple,
    numeric,
    ordering,
    practice,
    reflection,
    single,
    true_false,
)


def english(text: str) -> Words:
    return Words(text, "en")


def test_a_right_answer_is_explained():
    assert explain(single(must_know=True), "before", language="en") == Explained(
        key="when",
        kind=Kind.SINGLE,
        verdict=Verdict.RIGHT,
        must_know=True,
        stem=english("When should you have your contract?"),
        hers=(Line(english("Before I travel"), right=True, feedback=english("You can ask.")),),
        better=(),
        feedback=english("Well read."),
        lesson="my-contract/before-i-sign",
    )


def test_a_wrong_answer_is_explained_beside_the_right_one():
    explained = explain(single(), "after", language="en")
    assert explained.verdict is Verdict.WRONG
    assert explained.hers == (Line(english("After a month"), feedback=english("Too late to compare.")),)
    assert explained.better == (Line(english("Before I travel"), right=True, feedback=english("You can ask.")),)
    assert explained.feedback == english("Ask before you sign.")


def test_not_sure_is_met_with_the_right_answer():
    explained = explain(true_false(), None, language="en")
    assert (explained.verdict, explained.hers) == (Verdict.NOT_SURE, ())
    assert explained.better == (Line(english("False"), right=True),)


def test_ticks_are_explained_one_by_one():
    explained = explain(multiple(right=2, wrong=1), ("r1", "w1"), language="en")
    assert explained.verdict is Verdict.WRONG
    assert [(line.text.text, line.right, line.feedback) for line in explained.hers] == [
        ("r1", True, english("why r1")),
        ("w1", False, english("why w1")),
    ]
    assert [line.text.text for line in explained.better] == ["r1", "r2"]


def test_an_order_is_explained_step_by_step():
    explained = explain(ordering(steps="abc"), tuple("acb"), language="en")
    assert (explained.verdict, explained.in_order) == (Verdict.PARTLY, True)
    assert [(line.text.text, line.right) for line in explained.hers] == [
        ("step a", True), ("step c", False), ("step b", False),
    ]  # fmt: skip
    assert [line.text.text for line in explained.better] == ["step a", "step b", "step c"]


def test_pairs_are_explained_pair_by_pair():
    explained = explain(matching(pairs="ab"), {"a": "B", "b": "B"}, language="en")
    assert explained.verdict is Verdict.PARTLY
    assert explained.hers == (
        Line(english("word a"), partner=english("meaning b")),
        Line(english("word b"), partner=english("meaning b"), right=True),
    )
    assert [(line.text.text, line.partner) for line in explained.better] == [
        ("word a", english("meaning a")), ("word b", english("meaning b")),
    ]  # fmt: skip


def test_an_explanation_says_whether_some_of_it_fell_back():
    assert explain(single(), "after", language="fil").fell_back
    assert not explain(single(), "after", language="en").fell_back


def lines(found: tuple[Line, ...]) -> list[tuple[str, bool]]:
    return [(line.text.text, line.right) for line in found]


SEEN = ("Says a loud no", "Steps away")


@pytest.mark.parametrize(
    ("question", "response", "verdict", "hers", "better"),
    [
        (gap(), {"2": "me"}, Verdict.PARTLY, [("…", False), ("me", True)], [("passport", True), ("me", True)]),
        (numeric(), "1505", Verdict.RIGHT, [("1505 riyals", True)], []),
        (numeric(), "9", Verdict.WRONG, [("9 riyals", False)], [("1500 riyals", True)]),
        (
            practice(),
            ("away",),
            Verdict.PARTLY,
            [("Steps away", True)],
            [("Says a loud no", True), ("Steps away", True)],
        ),
        (reflection(), "reflected", Verdict.REFLECTED, [], []),
    ],
)
def test_each_kind_is_explained_in_its_own_way(question, response, verdict, hers, better):
    explained = explain(question, response, language="en")
    assert explained.verdict is verdict
    assert (lines(explained.hers), lines(explained.better)) == (hers, better)


def test_groups_are_explained_thing_by_thing():
    explained = explain(groups(), {"visa": "M"}, language="en")
    assert explained.hers == (Line(english("The visa"), partner=english("Me")),)
    assert [(line.text.text, line.partner.text) for line in explained.better if line.partner] == [
        ("The visa", "The employer"), ("My snacks", "Me"), ("The flight", "The employer"),
    ]  # fmt: skip


def test_only_a_reflection_does_not_count():
    assert not explain(reflection(), None, language="en").counts
    assert explain(single(), None, language="en").counts
