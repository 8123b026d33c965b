"""Hides counts so small that they speak of single people. Knows a row of counts that add up to a known number."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def shown(counts: Sequence[float], *, smallest: int, known: Collection[int] = ()) -> tuple[bool, ...]:
    """Which of these may be shown: nought, and ``smallest`` or more.

    Where that hides a single one, it could be worked out from the others: then the least of those is hidden too, but
    for the ``known`` places, which are told elsewhere and would guard nothing.
    What is hidden may still add up to little; this is the house's rule, see ``reports.suppression``.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < smallest}
    if len(hidden) == 1:
        others = [place for place in range(len(counts)) if place not in hidden and place not in known]
        hidden |= set(sorted(others, key=lambda place: counts[place])[:1])
    return tuple(place not in hidden for place in range(len(counts)))
