"""Whether a permission to train or to teach holds on a day, and whether it ends soon.

Plain Python; whose permission it is, and who gave it, is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WARNED_BEFORE = timedelta(days=60)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A permission from a day to a day, both included; one that was withdrawn does not hold on that day any more."""

    valid_from: date
    valid_until: date
    withdrawn_on: date | None = None

    @property
    def last(self) -> date:
        """The last day on which it holds; before ``valid_from`` where it never did."""
        return self.valid_until if self.withdrawn_on is None else min(self.valid_until, self.withdrawn_on - _DAY)

    @property
    def was_cut(self) -> bool:
        """Whether it was withdrawn before its time."""
        return self.last < self.valid_until

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.last


class Standing(StrEnum):
    """What is said of somebody's permissions on a day."""

    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True)
class Validity:
    """``day`` is the last day on which it holds or held; where it holds only later, the first."""

    standing: Standing
    day: date | None = None

    @property
    def holds(self) -> bool:
        return self.standing in {Standing.HOLDS, Standing.ENDS_SOON}

    @property
    def needs_care(self) -> bool:
        return self.standing is not Standing.HOLDS


def validity(terms: Iterable[Term], *, on: date) -> Validity:
    """What these permissions come to on a day. One that takes over without a gap counts as the same going on."""
    real = sorted((term for term in terms if term.valid_from <= term.last), key=lambda term: term.valid_from)
    if not any(term.holds_on(on) for term in real):
        return _lacking(real, on)
    last = on
    for term in real:
        if term.valid_from <= last + _DAY:
            last = max(last, term.last)
    return Validity(Standing.ENDS_SOON if last - on <= WARNED_BEFORE else Standing.HOLDS, last)


def _lacking(real: list[Term], on: date) -> Validity:
    # Of two that ended on one day, the one that was withdrawn is told.
    ended = max((term for term in real if term.last < on), key=lambda term: (term.last, term.was_cut), default=None)
    if ended is not None:
        return Validity(Standing.WITHDRAWN if ended.was_cut else Standing.ENDED, ended.last)
    if real:
        return Validity(Standing.LATER, real[0].valid_from)
    return Validity(Standing.NONE)
