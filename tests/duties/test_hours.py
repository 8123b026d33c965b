"""Working hours in every zone, on days that clocks change, and over the date line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.hours import FIRST_HOUR, LAST_HOUR, at_work, known_zones, local_day, may_write, zone

moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(sorted(known_zones())).map(zone)
AMMAN, NEW_YORK = zone("Asia/Amman"), zone("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_nine_o_clock_is_work_and_five_is_not():
    monday = "2027-03-01T"
    assert [at_work(at(f"{monday}{clock}"), at=AMMAN) for clock in ("05:59", "06:00", "13:59", "14:00")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_days_of_rest_are_those_of_the_post():
    friday, sunday = at("2027-03-05T10:00"), at("2027-03-07T10:00")
    resting = frozenset({4, 5})
    assert (at_work(friday, at=AMMAN), at_work(sunday, at=AMMAN)) == (True, False)
    assert [at_work(day, at=AMMAN, rest_days=resting) for day in (friday, sunday)] == [False, True]


def test_nine_o_clock_moves_with_summer_time():
    assert not at_work(at("2027-03-12T13:30"), at=NEW_YORK)
    assert at_work(at("2027-03-15T13:30"), at=NEW_YORK)


def test_the_day_is_hers():
    assert local_day(at("2027-03-01T12:00"), at=zone("Pacific/Kiritimati")) == date(2027, 3, 2)
    assert local_day(at("2027-03-01T10:00"), at=zone("Pacific/Pago_Pago")) == date(2027, 2, 28)


def test_samoa_had_no_30th_of_december_2011():
    apia = zone("Pacific/Apia")
    before, after = at("2011-12-30T09:00"), at("2011-12-30T10:00")
    assert (local_day(before, at=apia), local_day(after, at=apia)) == (date(2011, 12, 29), date(2011, 12, 31))


def test_a_name_that_no_zone_has_is_utc():
    assert (zone("Mars/Olympus").key, zone("").key) == ("UTC", "UTC")


@pytest.mark.parametrize(
    ("now", "allowed"), [("2027-03-01T15:00", False), ("2027-03-02T06:00", True), ("2027-03-01T23:00", True)]
)
def test_one_message_a_day(now, allowed):
    assert may_write(at(now), at=AMMAN, last=at("2027-03-01T07:00")) is allowed


@given(moments, zones, st.frozensets(st.integers(0, 6), max_size=5))
def test_every_week_has_working_hours_everywhere(now, there, resting):
    hours = [now + timedelta(hours=number) for number in range(24 * 8)]
    assert any(at_work(hour, at=there, rest_days=resting) for hour in hours)


@given(moments, zones)
def test_a_working_hour_is_between_nine_and_five_on_her_clock(now, there):
    if at_work(now, at=there):
        local = now.astimezone(there)
        assert FIRST_HOUR <= local.hour < LAST_HOUR
        assert local.weekday() < 5


@given(moments, zones, zones, st.lists(st.integers(1, 40), max_size=12))
def test_nobody_is_written_to_twice_on_one_day_of_hers_wherever_she_flies(now, home, away, hops):
    last, sent = None, []
    for number, hop in enumerate(hops):
        there = away if number % 2 else home
        if may_write(now, at=there, last=last):
            sent.append((now, there))
            last = now
        now += timedelta(hours=hop)
    for (first, _where), (second, there) in pairwise(sent):
        assert local_day(first, at=there) < local_day(second, at=there)
        assert second - first >= timedelta(hours=12)
