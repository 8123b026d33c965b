"""Permissions to a day: when they hold, when they end soon, and what is said when they do not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning.validity import Standing, Term, Validity, validity

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
terms = st.lists(
    st.builds(
        lambda first, length, withdrawn: Term(
            first, first + length * DAY, first + withdrawn * DAY if withdrawn is not None else None
        ),
        days, st.integers(0, 400), st.none() | st.integers(0, 500),
    ),
    max_size=5,
)  # fmt: skip


def told(*held: Term) -> Validity:
    return validity(held, on=TODAY)


def test_nothing_entered_is_nothing():
    assert told() == Validity(Standing.NONE)


def test_the_first_and_the_last_day_belong_to_it():
    assert told(Term(TODAY, TODAY)).holds
    assert told(Term(TODAY - DAY, TODAY - DAY)) == Validity(Standing.ENDED, TODAY - DAY)
    assert told(Term(TODAY + DAY, TODAY + DAY)) == Validity(Standing.LATER, TODAY + DAY)


def test_sixty_days_before_the_end_it_is_said():
    assert told(Term(TODAY, TODAY + 60 * DAY)) == Validity(Standing.ENDS_SOON, TODAY + 60 * DAY)
    assert told(Term(TODAY, TODAY + 61 * DAY)) == Validity(Standing.HOLDS, TODAY + 61 * DAY)


def test_one_that_takes_over_without_a_gap_goes_on_as_the_same():
    first, second = Term(TODAY, TODAY + 10 * DAY), Term(TODAY + 11 * DAY, TODAY + 400 * DAY)
    assert told(second, first) == Validity(Standing.HOLDS, TODAY + 400 * DAY)
    later = Term(TODAY + 12 * DAY, TODAY + 400 * DAY)
    assert told(later, first) == Validity(Standing.ENDS_SOON, TODAY + 10 * DAY)


def test_a_withdrawn_one_ends_the_day_before():
    assert told(Term(TODAY - 9 * DAY, TODAY + DAY, TODAY)) == Validity(Standing.WITHDRAWN, TODAY - DAY)
    assert told(Term(TODAY - 9 * DAY, TODAY + 300 * DAY, TODAY + 200 * DAY)).day == TODAY + 199 * DAY


def test_of_two_that_ended_on_one_day_the_withdrawn_one_is_told():
    ran_out, withdrawn = Term(TODAY - 9 * DAY, TODAY - DAY), Term(TODAY - 9 * DAY, TODAY, TODAY)
    said = Validity(Standing.WITHDRAWN, TODAY - DAY)
    assert told(ran_out, withdrawn) == told(withdrawn, ran_out) == said


def test_one_withdrawn_before_it_began_never_was():
    assert told(Term(TODAY, TODAY + DAY, TODAY)) == Validity(Standing.NONE)


@given(terms, days)
def test_it_holds_where_one_of_them_holds(held, day):
    assert validity(held, on=day).holds == any(term.holds_on(day) for term in held)


@given(terms, days, st.randoms())
def test_the_order_says_nothing(held, day, luck):
    shuffled = luck.sample(held, len(held))
    assert validity(shuffled, on=day) == validity(held, on=day)


@given(terms, days)
def test_the_last_day_is_the_last_that_holds_without_a_gap(held, day):
    found = validity(held, on=day)
    if found.holds:
        assert validity(held, on=found.day).holds
        assert not validity(held, on=found.day + DAY).holds
