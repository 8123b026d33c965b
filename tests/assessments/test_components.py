"""A result that is put together from parts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.components import Component, Decision, Kind, Short, combine

THEORY, PRACTICAL = Component(Kind.THEORY, 1, 50), Component(Kind.PRACTICAL, 3, 60)


def results(theory: int | None = None, practical: int | None = None) -> dict[Kind, Fraction]:
    given_ones = {Kind.THEORY: theory, Kind.PRACTICAL: practical}
    return {kind: Fraction(per_cent, 100) for kind, per_cent in given_ones.items() if per_cent is not None}


@pytest.mark.parametrize(
    ("found", "decision"),
    [
        (results(50, 80), Decision(True, Fraction(29, 40))),
        (results(49, 100), Decision(False, Fraction(349, 400), ((THEORY, Short.TOO_LOW),))),
        (results(100), Decision(False, Fraction(1, 4), ((PRACTICAL, Short.NO_RESULT), (None, Short.TOO_LOW)))),
        (results(60, 60), Decision(False, Fraction(3, 5), ((None, Short.TOO_LOW),))),
    ],
)
def test_each_part_must_reach_its_mark_and_the_whole_its_own(found, decision):
    assert combine([THEORY, PRACTICAL], found, pass_mark=70) == decision


def test_marks_are_inclusive():
    assert combine([THEORY], results(50), pass_mark=50) == Decision(True, Fraction(1, 2))


def test_a_part_of_no_mark_still_needs_a_result():
    part = Component(Kind.CONTINUOUS, 1, 0)
    assert combine([part], {}, pass_mark=0) == Decision(False, Fraction(0), ((part, Short.NO_RESULT),))


def test_no_parts_are_never_passed():
    assert combine([], results(100, 100), pass_mark=0) == Decision(False, Fraction(0), ((None, Short.TOO_LOW),))


per_cent = st.integers(0, 100)
parts = st.dictionaries(st.sampled_from(Kind), st.tuples(st.integers(1, 200), per_cent), min_size=1).map(
    lambda chosen: [Component(kind, *values) for kind, values in chosen.items()]
)
shares = st.dictionaries(st.sampled_from(Kind), st.fractions(0, 1, max_denominator=20))


@settings(deadline=None)
@given(parts, shares, per_cent)
def test_the_whole_lies_between_the_worst_and_the_best_part(components, found, pass_mark):
    decision = combine(components, found, pass_mark=pass_mark)
    there = [found.get(part.kind, Fraction(0)) for part in components]
    assert min(there) <= decision.ratio <= max(there)
    assert decision.passed == (not decision.lacking)


@settings(deadline=None)
@given(parts, shares, per_cent, st.integers(1, 9))
def test_only_the_proportion_of_weights_matters(components, found, pass_mark, times):
    heavier = [Component(part.kind, part.weight * times, part.pass_mark) for part in components]
    one, other = (combine(each, found, pass_mark=pass_mark) for each in (components, heavier))
    assert (one.passed, one.ratio) == (other.passed, other.ratio)


@settings(deadline=None)
@given(parts, shares, per_cent, st.sampled_from(Kind))
def test_a_better_result_never_fails_what_was_passed(components, found, pass_mark, kind):
    better = combine(components, {**found, kind: Fraction(1)}, pass_mark=pass_mark)
    assert better.passed >= combine(components, found, pass_mark=pass_mark).passed
