"""Decides which groups are told of, so that nothing told lets one work out a few people. Knows sets of people only.

A group that is told of is a sum that the reader has. From any of them, and from everybody, she can take the told groups
within it, one alone or all of one kind. Whom that leaves, and who is then not taken just once, are nobody or enough
people. All kinds are weighed together, for whoever may ask for one may ask for the others.

What is not done here: groups that cross each other without one holding the other, and sums of several kinds at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

People = frozenset[int]


def shown(kinds: Sequence[Sequence[People]], *, everyone: Iterable[int], smallest: int) -> list[tuple[bool, ...]]:
    """Which groups of each kind may be shown beside everyone together: nobody, and ``smallest`` people or more.

    Where what is shown would give few away, the least of the groups that do so is hidden too.
    """
    told = [[group for group in kind if len(group) >= smallest] for kind in kinds]
    everybody = frozenset(everyone)
    while found := next(_traitors(told, everybody, smallest=smallest), None):
        kind, traitor = found
        told[kind] = [group for group in told[kind] if group != traitor]
    return [
        tuple(not group or group in left for group in kind) for kind, left in zip(kinds, map(set, told), strict=True)
    ]


def is_few(count: int, *, of: int, smallest: int) -> bool:
    """Whether so many of these, or all the others of them, are so few that it speaks of single people."""
    return 0 < count < smallest or 0 < of - count < smallest


def _traitors(told: Sequence[Sequence[People]], everyone: People, *, smallest: int) -> Iterator[tuple[int, People]]:
    """Groups that give few away, with the place of their kind; those within larger wholes first."""
    for whole in sorted({everyone, *chain(*told)}, key=len, reverse=True):
        for place, kind in enumerate(told):
            parts = {group for group in kind if group < whole}
            few = [part for part in parts if is_few(len(part), of=len(whole), smallest=smallest)]
            if few or _leaves_few(whole, parts, smallest=smallest):
                yield place, min(few or parts, key=lambda part: (len(part), sorted(part)))


def _leaves_few(whole: People, parts: Collection[People], *, smallest: int) -> bool:
    """Whether whoever knows the whole and all these parts of it knows of few: they are in none, or not in just one."""
    times = Counter(chain(*parts))
    left = len(whole) - len(times)
    other_than_once = left + sum(count > 1 for count in times.values())
    return bool(parts) and (0 < left < smallest or 0 < other_than_once < smallest)
