"""Judges what an instructor saw or heard: checklists, and answers said aloud. Knows nothing of persons and pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.questions import Question
from assessments.scoring import Mark, Score, total


@dataclass(frozen=True)
class Observed:
    """What a checklist came to. ``share`` is how much of it was seen, from 0 to 1; ``missing`` are the keys of the
    criteria that must be seen and were not, in their order."""

    passed: bool
    share: Fraction
    missing: tuple[str, ...] = ()


def judge(question: Question, seen: Collection[str]) -> Observed:
    """Passed when everything was seen that must be. A checklist that marks nothing so asks for all of it.

    ``seen`` are keys of criteria; keys that it does not have count for nothing.
    """
    needed = question.right_keys or frozenset(question.option_keys)
    missing = tuple(key for key in question.option_keys if key in needed and key not in seen)
    found = sum(key in seen for key in question.option_keys)
    return Observed(passed=not missing, share=Fraction(found, len(question.options)), missing=missing)


def aloud(marks: Iterable[Mark], said: Collection[str]) -> Score:
    """The score of an attempt when the questions of these keys, asked aloud, count as wholly right."""
    return total([replace(mark, earned=Fraction(1)) if mark.question in said else mark for mark in marks])
