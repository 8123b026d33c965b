"""Says whether a group is behind the others by more than chance would make. Plain numbers in, a name out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

# 99 in 100: many groups are compared at once, and one of them is always the last.
_CERTAIN = 2.576


@dataclass(frozen=True)
class Group:
    """People who started a course, and how many of them completed."""

    name: str
    started: int
    completed: int

    @property
    def rate(self) -> int:
        """Per cent, cut to whole ones: 100 means all."""
        return self.completed * 100 // self.started


def furthest_behind(groups: Iterable[Group]) -> Group | None:
    """The group with the lowest rate, if it is so low that chance does not explain it; else ``None``.

    A group is held against all the others together, by the upper end of Wilson's interval for its own rate. Source:
    E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    known = [group for group in groups if group.started]
    if len(known) < 2:
        return None
    last = min(known, key=lambda group: group.completed / group.started)
    started = sum(group.started for group in known) - last.started
    completed = sum(group.completed for group in known) - last.completed
    return last if _upper_end(last) < completed / started else None


def _upper_end(group: Group) -> float:
    share, count, z = group.completed / group.started, group.started, _CERTAIN
    middle = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle + spread) / (1 + z * z / count)
