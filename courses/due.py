"""What a fact needs from the people who keep it, on one day: overdue, soon due, doubtful, not in force, no source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = (30, 60, 90)
_FIRST_INTERVAL = timedelta(days=180)


class Need(StrEnum):
    """Most pressing first. *Due in 60 days* holds what is due in 30, and so on."""

    OVERDUE = "overdue"
    NOT_IN_FORCE = "not_in_force"
    LOW_CONFIDENCE = "low_confidence"
    NO_SOURCE = "no_source"
    DUE_30 = "due_30"
    DUE_60 = "due_60"
    DUE_90 = "due_90"


# Readers are told to ask the hotline instead.
HIDING = frozenset({Need.OVERDUE, Need.NOT_IN_FORCE, Need.LOW_CONFIDENCE})


@dataclass(frozen=True)
class Kept:
    """What decides about one fact. ``source_type`` *general* means that no page was read."""

    id: int
    review_by: date
    confidence: str
    status: str
    source_title: str
    source_type: str

    def needs(self, today: date) -> tuple[Need, ...]:
        """Everything that is due, most pressing first. The review date itself still counts as current."""
        found = {
            Need.OVERDUE: self.review_by < today,
            Need.NOT_IN_FORCE: self.status != "in_force",
            Need.LOW_CONFIDENCE: self.confidence == "L",
            Need.NO_SOURCE: not self.source_title.strip() or self.source_type == "general",
            **{
                Need(f"due_{days}"): today <= self.review_by <= today + timedelta(days=days) for days in SOON_DAYS
            },
        }  # fmt: skip
        return tuple(need for need in Need if found[need])


def counts(kept: Iterable[Kept], *, today: date) -> dict[Need, int]:
    """How many facts have each need. One fact may have several."""
    counted = Counter(need for one in kept for need in one.needs(today))
    return {need: counted[need] for need in Need}


def in_order(kept: Iterable[Kept], *, today: date, need: Need | None = None) -> list[Kept]:
    """Those with this need, or all; what is overdue or due soonest first."""
    wanted = (one for one in kept if need is None or need in one.needs(today))
    return sorted(wanted, key=lambda one: (one.review_by, one.id))


def next_review(*, checked_on: date, review_by: date, today: date) -> date:
    """When to check again after a check today: as long from now as it was the last time."""
    interval = review_by - checked_on
    return today + (interval if interval > timedelta(0) else _FIRST_INTERVAL)
