"""How questions fare, worked out of whole attempts: facility, discrimination, distractors, and what to look at.

Knows nothing of the database, of words, and of what a question says. An *item* is anything that attempts ask, told by
a number; here it is a version of a question.

Everything is counted in whole numbers, once: how often each outcome of an item met each result in the rest of the
attempt. All figures follow from these counts, so the order of the attempts does not matter, tallies of several items
can be joined, and memory grows with items, not with answers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

WHOLE = 720_720  # the least common multiple of 1 to 16: a share of so many parts is a whole number of these
REST = 1000  # the rest of an attempt is counted in thousandths
TOLD_APART = 20  # people of an item are counted up to here: enough to know that they are not few

END = Fraction(27, 100)  # Kelley (1939): the ends at which strong and weak differ most reliably
THIRD = Fraction(1, 3)

ENOUGH = 30
HARD = 0.30
EASY = 0.95
WEAK = 0.15
DEAD = 0.02
CHANCE = 1.645  # standard errors that chance alone exceeds once in twenty times


class Outcome(NamedTuple):
    """What became of an item in one attempt: the share that was right, in ``WHOLE`` parts, and the options taken.

    ``sure`` is false where she was not sure or left the item open.
    """

    share: int
    chosen: tuple[str, ...] = ()
    sure: bool = True


NOT_SURE = Outcome(0, sure=False)


def outcome(share: Fraction, chosen: Sequence[str] = ()) -> Outcome:
    """An outcome from a share of 0 to 1. Parts finer than ``WHOLE`` are rounded."""
    return Outcome(round(share * WHOLE), tuple(chosen))


Rest = int | None  # thousandths that were right in the rest of the attempt; none where it asked nothing else


@dataclass
class Counts:
    """One item: how often each outcome met each rest, and some of the people, up to ``TOLD_APART``."""

    cells: dict[tuple[Outcome, Rest], int] = field(default_factory=dict)
    people: set[Hashable] = field(default_factory=set)


class Tally:
    """The counts of all items. Attempts may come in any order."""

    def __init__(self) -> None:
        self.items: defaultdict[int, Counts] = defaultdict(Counts)

    def add(self, person: Hashable, outcomes: Mapping[int, Outcome]) -> None:
        """Count one whole attempt: the outcome of every item it asked."""
        total = sum(one.share for one in outcomes.values())
        others = (len(outcomes) - 1) * WHOLE
        for item, one in outcomes.items():
            rest = ((total - one.share) * REST + others // 2) // others if others else None
            counts = self.items[item]
            cells, cell = counts.cells, (one, rest)
            # Plain steps: this line is run a million times.
            cells[cell] = cells.get(cell, 0) + 1
            if len(counts.people) < TOLD_APART:
                counts.people.add(person)


def joined(several: Iterable[Counts]) -> Counts:
    """Several items as if they were one, such as the versions of a question."""
    cells: Counter[tuple[Outcome, Rest]] = Counter()
    people: set[Hashable] = set()
    for counts in several:
        cells.update(counts.cells)
        people |= counts.people
    return Counts(dict(cells), set(islice(people, TOLD_APART)))


@dataclass(frozen=True)
class Option:
    """An answer that can be taken, and whether taking it is right."""

    key: str
    correct: bool


@dataclass(frozen=True)
class Taken:
    """How often an option was taken, and its share, 0 to 1, in the strongest and the weakest third."""

    key: str
    correct: bool
    count: int
    top: float | None
    bottom: float | None


@dataclass(frozen=True)
class Figures:
    """What is known of one item. Shares lie within 0 and 1, what discriminates within -1 and 1.

    ``people`` counts up to ``TOLD_APART``. ``facility`` is the mean share that was right; ``mastered`` and ``unsure``
    count answers that were wholly right, and that were "I'm not sure" or left open. ``discrimination`` is the
    correlation of the item with the rest of the attempt, the item taken out (point-biserial where it is right or
    wrong); there is none where all did alike. ``ends`` is the facility of the best 27 % less that of the last 27 %,
    by the rest. ``third`` is how many answers a third holds.
    """

    answers: int
    people: int
    must_know: bool
    facility: float
    mastered: int
    unsure: int
    discrimination: float | None
    ends: float | None
    third: float
    options: tuple[Taken, ...]


def read(raw: Mapping[str, Any]) -> Figures:
    """The figures from what ``dataclasses.asdict`` made of them, as JSON."""
    return Figures(**{**raw, "options": tuple(Taken(**option) for option in raw["options"])})


def figures(counts: Counts, *, options: Sequence[Option], must_know: bool) -> Figures:
    """What the counts of an item say. It has been asked at least once; ``options`` are those that can be taken."""
    cells = counts.cells
    answers = sum(cells.values())
    compared = {cell: count for cell, count in cells.items() if cell[1] is not None}
    top, bottom = _end(compared, THIRD, strong=True), _end(compared, THIRD, strong=False)
    return Figures(
        answers=answers,
        people=len(counts.people),
        must_know=must_know,
        facility=sum(one.share * count for (one, _rest), count in cells.items()) / (answers * WHOLE),
        mastered=sum(count for (one, _rest), count in cells.items() if one.share == WHOLE),
        unsure=sum(count for (one, _rest), count in cells.items() if not one.sure),
        discrimination=_correlation(compared),
        ends=_between_ends(compared),
        third=float(sum(compared.values()) * THIRD),
        options=tuple(
            Taken(
                option.key,
                option.correct,
                count=sum(count for (one, _rest), count in cells.items() if option.key in one.chosen),
                top=_share_taking(option.key, top),
                bottom=_share_taking(option.key, bottom),
            )
            for option in options
        ),
    )


Cells = Mapping[tuple[Outcome, Rest], int]
Weighed = Mapping[tuple[Outcome, Rest], Fraction]


def _correlation(cells: Cells) -> float | None:
    """Pearson's, from whole sums: nothing is rounded before the root."""
    n = sum(cells.values())
    x = sum(one.share * count for (one, _rest), count in cells.items())
    y = sum(rest * count for (_one, rest), count in _told(cells))
    xx = sum(one.share**2 * count for (one, _rest), count in cells.items())
    yy = sum(rest**2 * count for (_one, rest), count in _told(cells))
    xy = sum(one.share * rest * count for (one, rest), count in _told(cells))
    spread = (n * xx - x * x) * (n * yy - y * y)
    if not spread:
        return None
    return max(-1.0, min(1.0, (n * xy - x * y) / math.sqrt(spread)))


def _told(cells: Cells) -> Iterator[tuple[tuple[Outcome, int], int]]:
    return (((one, rest), count) for (one, rest), count in cells.items() if rest is not None)


def _between_ends(cells: Cells) -> float | None:
    if not cells:
        return None
    best, last = _end(cells, END, strong=True), _end(cells, END, strong=False)
    return float(_mean_share(best) - _mean_share(last))


def _mean_share(cells: Weighed) -> Fraction:
    return (
        sum((one.share * weight for (one, _rest), weight in cells.items()), Fraction(0)) / sum(cells.values()) / WHOLE
    )


def _share_taking(key: str, cells: Weighed) -> float | None:
    if not cells:
        return None
    taking = sum((weight for (one, _rest), weight in cells.items() if key in one.chosen), Fraction(0))
    return float(taking / sum(cells.values()))


def _end(cells: Cells, part: Fraction, *, strong: bool) -> Weighed:
    """The part of the answers with the best, or the lowest, rest. Of those alike at its border, all give a share."""
    levels: Counter[int] = Counter()
    for (_one, rest), count in _told(cells):
        levels[rest] += count
    open_places = part * levels.total()
    weights: dict[Rest, Fraction] = {}
    for rest in sorted(levels, reverse=strong):
        taken = min(Fraction(levels[rest]), open_places)
        if not taken:
            break
        weights[rest] = taken / levels[rest]
        open_places -= taken
    return {cell: count * weights[cell[1]] for cell, count in cells.items() if cell[1] in weights}


class Reason(StrEnum):
    """Why somebody should look at an item."""

    TOO_FEW = "too_few"
    LIKELY_WRONG_KEY = "likely_wrong_key"
    NEGATIVE = "negative"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"
    DEAD_DISTRACTOR = "dead_distractor"


@dataclass(frozen=True)
class Flag:
    """A reason, and the keys of the options it is about, if it is about some."""

    reason: Reason
    options: tuple[str, ...] = ()


def flags(found: Figures) -> tuple[Flag, ...]:
    """What is odd about an item, the gravest first. With fewer than ``ENOUGH`` answers nothing else is judged."""
    if found.answers < ENOUGH:
        return (Flag(Reason.TOO_FEW),)
    return tuple(_flags(found))


def _flags(found: Figures) -> Iterator[Flag]:
    if wrong := _preferred_by_strong(found):
        yield Flag(Reason.LIKELY_WRONG_KEY, wrong)
    negative = (found.discrimination or 0) < -CHANCE / math.sqrt(found.answers)
    if negative:
        yield Flag(Reason.NEGATIVE)
    if found.facility < HARD:
        yield Flag(Reason.TOO_HARD)
    if found.facility > EASY:
        # What everybody must know shall be easy after the lesson; where nearly all are right nothing can discriminate.
        if not found.must_know:
            yield Flag(Reason.TOO_EASY)
        return
    if not negative and (found.discrimination or 0) < WEAK:
        yield Flag(Reason.WEAK)
    if dead := tuple(one.key for one in found.options if not one.correct and one.count < DEAD * found.answers):
        yield Flag(Reason.DEAD_DISTRACTOR, dead)


def _preferred_by_strong(found: Figures) -> tuple[str, ...]:
    """Wrong options that the strongest take more than the weakest do, and more than some right one, not by chance."""
    right = min((one.top for one in found.options if one.correct and one.top is not None), default=1.0)
    return tuple(
        one.key
        for one in found.options
        if not one.correct
        and one.top is not None
        and one.bottom is not None
        and all(_clearly_more(one.top, other, found.third) for other in (right, one.bottom))
    )


def _clearly_more(share: float, other: float, of: float) -> bool:
    """The variance of the difference is at most (share + other) ÷ of, in one group of people and between two."""
    return share - other > CHANCE * math.sqrt((share + other) / of)
