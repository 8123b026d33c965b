"""When a training of staff is due, what has become of it, and which reminder is owed. Is told today; knows no clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=60)
RENEWAL_OPENS = timedelta(days=90)  # passing the quizzes again counts as a renewal so long before it runs out
EDITION_GRACE = timedelta(days=90)  # how long the training of an older edition is still good for

STEPS = (60, 30, 14, 0)  # days before the last day
SUPERVISOR = -1  # the day after, and not to her


class Basis(StrEnum):
    """What the last day is counted from."""

    POSTING = "posting"
    HIRE = "hire"
    FIXED = "fixed"


class Why(StrEnum):
    """Why the training is due on that day."""

    POSTING = "posting"
    HIRE = "hire"
    FIXED = "fixed"
    CHANGE_OF_POST = "change_of_post"
    MONTHS = "months"
    NEW_EDITION = "new_edition"


class Status(StrEnum):
    """How a person stands with a training."""

    NOT_YET = "not_yet"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    EXPIRED = "expired"
    RENEWED = "renewed"
    EXEMPT = "exempt"


SATISFIED = frozenset({Status.DONE, Status.RENEWED, Status.EXEMPT})
LATE = frozenset({Status.OVERDUE, Status.EXPIRED})


@dataclass(frozen=True)
class Rule:
    """When a training is due, and when again: after so many ``months`` (0 for never), at every post, for an edition.

    ``days`` are before the posting or after the hiring. Nobody is late on the day a rule begins: the last day is never
    before ``active_from``.
    """

    basis: Basis
    days: int = 0
    on: date | None = None
    active_from: date | None = None
    months: int = 0
    again_at_post: bool = False
    again_for_edition: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one person. ``post_before`` is the day on which the posting before this one began.

    ``editions_on`` are the days on which editions of the course came out.
    """

    hired_on: date | None = None
    posting_starts: date | None = None
    post_before: date | None = None
    country: str = ""
    editions_on: tuple[date, ...] = ()


@dataclass(frozen=True, order=True)
class Completion:
    """A day on which she had done the training, and for which country, where it was about one."""

    on: date
    country: str = ""


@dataclass(frozen=True)
class Standing:
    """``due_on`` is the last day of what is open, ``until`` the day to which what was done is good.

    ``first_on`` is when what counts was done for the first time, ``done_on`` when it was done last.
    """

    status: Status
    due_on: date | None = None
    why: Why | None = None
    done_on: date | None = None
    until: date | None = None
    first_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.status not in SATISFIED

    @property
    def holds(self) -> bool:
        """Whether what she must have she has today, be it that it must be renewed soon."""
        return not self.is_open or (self.status is Status.DUE_SOON and self.done_on is not None)


def due(rule: Rule, facts: Facts) -> date | None:
    """The last day to do it for the first time; ``None`` where the day it counts from is not known."""
    days = timedelta(days=rule.days)
    counted = {
        Basis.POSTING: facts.posting_starts and facts.posting_starts - days,
        Basis.HIRE: facts.hired_on and facts.hired_on + days,
        Basis.FIXED: rule.on,
    }[rule.basis]
    return counted and max(counted, rule.active_from or counted)


def counts(rule: Rule, facts: Facts, done: Completion) -> bool:
    """Whether what was done then is good for where she is now. What was about no country is good for one post."""
    if not rule.again_at_post:
        return True
    if done.country:
        return done.country == facts.country
    return facts.post_before is None or done.on > facts.post_before


def runs_out(rule: Rule, facts: Facts, done: Completion) -> tuple[date, Why] | None:
    """The last day on which it is good, and why; ``None`` where it is good for ever."""
    ends = []
    if rule.months:
        ends.append((months_after(done.on, rule.months), Why.MONTHS))
    newer = [day for day in facts.editions_on if day > done.on]
    if rule.again_for_edition and newer:
        ends.append((min(newer) + EDITION_GRACE, Why.NEW_EDITION))
    return min(ends, default=None)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def refreshed(
    passed: Mapping[object, Sequence[date]], *, first: Completion, rule: Rule, facts: Facts
) -> tuple[Completion, ...]:
    """The renewals that follow a completion: each time every quiz was passed once more, once the renewal was open.

    ``passed`` maps each quiz to the days on which it was passed. Whoever practises early renews nothing.
    """
    found: list[Completion] = []
    last = first
    while passed and (opens := _opens(rule, facts, last)):
        again = [[day for day in days if day >= opens and day > last.on] for days in passed.values()]
        if not all(again):
            break
        last = Completion(max(map(min, again)), first.country)
        found.append(last)
    return tuple(found)


def _opens(rule: Rule, facts: Facts, last: Completion) -> date | None:
    """From which day on passing again renews what was done last; ``None`` where there is nothing to renew."""
    if not counts(rule, facts, last):
        return facts.post_before
    end = runs_out(rule, facts, last)
    return end and end[0] - RENEWAL_OPENS


def standing(
    rule: Rule, facts: Facts, completions: Iterable[Completion], *, today: date, exempt: bool = False
) -> Standing:
    """How she stands today. What she did for another post is not counted where the rule asks at every post."""
    everything = sorted(completions)
    counted = [one for one in everything if counts(rule, facts, one)]
    if exempt:
        first, last = (counted[0].on, counted[-1].on) if counted else (None, None)
        return Standing(Status.EXEMPT, done_on=last, first_on=first)
    if counted:
        return replace(_done(rule, facts, counted, today), first_on=counted[0].on)
    due_on = due(rule, facts)
    why = Why.CHANGE_OF_POST if everything and due_on else Why(rule.basis.value)
    return Standing(_open(due_on, today), due_on, why)


def _done(rule: Rule, facts: Facts, counted: Sequence[Completion], today: date) -> Standing:
    last = counted[-1]
    end = runs_out(rule, facts, last)
    until, why = end or (None, None)
    if until and today > until:
        return Standing(Status.EXPIRED, until, why, last.on, until)
    if until and until - today <= SOON:
        return Standing(Status.DUE_SOON, until, why, last.on, until)
    return Standing(Status.RENEWED if len(counted) > 1 else Status.DONE, None, None, last.on, until)


def _open(due_on: date | None, today: date) -> Status:
    if due_on and today > due_on:
        return Status.OVERDUE
    return Status.DUE_SOON if due_on and due_on - today <= SOON else Status.NOT_YET


def owed(stands: Standing, *, today: date, sent: frozenset[int]) -> tuple[int, ...]:
    """The reminders owed now, given those sent for this last day: one of ``STEPS`` at most, and ``SUPERVISOR``.

    Of several days that have passed unseen only the nearest is told. What is done is told no more.
    """
    if not stands.is_open or stands.due_on is None:
        return ()
    left = (stands.due_on - today).days
    nearest = [step for step in STEPS if left <= step][-1:]
    hers = [step for step in nearest if not any(told <= step for told in sent - {SUPERVISOR})]
    above = [SUPERVISOR] if left < 0 and SUPERVISOR not in sent else []
    return (*hers, *above)
