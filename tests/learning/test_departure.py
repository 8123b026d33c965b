"""The departure clock: who leaves soon and is not ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from learning.departure import (
    SOON_DAYS,
    Clock,
    Core,
    Readiness,
    Reason,
    Traveller,
    Why,
    clock,
    may_leave_on,
)

TODAY = date(2028, 2, 26)  # three days before a leap day
ENDS = TODAY + timedelta(days=30)


def on(days: int | None, *, ends: date = ENDS, **known) -> Clock:
    departs_on = None if days is None else TODAY + timedelta(days=days)
    return clock(Traveller(departs_on, **{"finished": False, **known}), today=TODAY, class_ends=ends)


def pressing(clocks) -> list[Clock]:
    """Those to see to, first things first."""
    return sorted((each for each in clocks if each.presses), key=lambda each: each.order)


@pytest.mark.parametrize(
    ("days", "readiness"),
    [(None, "unknown"), (-1, "late"), (0, "late"), (1, "soon"), (7, "soon"), (8, "in_time")],
)
def test_the_day_she_leaves_decides_while_she_is_not_ready(days, readiness):
    assert on(days).readiness == readiness


def test_a_week_may_go_over_a_leap_day():
    march = Traveller(date(2028, 3, 4), finished=False)
    assert clock(march, today=TODAY, class_ends=ENDS).days == 7


def test_who_leaves_before_the_class_ends_is_told_with_all_that_is_left():
    assert on(5, left=3).reasons == (
        Reason(Why.LEAVES_IN_DAYS, 5), Reason(Why.BEFORE_CLASS_ENDS), Reason(Why.MODULES_LEFT, 3),
    )  # fmt: skip


def test_who_has_nothing_left_that_staff_may_count_is_only_not_finished():
    assert on(0, ends=TODAY).reasons == (Reason(Why.LEAVES_TODAY), Reason(Why.NOT_FINISHED))


def test_the_short_course_is_named_and_makes_nobody_ready():
    found = on(3, ends=TODAY, left=2, core=Core.DONE)
    assert (found.readiness, found.reasons[-1], found.wants_core) == ("soon", Reason(Why.CORE_DONE), False)


def test_the_short_course_is_offered_to_who_is_still_here_and_has_it_not():
    assert [on(days).wants_core for days in (None, -1, 0, 5, 50)] == [True, False, True, True, True]
    assert not on(5, core=Core.GIVEN).wants_core
    assert not on(5, finished=True).wants_core


def test_who_has_nothing_at_all_is_seen_to_first_then_who_leaves_first():
    crowd = [on(2, core=Core.DONE), on(6), on(20), on(None), on(-2), on(2, left=1), on(2, left=5), on(1, finished=True)]
    assert [(each.days, each.left, each.core) for each in pressing(crowd)] == [
        (-2, 0, "none"), (2, 5, "none"), (2, 1, "none"), (6, 0, "none"), (2, 0, "done"),
    ]  # fmt: skip


# ── What always holds ────────────────────────────────────────────────────────────────────────────

days = some.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))
travellers = some.builds(
    Traveller,
    departs_on=some.none() | days,
    finished=some.booleans(),
    left=some.integers(0, 20),
    core=some.sampled_from(Core),
)


@given(travellers, days, days)
def test_there_is_always_one_answer_with_a_reason(traveller, today, ends):
    found = clock(traveller, today=today, class_ends=ends)
    assert found.reasons
    assert (found.readiness is Readiness.READY) == traveller.finished
    assert found.presses == (not traveller.finished and found.days is not None and found.days <= SOON_DAYS)


@given(travellers, days, days, some.integers(1, 4000))
def test_more_time_never_makes_it_more_pressing(traveller, today, ends, more):
    if traveller.departs_on is None:
        return
    later = replace(traveller, departs_on=traveller.departs_on + timedelta(days=more))
    first, second = (clock(each, today=today, class_ends=ends) for each in (traveller, later))
    assert second.readiness.rank >= first.readiness.rank
    assert second.order >= first.order


@given(travellers, days, days, some.integers(-4000, 4000))
def test_only_the_distance_between_days_counts(traveller, today, ends, by):
    shift = timedelta(days=by)
    moved = replace(traveller, departs_on=traveller.departs_on and traveller.departs_on + shift)
    assert clock(moved, today=today + shift, class_ends=ends + shift) == clock(traveller, today=today, class_ends=ends)


@given(travellers, days, days)
def test_finishing_or_doing_the_short_course_never_makes_it_more_pressing(traveller, today, ends):
    found = clock(traveller, today=today, class_ends=ends)
    for better in (replace(traveller, finished=True), replace(traveller, core=Core.DONE)):
        assert clock(better, today=today, class_ends=ends).order >= found.order


@given(some.lists(travellers, max_size=8), days, days)
def test_the_order_does_not_depend_on_the_order_of_the_class(crowd, today, ends):
    clocks = [clock(each, today=today, class_ends=ends) for each in crowd]
    assert [each.order for each in pressing(clocks)] == [each.order for each in pressing(reversed(clocks))]


@pytest.mark.parametrize(
    ("day", "may"), [("2023-01-01", True), ("2033-12-31", True), ("2034-01-01", False), ("0028-02-26", False)]
)
def test_a_day_in_a_year_far_away_was_typed_wrongly(day, may):
    assert may_leave_on(date.fromisoformat(day), today=TODAY) is may
