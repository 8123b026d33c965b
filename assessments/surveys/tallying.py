"""Adds one person's answers to a tally. What is kept are numbers only: who answered, when and together with what, goes.

A tally is written whole each time, never cell by cell. So neither the order of rows nor what a database remembers of
the last change tells which answers came from one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.surveys.kinds import ItemKind, answers_of

# Results move on only when so many more people have answered: two looks at them differ by no fewer.
STEP = 5

Answers = Mapping[str, str]
Counts = Mapping[str, Mapping[str, int]]


class Reason(StrEnum):
    NOTHING_ANSWERED = "nothing_answered"
    UNKNOWN_ANSWER = "unknown_answer"


class Unfit(ValueError):
    """What was posted cannot be counted; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Item:
    """A question of a survey, as far as counting needs it."""

    key: str
    kind: ItemKind
    choices: int = 0

    @property
    def answers(self) -> tuple[str, ...]:
        return answers_of(self.kind, choices=self.choices)


@dataclass(frozen=True)
class Tally:
    """How many people sent answers, and how often each answer was given: ``counts[item][answer]``."""

    received: int = 0
    counts: Counts = field(default_factory=dict)

    @property
    def is_step(self) -> bool:
        """Whether results may move on to this tally."""
        return self.received % STEP == 0


def fitting(items: Iterable[Item], posted: Answers) -> dict[str, str]:
    """The answers by item, skipped ones left out. Raises ``Unfit``."""
    given = {item.key: value for item in items if (value := _answer(item, posted))}
    if not given:
        raise Unfit(Reason.NOTHING_ANSWERED)
    return given


def _answer(item: Item, posted: Answers) -> str:
    value = posted.get(item.key, "")
    if value and value not in item.answers:
        raise Unfit(Reason.UNKNOWN_ANSWER)
    return value


def add(tally: Tally, items: Iterable[Item], answers: Answers) -> Tally:
    """The tally with one more person in it: every cell of every item, also those that stay as they are."""
    counts = {
        item.key: {
            answer: tally.counts.get(item.key, {}).get(answer, 0) + (answers.get(item.key) == answer)
            for answer in item.answers
        }
        for item in items
    }
    return Tally(tally.received + 1, counts)
