from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Given, Lacking, Mark, Score, lacking, latest, mark, passed, score
from tests.assessments.examples import (
    EVERY_KIND,
    gap,
    groups,
    hotspot,
    listen,
    matching,
    multiple,
    numeric,
    ordering,
    practice,
    reflection,
    scenario,
    single,
    true_false,
)


def points(earned: str, possible: str, *missed: str) -> Score:
    return Score(Decimal(earned), Decimal(possible), missed)


def answer(question: str, response: object, *, sequence: int = 1, number: int = 1) -> Given:
    return Given(UUID(int=number), question, sequence, response)


@pytest.mark.parametrize(
    ("question", "response", "earned"),
    [
        (single(), "before", Fraction(1)),
        (single(), "after", Fraction(0)),
        (true_false(), "false", Fraction(1)),
        (true_false(), "true", Fraction(0)),
        (multiple(), ("r1", "r2", "r3"), Fraction(1)),
        (multiple(), ("r1",), Fraction(1, 3)),
        (multiple(), ("r1", "r2", "w1"), Fraction(1, 3)),
        (multiple(), ("r1", "w1", "w2"), Fraction(0)),
        (multiple(), ("r1", "r2", "r3", "w1", "w2"), Fraction(1, 3)),
        (ordering(), tuple("abcde"), Fraction(1)),
        (ordering(), tuple("bacde"), Fraction(3, 5)),
        (ordering(), tuple("bcdea"), Fraction(0)),
        (matching(), {"a": "A", "b": "B", "c": "C", "d": "D"}, Fraction(1)),
        (matching(), {"a": "A", "b": "B", "c": "D", "d": "C"}, Fraction(1, 2)),
        (matching(), {"a": "A"}, Fraction(1, 4)),
        (matching(), {"a": "B", "b": "A"}, Fraction(0)),
        (scenario(), "leave", Fraction(1)),
        (listen(), "car", Fraction(0)),
        (hotspot(), "door", Fraction(1)),
        (groups(), {"visa": "E", "snacks": "E", "flight": "E"}, Fraction(2, 3)),
        (gap(), {"1": "passport", "2": "me"}, Fraction(1)),
        (gap(), {"1": "agent", "2": "me"}, Fraction(1, 2)),
        (gap(), {"2": "passport"}, Fraction(0)),
        (numeric(), "1490", Fraction(1)),
        (numeric(), "1510", Fraction(1)),
        (numeric(), "1510.0001", Fraction(0)),
        (practice(), ("loud", "away"), Fraction(1)),
        (practice(), ("away",), Fraction(1, 2)),
        (practice(), (), Fraction(0)),
    ],
)
def test_what_a_response_is_worth(question, response, earned):
    assert mark(question, response) == Mark(question.key, earned)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_not_sure_earns_nothing_and_costs_nothing(question):
    assert mark(question, None) == Mark(question.key, Fraction(0))


def test_an_attempt_adds_up():
    questions = [single(), multiple(), ordering()]
    answers = [answer("when", "before"), answer("belongs", ("r1",), number=2)]
    assert score(questions, answers) == points("1.333", "3.000")


def test_a_reflection_counts_neither_way():
    questions = [single(), reflection()]
    right = answer("when", "before")
    assert score(questions, [right, answer("hopes", "reflected", number=2)]) == points("1.000", "1.000")
    assert score(questions, [right]) == points("1.000", "1.000")


def test_three_thirds_make_one():
    questions = [multiple(key=key) for key in ("one", "two", "three")]
    answers = [answer(key, ("r1",), number=at) for at, key in enumerate(("one", "two", "three"))]
    assert score(questions, answers) == points("1.000", "3.000")


def test_a_must_know_question_counts_as_missed_unless_fully_right():
    questions = [multiple(key="partly", must_know=True), single(key="right", must_know=True),
                 single(key="open", must_know=True), single(key="wrong")]  # fmt: skip
    answers = [answer("partly", ("r1", "r2")), answer("right", "before", number=2), answer("wrong", "after", number=3)]
    assert score(questions, answers) == points("1.666", "4.000", "partly", "open")


def test_answers_to_other_questions_are_left_out():
    assert score([single()], [answer("elsewhere", "before")]) == points("0.000", "1.000")


def test_the_highest_sequence_wins():
    first, last = answer("when", "before", sequence=1, number=9), answer("when", "after", sequence=2, number=1)
    assert latest([last, first]) == {"when": last}


def test_of_two_with_one_sequence_the_id_decides():
    low, high = answer("when", "before", number=1), answer("when", "after", number=2)
    assert latest([high, low]) == latest([low, high]) == {"when": high}


responses = {
    "when": st.sampled_from([None, "before", "after", "never"]),
    "belongs": st.none() | st.sets(st.sampled_from(["r1", "r2", "r3", "w1", "w2"]), min_size=1).map(tuple),
    "signing": st.none() | st.permutations("abcde").map(tuple),
    "words": st.none() | st.dictionaries(st.sampled_from("abcd"), st.sampled_from("ABCD"), min_size=1),
    "sentence": st.none() | st.dictionaries(st.sampled_from("12"), st.sampled_from(["me", "agent"]), min_size=1),
    "wage": st.none() | st.integers(1480, 1520).map(str),
    "hopes": st.sampled_from([None, "reflected"]),
}
QUESTIONS = [single(), multiple(must_know=True), ordering(), matching(), gap(), numeric(), reflection()]
answers_given = st.lists(
    st.sampled_from(sorted(responses)).flatmap(
        lambda key: st.builds(Given, st.uuids(), st.just(key), st.integers(0, 5), responses[key])
    ),
    max_size=12,
    unique_by=lambda given: given.id,
)


@given(answers=answers_given, data=st.data())
def test_any_order_and_any_repetition_give_the_same_score(answers, data):
    repeated = answers + data.draw(st.lists(st.sampled_from(answers), max_size=5) if answers else st.just([]))
    shuffled = data.draw(st.permutations(repeated))
    assert score(QUESTIONS, shuffled) == score(QUESTIONS, answers)


@given(answers=answers_given)
def test_a_score_stays_between_nothing_and_everything(answers):
    found = score(QUESTIONS, answers)
    assert Decimal(0) <= found.earned <= found.possible == 6
    assert 0 <= found.ratio <= 1


def test_ratio_of_an_empty_attempt_is_nothing():
    assert points("0", "0").ratio == 0
    assert points("3", "4").ratio == Decimal("0.75")


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (points("7.000", "10.000"), ()),
        (points("6.999", "10.000"), (Lacking.SCORE_TOO_LOW,)),
        (points("10.000", "10.000", "when"), (Lacking.MISSED_MUST_KNOW,)),
        (points("0.000", "10.000", "when"), (Lacking.SCORE_TOO_LOW, Lacking.MISSED_MUST_KNOW)),
        (points("0.000", "0.000"), (Lacking.SCORE_TOO_LOW,)),
    ],
)
def test_the_pass_mark_is_inclusive_and_must_know_decides(found, reasons):
    assert lacking(found, pass_mark=70) == reasons
    assert passed(found, 70) is not bool(reasons)


@given(thirds=st.integers(0, 30), pass_mark=st.integers(1, 100))
def test_cutting_to_thousandths_never_decides_about_a_pass(thirds, pass_mark):
    questions = [multiple(key=f"q{number}") for number in range(10)]
    ticks = [min(3, max(0, thirds - 3 * number)) for number in range(10)]
    answers = [
        answer(f"q{number}", ("r1", "r2", "r3")[:count], number=number) for number, count in enumerate(ticks) if count
    ]
    exactly = Fraction(thirds, 3) * 100 >= 10 * pass_mark
    assert passed(score(questions, answers), pass_mark) is exactly
