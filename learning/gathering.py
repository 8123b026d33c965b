"""Gathers what is kept of a learner, entry by entry, into her deeds. Knows no database and no outline.

Rule CR-3: neither the order in which entries arrive nor their number changes anything. Of one checklist the entry with
the highest place counts, for an instructor puts right what she saw by recording anew.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from learning.completion import Deeds, Tried


class What(StrEnum):
    """What an entry says of a node."""

    READ = "read"
    TAUGHT = "taught"
    PASSED = "passed"
    ANSWERED = "answered"
    OBSERVED = "observed"
    TRIED = "tried"
    RECOGNISED = "recognised"
    EXEMPT = "exempt"
    BEGUN = "begun"
    DONE = "done"


class Entry(NamedTuple):
    """One thing that is kept. ``checklist``, ``seen`` and ``place`` are of what was observed alone, ``tried`` of what
    was tried."""

    what: What
    node: uuid.UUID
    scope: str = ""
    checklist: str = ""
    seen: bool = False
    place: int = 0
    tried: Tried | None = None


def gather(entries: Iterable[Entry], *, destination: str, asked: Collection[tuple[str, str]] = ()) -> Deeds:
    """What counts on the way to one destination; what was done for another rests until she goes there again."""
    nodes: dict[What, set[uuid.UUID]] = defaultdict(set)
    last: dict[str, tuple[int, bool]] = {}
    tried: set[Tried] = set()
    for entry in entries:
        if entry.scope not in {"", destination}:
            continue
        if entry.what is What.OBSERVED:
            last[entry.checklist] = max((entry.place, entry.seen), last.get(entry.checklist, (-1, False)))
        elif entry.tried:
            tried.add(entry.tried)
        else:
            nodes[entry.what].add(entry.node)
    return Deeds(
        read=frozenset(nodes[What.READ]),
        taught=frozenset(nodes[What.TAUGHT]),
        passed=frozenset(nodes[What.PASSED]),
        answered=frozenset(nodes[What.ANSWERED]),
        recognised=frozenset(nodes[What.RECOGNISED]),
        exempt=frozenset(nodes[What.EXEMPT]),
        begun=frozenset(nodes[What.BEGUN]),
        done=frozenset(nodes[What.DONE]),
        observed=frozenset(checklist for checklist, (_place, seen) in last.items() if seen),
        asked=frozenset(asked),
        tried=frozenset(tried),
    )
