"""Which questions an attempt asks and in what order, out of nothing but the bank, the blueprint and the attempt's UUID.

Chance is replaced by a ranking that any language can repeat: *rank(seed, a, b, …)* is the lower-case hexadecimal
SHA-256 of the UTF-8 text ``seed:a:b:…``, where seed is the attempt's UUID in its usual form (lower case, hyphens).
Smaller ranks come first.

1. A question may be asked when it is not retired, is meant for her destination or for all, and its facts are shown.
2. Parts of one difficulty choose first, then parts of any; no question is taken twice.
   Within a part candidates stand by ``rank(seed, question key)``. A part of any difficulty takes the first candidate of
   each difficulty, easiest first, then the second of each, and so on.
3. The attempt asks part by part, in the order of the blueprint.
4. Options stand by ``rank(seed, question key, "option", option key)``, the partners of *matching* by
   ``rank(seed, question key, "partner", partner key)``. *True or false*, the places of a *hotspot* and a checklist keep
   their order, and so do the groups of *groups*. An *ordering* that happens to come out right has its first option
   moved to the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from assessments.questions import OBSERVED, Kind, Question

# Kinds whose options stand as their author wrote them.
_KEPT = OBSERVED | {Kind.TRUE_FALSE, Kind.HOTSPOT}


@dataclass(frozen=True)
class Item:
    """A question of the bank, as far as drawing needs to know it. ``version`` is the id of its latest version."""

    version: int
    key: str
    topic: str
    level: int
    destinations: frozenset[str] = frozenset()
    fact: str = ""
    origin_fact: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Part:
    """So many questions of a topic, of one difficulty or of any."""

    topic: str
    count: int
    level: int | None = None


@dataclass(frozen=True)
class Shortfall:
    """A part that the bank could not fill."""

    part: Part
    found: int


@dataclass(frozen=True)
class Draw:
    """The versions to ask, in order, and where there were too few."""

    versions: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...] = ()


def draw(
    bank: Iterable[Item],
    parts: Sequence[Part],
    *,
    seed: UUID,
    destination: str,
    known_facts: frozenset[str] = frozenset(),
    known_origin_facts: frozenset[str] = frozenset(),
) -> Draw:
    """Choose from the bank. Facts are known when her lesson shows them: neither missing nor overdue.

    The order of the bank does not matter. What cannot be filled is drawn as far as it goes and told as a shortfall.
    """
    usable = [item for item in bank if _may_be_asked(item, destination, known_facts, known_origin_facts)]
    ranked = sorted(usable, key=lambda item: (rank(seed, item.key), item.key))
    taken: dict[int, list[Item]] = {}
    for place in sorted(range(len(parts)), key=lambda place: parts[place].level is None):
        used = {item.key for items in taken.values() for item in items}
        taken[place] = _fill(parts[place], [item for item in ranked if item.key not in used])
    return Draw(
        versions=tuple(item.version for place in range(len(parts)) for item in taken[place]),
        shortfalls=tuple(
            Shortfall(part, len(taken[place])) for place, part in enumerate(parts) if len(taken[place]) < part.count
        ),
    )


def arrange(question: Question, *, seed: UUID) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the options, and of the partners in *matching* or the *groups*, as this attempt shows them."""
    if question.kind in _KEPT:
        return question.option_keys, ()
    options = shuffle(question.option_keys, seed=seed, question=question.key, side="option")
    if question.kind is Kind.ORDERING and options == question.option_keys:
        options = options[1:] + options[:1]
    if question.kind is Kind.MATCHING:
        return options, shuffle(question.partner_keys, seed=seed, question=question.key, side="partner")
    return options, question.partner_keys if question.kind is Kind.GROUPS else ()


def shuffle(keys: Iterable[str], *, seed: UUID, question: str, side: str = "option") -> tuple[str, ...]:
    """The keys by rank, whatever order they come in."""
    return tuple(sorted(keys, key=lambda key: (rank(seed, question, side, key), key)))


def rank(seed: UUID, *names: str) -> str:
    return sha256(":".join([str(seed), *names]).encode()).hexdigest()


def _may_be_asked(item: Item, destination: str, facts: frozenset[str], origin_facts: frozenset[str]) -> bool:
    return (
        not item.retired
        and (not item.destinations or destination in item.destinations)
        and (not item.fact or item.fact in facts)
        and (not item.origin_fact or item.origin_fact in origin_facts)
    )


def _fill(part: Part, candidates: Iterable[Item]) -> list[Item]:
    wanted = [item for item in candidates if item.topic == part.topic and part.level in (None, item.level)]
    return _spread(wanted)[: part.count]


def _spread(ranked: Iterable[Item]) -> list[Item]:
    """One of each difficulty in turn, easiest first; the rank decides within a difficulty."""
    turns: dict[int, int] = defaultdict(int)
    seats = []
    for item in ranked:
        turns[item.level] += 1
        seats.append((turns[item.level], item.level, item))
    return [item for _turn, _level, item in sorted(seats, key=lambda seat: seat[:2])]
