"""The square that changes, and what an arrival is marked as."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.arriving import (
    STEP_SECONDS,
    Arrival,
    arrival,
    digits_fit,
    phone_mark,
    seconds_left,
    sign,
    step_at,
    token_fits,
)

SECRET = "5a" * 32
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
EDGE = datetime(2026, 11, 21, 9, 30, 0, tzinfo=UTC)
STEP = timedelta(seconds=STEP_SECONDS)
GRACE = timedelta(minutes=15)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


@given(MOMENTS)
def test_a_sign_is_taken_while_it_is_shown_and_one_step_longer(shown_at):
    shown = sign(SECRET, step=step_at(shown_at))
    gone = shown_at + seconds(seconds_left(shown_at)) - timedelta(microseconds=shown_at.microsecond)
    for moment in (shown_at, gone - seconds(0.001), gone, gone + STEP - seconds(0.001)):
        assert token_fits(shown.token, secret=SECRET, now=moment)
        assert digits_fit(shown.digits, secret=SECRET, now=moment)
    assert not token_fits(shown.token, secret=SECRET, now=gone + STEP)


@given(MOMENTS, st.integers(60, 10**6))
def test_a_photo_is_worth_nothing_after_a_minute(shown_at, later):
    assert not token_fits(sign(SECRET, step=step_at(shown_at)).token, secret=SECRET, now=shown_at + seconds(later))


@given(MOMENTS, st.integers(1, 10**6))
def test_a_sign_of_the_future_is_not_taken(now, ahead):
    assert not token_fits(sign(SECRET, step=step_at(now) + ahead).token, secret=SECRET, now=now)


def test_a_step_begins_at_its_edge():
    before, at = EDGE - seconds(0.001), EDGE
    assert step_at(at) == step_at(before) + 1
    assert (seconds_left(at), seconds_left(at + seconds(19.9))) == (20, 1)


@pytest.mark.parametrize("typed", ["", "é", "0" * 16, "x" * 5000])
def test_what_is_no_sign_is_refused(typed):
    assert not token_fits(typed, secret=SECRET, now=EDGE)
    assert not digits_fit(typed, secret=SECRET, now=EDGE)


def test_a_sign_of_another_session_is_not_taken():
    assert not token_fits(sign("other", step=step_at(EDGE)).token, secret=SECRET, now=EDGE)


def test_a_sign_is_sixteen_letters_for_the_square_and_four_digits():
    shown = sign(SECRET, step=1)
    assert (len(shown.token), len(shown.digits), shown.digits.isdecimal()) == (16, 4, True)


def test_a_phone_is_known_within_a_session_and_not_in_another():
    assert phone_mark(SECRET, phone="a") == phone_mark(SECRET, phone="a")
    assert phone_mark(SECRET, phone="a") not in {phone_mark(SECRET, phone="b"), phone_mark("other", phone="a")}


@pytest.mark.parametrize(
    ("after", "marked"),
    [
        (timedelta(minutes=-60, seconds=-1), None),
        (timedelta(minutes=-60), Arrival("present", 90)),
        (timedelta(0), Arrival("present", 90)),
        (timedelta(minutes=15), Arrival("present", 90)),
        (timedelta(minutes=15, seconds=1), Arrival("late", 75)),
        (timedelta(minutes=60), Arrival("late", 30)),
        (timedelta(minutes=89, seconds=59), Arrival("late", 1)),
        (timedelta(minutes=90), None),
    ],
)
def test_who_comes_after_the_grace_is_late_with_the_minutes_that_are_left(after, marked):
    assert arrival(starts_at=EDGE, minutes=90, now=EDGE + after, grace=GRACE) == marked


ZONES = st.sampled_from(["UTC", "Asia/Kathmandu", "Europe/Madrid", "America/New_York", "Australia/Lord_Howe"])
# Nights in which clocks are moved in these places, and the days round them.
NIGHTS = st.sampled_from([datetime(2026, *day, tzinfo=UTC) for day in ((3, 8), (3, 29), (4, 4), (10, 25), (11, 1))])


@given(NIGHTS, st.integers(-86400, 86400), st.integers(-7200, 50000), st.integers(5, 720), ZONES, ZONES)
def test_moving_the_clock_changes_no_mark(night, start, after, minutes, zone, other):
    starts_at = night + seconds(start)
    now = starts_at + seconds(after)
    asked = [
        arrival(starts_at=one, minutes=minutes, now=two, grace=GRACE)
        for one, two in (
            (starts_at, now),
            (starts_at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))),
            (starts_at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(other))),
        )
    ]
    assert asked == [asked[0]] * 3
