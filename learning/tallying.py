"""Turns what a class chose into bars, and says what it got wrong. Knows counts of answers, never whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """How often one answer was given, on phones and with raised cards."""

    phones: int = 0
    hands: int = 0

    @property
    def all(self) -> int:
        return self.phones + self.hands


@dataclass(frozen=True)
class Bar:
    """One choice of a question. ``share`` is in whole per cent of those who answered."""

    choice: str
    right: bool
    count: int
    share: int


@dataclass(frozen=True)
class Mistake:
    """A wrong choice that so many made, or a right one that so many left out."""

    choice: str
    count: int
    left_out: bool = False


@dataclass(frozen=True)
class Counted:
    """What a class answered to one question: ``answers`` is how many answered at all, ``not_sure`` some of them."""

    bars: tuple[Bar, ...]
    answers: int
    not_sure: int
    mistakes: tuple[Mistake, ...]

    @property
    def missed(self) -> int:
        """How many did not have it right; where several choices are right, at least so many."""
        gaps = (self.answers - bar.count if bar.right else bar.count for bar in self.bars)
        return max(gaps, default=0)

    @property
    def missed_share(self) -> int:
        return _share(self.missed, self.answers)


def count(
    given: Mapping[str, Given],
    *,
    choices: Collection[str],
    right: Collection[str],
    phones: int,
    not_sure: int,
    one_choice: bool,
) -> Counted:
    """The bars of one question. ``given`` is by choice; ``phones`` is how many phones answered.

    Raised cards tell of choices, not of people. Where only one may be chosen each card is a person; else the choice
    with most cards tells how many people at least raised one.
    """
    hands = [given.get(choice, Given()).hands for choice in choices]
    answers = phones + (sum(hands) if one_choice else max(hands, default=0))
    counts = {choice: given.get(choice, Given()).all for choice in choices}
    bars = tuple(Bar(choice, choice in right, counts[choice], _share(counts[choice], answers)) for choice in choices)
    return Counted(bars, answers, not_sure, _mistakes(bars, answers, one_choice=one_choice))


def _mistakes(bars: Collection[Bar], answers: int, *, one_choice: bool) -> tuple[Mistake, ...]:
    wrong = [Mistake(bar.choice, bar.count) for bar in bars if not bar.right]
    left_out = [Mistake(bar.choice, answers - bar.count, left_out=True) for bar in bars if bar.right]
    found = wrong if one_choice else [*wrong, *left_out]
    return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))


def _share(part: int, whole: int) -> int:
    """In whole per cent, a half rounded up."""
    return (200 * part + whole) // (2 * whole) if whole else 0
