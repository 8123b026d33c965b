"""Decides who needs a word from her instructor, by named rules. Knows no clock, no person and nothing that is private:
what is handed in are doings that staff may know of."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

QUIET_DAYS = 7
FAILED_TRIES = 2


class Rule(StrEnum):
    """Why somebody counts as stuck. The order of the members is the order in which they are said."""

    MUST_KNOW = "must_know"
    TRIED_TWICE = "tried_twice"
    QUIET = "quiet"


@dataclass(frozen=True)
class Try:
    """One quiz that was handed in. ``missed`` counts the must-know questions that were not right."""

    place: uuid.UUID
    passed: bool
    missed: int = 0


@dataclass(frozen=True)
class Doings:
    """What staff may know of one trainee. ``last`` is the day of the last thing she did, or of her joining.

    ``left`` tells whether something that staff may know of is still to be done. ``tries`` are in the order in which
    they were handed in; ``passed`` are the places passed by any way.
    """

    last: date
    left: bool
    tries: tuple[Try, ...] = ()
    passed: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Sticking:
    """A rule that holds for her, where, and how many: must-know questions, or tries, or days at the least."""

    rule: Rule
    count: int
    place: uuid.UUID | None = None


def stuck(doings: Doings, *, today: date) -> tuple[Sticking, ...]:
    """Every rule that holds, the one that an instructor can help with best first. Who has nothing left is not stuck."""
    if not doings.left:
        return ()
    found = [*_at_quizzes(doings)]
    if (today - doings.last).days >= QUIET_DAYS:
        found.append(Sticking(Rule.QUIET, QUIET_DAYS))
    return tuple(sorted(found, key=lambda each: list(Rule).index(each.rule)))


def _at_quizzes(doings: Doings) -> Iterable[Sticking]:
    by_place: dict[uuid.UUID, list[Try]] = defaultdict(list)
    for each in doings.tries:
        by_place[each.place].append(each)
    for place, tries in by_place.items():
        if place in doings.passed or any(each.passed for each in tries):
            continue
        if tries[-1].missed:
            yield Sticking(Rule.MUST_KNOW, tries[-1].missed, place)
        if len(tries) >= FAILED_TRIES:
            yield Sticking(Rule.TRIED_TWICE, len(tries), place)
