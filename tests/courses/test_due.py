"""What a fact needs from the people who keep it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.due import HIDING, Kept, Need, counts, in_order, next_review
from courses.overlays import Fact, show

TODAY = date(2026, 11, 21)
GOOD = Kept(1, date(2027, 5, 1), "H", "in_force", "Labour law", "law")


@pytest.mark.parametrize(
    ("changed", "needs"),
    [
        ({}, ()),
        ({"review_by": TODAY - timedelta(days=1)}, (Need.OVERDUE,)),
        ({"review_by": TODAY}, (Need.DUE_30, Need.DUE_60, Need.DUE_90)),
        ({"review_by": TODAY + timedelta(days=31)}, (Need.DUE_60, Need.DUE_90)),
        ({"review_by": TODAY + timedelta(days=90)}, (Need.DUE_90,)),
        ({"review_by": TODAY + timedelta(days=91)}, ()),
        ({"confidence": "L", "status": "disputed"}, (Need.NOT_IN_FORCE, Need.LOW_CONFIDENCE)),
        ({"source_title": " "}, (Need.NO_SOURCE,)),
        ({"source_type": "general"}, (Need.NO_SOURCE,)),
    ],
)
def test_a_fact_needs_what_its_dates_source_and_state_say(changed, needs):
    assert replace(GOOD, **changed).needs(TODAY) == needs


@given(
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.sampled_from("HML"),
    st.sampled_from(["in_force", "draft", "suspended", "disputed"]),
)
def test_readers_are_shown_a_fact_exactly_when_the_board_says_so(review_by, confidence, status):
    kept = replace(GOOD, review_by=review_by, confidence=confidence, status=status)
    fact = Fact("rest_day", {"en": "Rest."}, date(2025, 1, 1), review_by, confidence, status)
    assert show(fact, key="rest_day", language="en", today=TODAY).known == (not HIDING & set(kept.needs(TODAY)))


def test_counts_and_order_follow_the_need():
    late, later = replace(GOOD, id=2, review_by=date(2026, 10, 1)), replace(GOOD, id=3, review_by=date(2026, 9, 1))
    assert counts([GOOD, late, later], today=TODAY)[Need.OVERDUE] == 2
    assert in_order([GOOD, late, later], today=TODAY) == [later, late, GOOD]
    assert in_order([GOOD, late, later], today=TODAY, need=Need.OVERDUE) == [later, late]


def test_the_next_review_is_as_far_away_as_the_last_one_was():
    assert next_review(checked_on=date(2026, 1, 1), review_by=date(2026, 4, 1), today=TODAY) == date(2027, 2, 19)
    assert next_review(checked_on=TODAY, review_by=TODAY, today=TODAY) > TODAY
