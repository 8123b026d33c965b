"""Picks what a class gets wrong from how often each answer was given. Knows counts of answers, never whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.questions import ONE_CHOICE, Question
from learning.tallying import Counted, Given, Mistake, count

LEAST_ANSWERED = 5
LEAST_WRONG = 2
LEAST_SHARE = 20  # per cent of those who answered
MOST_SHOWN = 5


@dataclass(frozen=True)
class Misconception:
    """What so many of those who answered think, who chose ``mistake``, or left it out where it was right."""

    version: int
    asked: Question
    mistake: Mistake
    answers: int

    @property
    def share(self) -> int:
        """In whole per cent, a half rounded up."""
        return (200 * self.mistake.count + self.answers) // (2 * self.answers)

    @property
    def text(self) -> Mapping[str, str]:
        """The words of the choice, by language."""
        return next(option.text for option in self.asked.options if option.key == self.mistake.choice)


@dataclass(frozen=True)
class Replies:
    """The last answers of a class to one question: how many people chose each choice, and how many answered at all."""

    version: int
    asked: Question
    chosen: Mapping[str, int]
    answers: int
    not_sure: int = 0


def misconceptions(replies: Collection[Replies]) -> tuple[Misconception, ...]:
    """The commonest mistake of each question that enough of the class answered, what most think first.

    What one alone got wrong is hers. What hardly anybody gets wrong is no matter for the class.
    """
    found = [one for each in replies if each.answers >= LEAST_ANSWERED for one in _commonest(each)]
    found.sort(key=lambda one: (-one.share, -one.mistake.count, one.asked.key))
    return tuple(found[:MOST_SHOWN])


def _commonest(replies: Replies) -> list[Misconception]:
    for mistake in _counted(replies).mistakes[:1]:
        one = Misconception(replies.version, replies.asked, mistake, replies.answers)
        if mistake.count >= LEAST_WRONG and one.share >= LEAST_SHARE:
            return [one]
    return []


def _counted(replies: Replies) -> Counted:
    return count(
        {choice: Given(phones=number) for choice, number in replies.chosen.items()},
        choices=replies.asked.option_keys,
        right=replies.asked.right_keys,
        phones=replies.answers,
        not_sure=replies.not_sure,
        one_choice=replies.asked.kind in ONE_CHOICE,
    )
