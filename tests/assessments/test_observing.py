"""What a checklist comes to, and answers said aloud."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.observing import Observed, aloud, judge
from assessments.questions import Kind, Option, Question
from assessments.scoring import Mark, Score, total

CRITERIA = ("voice", "distance", "escape", "smile")


def checklist(*must: str) -> Question:
    options = tuple(Option(key, {"en": key}, correct=key in must) for key in CRITERIA)
    return Question("safety", Kind.PRACTICE, {"en": "Voice and distance"}, options)


@pytest.mark.parametrize(
    ("seen", "observed"),
    [
        (CRITERIA, Observed(True, Fraction(1))),
        (("voice", "distance"), Observed(True, Fraction(1, 2))),
        (("voice", "escape", "smile"), Observed(False, Fraction(3, 4), ("distance",))),
        ((), Observed(False, Fraction(0), ("voice", "distance"))),
    ],
)
def test_what_must_be_seen_decides_and_the_rest_is_counted(seen, observed):
    assert judge(checklist("voice", "distance"), seen) == observed


def test_a_checklist_that_marks_nothing_asks_for_all_of_it():
    assert judge(checklist(), CRITERIA[:3]) == Observed(False, Fraction(3, 4), ("smile",))
    assert judge(checklist(), CRITERIA) == Observed(True, Fraction(1))


some = st.sets(st.sampled_from(CRITERIA))


@settings(deadline=None)
@given(must=some, seen=some, more=some)
def test_seeing_more_never_takes_anything_away(must, seen, more):
    less, all_of_it = judge(checklist(*must), seen), judge(checklist(*must), seen | more)
    assert less.share <= all_of_it.share
    assert all_of_it.passed >= less.passed
    assert set(all_of_it.missing) <= set(less.missing)


@settings(deadline=None)
@given(must=some, seen=some)
def test_it_is_passed_when_nothing_is_missing_and_criteria_it_does_not_have_count_for_nothing(must, seen):
    found = judge(checklist(*must), seen)
    assert found.passed == (not found.missing)
    assert judge(checklist(*must), {*seen, "unknown"}) == found


def test_what_was_said_aloud_counts_as_wholly_right():
    marks = [Mark("a", Fraction(1)), Mark("b", Fraction(1, 3), must_know=True), Mark("c", Fraction(0), must_know=True)]
    assert aloud(marks, {"b"}) == Score(total(marks[:1]).earned + 1, total(marks).possible, ("c",))
    assert aloud(marks, ()) == total(marks)


@settings(deadline=None)
@given(shares=st.lists(st.fractions(0, 1, max_denominator=6), min_size=1, max_size=8), data=st.data())
def test_saying_all_aloud_misses_nothing_and_saying_some_never_lowers_a_score(shares, data):
    marks = [Mark(str(at), share, must_know=bool(at % 2)) for at, share in enumerate(shares)]
    said = data.draw(st.sets(st.sampled_from([mark.question for mark in marks])))
    assert total(marks).earned <= aloud(marks, said).earned <= aloud(marks, {mark.question for mark in marks}).earned
    whole = aloud(marks, {mark.question for mark in marks})
    assert (whole.earned, whole.missed_must_know) == (whole.possible, ())
