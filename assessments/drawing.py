"""Which questions an attempt asks and in what order, out of nothing but the bank, the blueprint and the attempt's UUID.

Chance is replaced by a ranking that any language can repeat: *rank(seed, a, b, …)* is the lower-case hexadecimal
SHA-256 of the UTF-8 text ``seed:a:b:…``, where seed is the attempt's UUID in its usual form (lower case, hyphens).
Smaller ranks come first.

1. A question may be asked when it is not retired, is meant for her destination and her origin or for all, and its facts
   are shown.
2. Questions of one family ask the same in other words; an attempt asks one of a family at most: of those in the form
   that the quiz wants (A or B), else of all, the first by ``rank(seed, question key)``.
3. What the blueprint fixes comes first, in its order: of the family of the question named the one in the form wanted,
   else the question itself; where that may not be asked, the first by rank.
4. Then come the parts. Parts of one difficulty choose first, then parts of any; no question is taken twice.
   Within a part candidates stand by ``rank(seed, question key)``. A part of any difficulty takes the first candidate of
   each difficulty, easiest first, then the second of each, and so on.
5. The attempt asks what is fixed, then part by part, in the order of the blueprint.
6. Options stand by ``rank(seed, question key, "option", option key)``, the partners of *matching* by
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
    family: str = ""
    form: str = ""
    origins: frozenset[str] = frozenset()

    @property
    def kin(self) -> str:
        """Its family; a question without one is its own."""
        return f"family:{self.family}" if self.family else f"question:{self.key}"


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
    """The versions to ask, in order, and where there were too few: parts, and keys of fixed questions."""

    versions: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    missing: tuple[str, ...] = ()


def draw(
    bank: Iterable[Item],
    parts: Sequence[Part],
    *,
    seed: UUID,
    destination: str,
    origin: str = "",
    known_facts: frozenset[str] = frozenset(),
    known_origin_facts: frozenset[str] = frozenset(),
    fixed: Sequence[str] = (),
    form: str = "",
) -> Draw:
    """Choose from the bank. Facts are known when her lesson shows them: neither missing nor overdue.

    ``fixed`` are keys of questions that are always asked; ``form`` is A, B or empty. The order of the bank does not
    matter. What cannot be filled is drawn as far as it goes and told.
    """
    by_key = {item.key: item for item in bank}
    way = _Way(destination, origin, known_facts, known_origin_facts)
    usable = [item for item in by_key.values() if way.may_ask(item)]
    ranked = sorted(usable, key=lambda item: (rank(seed, item.key), item.key))
    always = {key: _always(by_key.get(key), ranked, form) for key in fixed}
    first: dict[str, Item] = {}
    for item in filter(None, always.values()):
        first.setdefault(item.kin, item)
    families = _one_of_each_family(ranked, form)
    taken: dict[int, list[Item]] = {}
    for place in sorted(range(len(parts)), key=lambda place: parts[place].level is None):
        used = {*first, *(item.kin for items in taken.values() for item in items)}
        taken[place] = _fill(parts[place], [item for item in families if item.kin not in used])
    drawn = [first.values(), *(taken[place] for place in range(len(parts)))]
    return Draw(
        versions=tuple(item.version for items in drawn for item in items),
        shortfalls=tuple(
            Shortfall(part, len(taken[place])) for place, part in enumerate(parts) if len(taken[place]) < part.count
        ),
        missing=tuple(key for key, item in always.items() if item is None),
    )


def parallel(
    bank: Iterable[Item],
    missed: Sequence[str],
    *,
    seed: UUID,
    destination: str,
    origin: str = "",
    known_facts: frozenset[str] = frozenset(),
    known_origin_facts: frozenset[str] = frozenset(),
) -> Draw:
    """For each question she missed one that asks the same in other words; where there is none, the same again."""
    by_key = {item.key: item for item in bank}
    way = _Way(destination, origin, known_facts, known_origin_facts)
    usable = [item for item in by_key.values() if way.may_ask(item)]
    ranked = sorted(usable, key=lambda item: (rank(seed, item.key), item.key))
    others = {item.kin: item for item in _one_of_each_family([item for item in ranked if item.key not in missed])}
    itself = {item.key: item for item in usable}
    again = {key: others.get(by_key[key].kin, itself.get(key)) if key in by_key else None for key in missed}
    return Draw(
        versions=tuple(dict.fromkeys(item.version for item in again.values() if item)),
        missing=tuple(key for key, item in again.items() if item is None),
    )


def _always(named: Item | None, ranked: Sequence[Item], form: str) -> Item | None:
    if named is None:
        return None
    family = [item for item in ranked if item.kin == named.kin]
    wanted = [item for item in family if form and item.form == form]
    itself = [item for item in family if item == named]
    return next(iter([*wanted, *itself, *family]), None)


def _one_of_each_family(ranked: Sequence[Item], form: str = "") -> list[Item]:
    found: dict[str, Item] = {}
    for item in [*(item for item in ranked if form and item.form == form), *ranked]:
        found.setdefault(item.kin, item)
    return [item for item in ranked if found[item.kin] == item]


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


@dataclass(frozen=True)
class _Way:
    """Where she goes and comes from, and what her lessons show as true of both."""

    destination: str
    origin: str
    facts: frozenset[str]
    origin_facts: frozenset[str]

    def may_ask(self, item: Item) -> bool:
        return (
            not item.retired
            and (not item.destinations or self.destination in item.destinations)
            and (not item.origins or self.origin in item.origins)
            and (not item.fact or item.fact in self.facts)
            and (not item.origin_fact or item.origin_fact in self.origin_facts)
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
