"""Minutes in a class: how much of it somebody was there for, and what she was taught by that. Knows no roll call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Sitting:
    """One class session that has begun: minutes it was planned for, and minutes she was there."""

    scheduled: int
    present: int

    @property
    def counted(self) -> int:
        """Nobody is present longer than a session lasts."""
        return min(self.present, self.scheduled)


@dataclass(frozen=True)
class Attended:
    """Minutes of a whole class: those she was there, and those that were planned so far."""

    present: int = 0
    scheduled: int = 0

    @property
    def ratio(self) -> Fraction | None:
        """From 0 to 1; ``None`` while no session has begun."""
        return Fraction(self.present, self.scheduled) if self.scheduled else None


def attendance(sittings: Iterable[Sitting]) -> Attended:
    rows = list(sittings)
    return Attended(present=sum(row.counted for row in rows), scheduled=sum(row.scheduled for row in rows))


def was_taught(sitting: Sitting, *, share: int) -> bool:
    """Whether she was there for so many per cent of the session, inclusive. Who was not there at all never was."""
    return sitting.present > 0 and sitting.counted * 100 >= share * sitting.scheduled
