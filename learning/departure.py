"""Decides how well a trainee is prepared for the day she leaves, and why. Knows no clock, no course and no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON_DAYS = 7  # who leaves within so many days and is not ready is seen to first
YEARS_AWAY = 5  # a day in a year further away was typed wrongly


class Readiness(StrEnum):
    """How she stands. The order of the members is the order in which they are seen to."""

    LATE = "late"
    SOON = "soon"
    UNKNOWN = "unknown"
    IN_TIME = "in_time"
    READY = "ready"

    @property
    def rank(self) -> int:
        return list(Readiness).index(self)


class Core(StrEnum):
    """How far she is with the short course for early departures."""

    NONE = "none"
    GIVEN = "given"
    DONE = "done"


class Why(StrEnum):
    """What speaks for a readiness. ``NOT_FINISHED`` is said where nothing that staff may count is left."""

    FINISHED = "finished"
    LEFT_ALREADY = "left_already"
    LEAVES_TODAY = "leaves_today"
    LEAVES_IN_DAYS = "leaves_in_days"
    NO_DAY = "no_day"
    BEFORE_CLASS_ENDS = "before_class_ends"
    MODULES_LEFT = "modules_left"
    NOT_FINISHED = "not_finished"
    CORE_GIVEN = "core_given"
    CORE_DONE = "core_done"


@dataclass(frozen=True)
class Reason:
    """One thing to say, and the number that belongs to it: days, or modules."""

    why: Why
    count: int = 0


@dataclass(frozen=True)
class Traveller:
    """What is known of one trainee. ``left`` counts the modules that are not done and that staff may count.

    ``finished`` tells of the whole course; the short one does not stand in for it.
    """

    departs_on: date | None
    finished: bool
    left: int = 0
    core: Core = Core.NONE


@dataclass(frozen=True)
class Clock:
    """How she stands on one day. ``days`` are those left, below 0 once she is gone, ``None`` where no day is known."""

    readiness: Readiness
    days: int | None
    reasons: tuple[Reason, ...]
    core: Core
    left: int

    @property
    def presses(self) -> bool:
        """Whether she leaves within days, or has left, and is not ready."""
        return self.readiness in {Readiness.LATE, Readiness.SOON}

    @property
    def wants_core(self) -> bool:
        """Whether the short course would help her now: while she is still here, and has not been given it."""
        return (
            self.readiness is not Readiness.READY and self.core is Core.NONE and (self.days is None or self.days >= 0)
        )

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Who has nothing at all goes before who did the short course; then the day that is nearest, then most left."""
        return int(self.core is Core.DONE), self.readiness.rank, self.days or 0, -self.left


def may_leave_on(day: date, *, today: date) -> bool:
    """Whether this can be somebody's day of departure."""
    return abs(day.year - today.year) <= YEARS_AWAY


def clock(traveller: Traveller, *, today: date, class_ends: date) -> Clock:
    """How she stands today. Who has finished the course is ready, whenever she leaves."""
    days = (traveller.departs_on - today).days if traveller.departs_on else None
    readiness = Readiness.READY if traveller.finished else _by_day(days)
    early = traveller.departs_on is not None and traveller.departs_on < class_ends
    reasons = _reasons(traveller, readiness, days, early=early)
    return Clock(readiness, days, reasons, traveller.core, traveller.left)


def _by_day(days: int | None) -> Readiness:
    if days is None:
        return Readiness.UNKNOWN
    if days <= 0:
        return Readiness.LATE
    return Readiness.SOON if days <= SOON_DAYS else Readiness.IN_TIME


def _reasons(traveller: Traveller, readiness: Readiness, days: int | None, *, early: bool) -> tuple[Reason, ...]:
    if readiness is Readiness.READY:
        return (Reason(Why.FINISHED),)
    found = [_of_day(days)]
    if early and days is not None and days > 0:
        found.append(Reason(Why.BEFORE_CLASS_ENDS))
    found.append(Reason(Why.MODULES_LEFT, traveller.left) if traveller.left else Reason(Why.NOT_FINISHED))
    if traveller.core is not Core.NONE:
        found.append(Reason(Why.CORE_DONE if traveller.core is Core.DONE else Why.CORE_GIVEN))
    return tuple(found)


def _of_day(days: int | None) -> Reason:
    if days is None:
        return Reason(Why.NO_DAY)
    if days < 0:
        return Reason(Why.LEFT_ALREADY, -days)
    return Reason(Why.LEAVES_IN_DAYS, days) if days else Reason(Why.LEAVES_TODAY)
