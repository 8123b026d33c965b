"""Turns answers into a Score. Knows nothing of attempts or pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.questions import OBSERVED, UNMARKED, Kind, Question
from assessments.responses import Response


@dataclass(frozen=True)
class Given:
    """One answer she gave, to the question of this key. ``id`` and ``sequence`` were made where she answered."""

    id: UUID
    question: str
    sequence: int
    response: Response


@dataclass(frozen=True)
class Mark:
    """The share of one question that was right, from 0 to 1. Every question counts one point."""

    question: str
    earned: Fraction
    must_know: bool = False

    @property
    def right(self) -> bool:
        return self.earned == 1


@dataclass(frozen=True)
class Score:
    """Points of a whole attempt, and the keys of the must-know questions that were not fully right."""

    earned: Decimal
    possible: Decimal
    missed_must_know: tuple[str, ...] = ()

    @property
    def ratio(self) -> Decimal:
        return self.earned / self.possible if self.possible else Decimal(0)


class Lacking(StrEnum):
    """Why an attempt is not passed."""

    SCORE_TOO_LOW = "score_too_low"
    MISSED_MUST_KNOW = "missed_must_know"


def lacking(score: Score, *, pass_mark: int) -> tuple[Lacking, ...]:
    """What stands between her and the pass, in full. ``pass_mark`` is in per cent and inclusive."""
    found = []
    if not score.possible or score.earned * 100 < score.possible * pass_mark:
        found.append(Lacking.SCORE_TOO_LOW)
    if score.missed_must_know:
        found.append(Lacking.MISSED_MUST_KNOW)
    return tuple(found)


def passed(score: Score, pass_mark: int) -> bool:
    """Whether the score reaches the pass mark and every must-know question was right."""
    return not lacking(score, pass_mark=pass_mark)


def result(score: Score, *, pass_mark: int) -> dict[str, Any]:
    """What an attempt keeps of its score, by the names of its fields."""
    return {
        "earned": score.earned,
        "possible": score.possible,
        "passed": passed(score, pass_mark),
        "missed_must_know": list(score.missed_must_know),
    }


def missed_only(score: Score, *, pass_mark: int) -> bool:
    """Whether nothing but must-know questions stand between her and the pass: these alone are then asked again."""
    return lacking(score, pass_mark=pass_mark) == (Lacking.MISSED_MUST_KNOW,)


def latest(answers: Iterable[Given]) -> dict[str, Given]:
    """Her last answer to each question: the highest sequence, whatever order they arrived in.

    Two devices may give out the same sequence; the id then decides, so that every reader decides alike.
    """
    found: dict[str, Given] = {}
    for answer in sorted(answers, key=lambda given: (given.sequence, given.id)):
        found[answer.question] = answer
    return found


def score(questions: Iterable[Question], answers: Iterable[Given]) -> Score:
    """The whole attempt. What was not answered counts as "I'm not sure": nothing, and no penalty. Reflections count for
    nothing either way."""
    return total(marks(questions, answers))


def marks(questions: Iterable[Question], answers: Iterable[Given]) -> tuple[Mark, ...]:
    """The mark of each question that counts, in order."""
    last = latest(answers)
    counted = [asked for asked in questions if asked.kind not in UNMARKED]
    return tuple(mark(asked, last[asked.key].response if asked.key in last else None) for asked in counted)


def total(marks: Collection[Mark]) -> Score:
    """Marks as one score.

    Shares are added as fractions, so three thirds make one, and cut to thousandths once. A pass mark in whole per cent
    of whole points lies on that grid, so cutting never decides whether it was reached.
    """
    return Score(
        earned=_thousandths(sum((each.earned for each in marks), Fraction(0))),
        possible=_thousandths(Fraction(len(marks))),
        missed_must_know=tuple(each.question for each in marks if each.must_know and not each.right),
    )


def mark(question: Question, response: Response) -> Mark:
    """What one response is worth. ``response`` comes from ``responses.parse_response`` for this question."""
    return Mark(question.key, _share(question, response), question.must_know)


def _share(question: Question, response: Response) -> Fraction:
    if response is None:
        return Fraction(0)
    if isinstance(response, str):
        return Fraction(int(_hits(question, response)))
    if isinstance(response, Mapping):
        return _filled(question, response) if question.kind is Kind.GAP else _paired(question, response)
    if question.kind is Kind.ORDERING:
        return _in_place(question, response)
    if question.kind in OBSERVED:
        return Fraction(len(response), len(question.options))
    return _ticked(question, frozenset(response))


def _hits(question: Question, response: str) -> bool:
    """The right option, or a number within the tolerance, both ends included."""
    if question.number is None:
        return response in question.right_keys
    return abs(Fraction(response) - Fraction(question.number.value)) <= Fraction(question.number.tolerance)


def _ticked(question: Question, chosen: frozenset[str]) -> Fraction:
    """Right ones ticked, less wrong ones ticked, of all right ones; never below nothing."""
    right = question.right_keys
    return max(Fraction(0), Fraction(len(chosen & right) - len(chosen - right), len(right)))


def _in_place(question: Question, order: tuple[str, ...]) -> Fraction:
    """Steps that stand where they belong."""
    there = sum(mine == right for mine, right in zip(order, question.option_keys, strict=True))
    return Fraction(there, len(question.options))


def _filled(question: Question, words: Mapping[str, str]) -> Fraction:
    """Gaps that hold their word."""
    rightful = question.fillings
    return Fraction(sum(words.get(gap) == key for gap, key in rightful.items()), len(rightful))


def _paired(question: Question, pairs: Mapping[str, str]) -> Fraction:
    """Pairs that belong together, or things that lie in their group."""
    together = sum(pairs.get(option.key) == option.match_key for option in question.options)
    return Fraction(together, len(question.options))


def _thousandths(points: Fraction) -> Decimal:
    return Decimal(points.numerator * 1000 // points.denominator).scaleb(-3)
