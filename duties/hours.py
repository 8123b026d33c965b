"""When a person can be written to: in the working hours of her own zone, once a day. Is told now; knows no calendar of
holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FIRST_HOUR, LAST_HOUR = 9, 17  # from nine o'clock to just before five
WEEKEND = frozenset({5, 6})  # as ``date.weekday`` counts: Monday is 0
APART = timedelta(hours=12)  # who flies over the date line is not written to twice in one day of hers


@cache
def known_zones() -> frozenset[str]:
    """The names of places that a person may choose; not those kept for old machines."""
    return frozenset(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")) | {"UTC"}


def zone(name: str) -> ZoneInfo:
    """The zone of this name; UTC where there is none."""
    return ZoneInfo(name if name in known_zones() else "UTC")


def local_day(now: datetime, *, at: ZoneInfo) -> date:
    return now.astimezone(at).date()


def at_work(now: datetime, *, at: ZoneInfo, rest_days: frozenset[int] = WEEKEND) -> bool:
    """Whether it is a working hour there."""
    there = now.astimezone(at)
    return there.weekday() not in rest_days and FIRST_HOUR <= there.hour < LAST_HOUR


def may_write(now: datetime, *, at: ZoneInfo, last: datetime | None) -> bool:
    """Whether the last message was on another day of hers, and not a moment ago."""
    return last is None or (local_day(now, at=at) > local_day(last, at=at) and now - last >= APART)
