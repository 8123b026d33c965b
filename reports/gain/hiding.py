"""Decides which groups are told of, so that nothing told lets one work out a few people. Knows counts only."""

from __future__ import annotations

from collections.abc import Sequence


def shown(counts: Sequence[int], *, smallest: int) -> tuple[bool, ...]:
    """Which groups may be shown beside all of them together: nobody, and ``smallest`` people or more.

    All less what is shown speaks of those that are hidden together. Where these are fewer than ``smallest`` the least
    of the others is hidden too.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < smallest}
    others = [place for place, count in enumerate(counts) if count >= smallest]
    for place in sorted(others, key=lambda one: counts[one]):
        if not 0 < sum(counts[one] for one in hidden) < smallest:
            break
        hidden.add(place)
    return tuple(place not in hidden for place in range(len(counts)))
