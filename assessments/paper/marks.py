"""Reads what was typed of an answer sheet: as marks to compare, and as the response they mean. Knows no people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessments import scoring
from assessments.explaining import Verdict
from assessments.paper.grids import Grid
from assessments.questions import CHOICES, Kind, Question
from assessments.responses import BadResponse, Response, parse_response

NO_MARK = ""
CANNOT_READ = "?"
SILENT = frozenset({NO_MARK, CANNOT_READ})

# For each line of a question the letter, or letters in order, or digits; ``NO_MARK``, or ``CANNOT_READ``.
Marks = tuple[str, ...]


class BadMark(ValueError):
    """This cannot stand on the sheet: a letter it does not have, or no number where one is written."""


def read_marks(question: Question, typed: Sequence[str], *, grid: Grid) -> Marks:
    """The marks, so that two people who saw the same typed the same. Raises ``BadMark``."""
    if len(typed) != len(grid.lines):
        raise BadMark(f"{len(typed)} lines for {len(grid.lines)}")
    return tuple(_line(question, text.strip(), grid) for text in typed)


def _line(question: Question, typed: str, grid: Grid) -> str:
    if typed in SILENT:
        return typed
    if grid.written:
        try:
            return str(parse_response(question, typed))
        except BadResponse as bad:
            raise BadMark(typed) from bad
    letters = sorted(set(typed.upper()))
    if CANNOT_READ in letters:
        return CANNOT_READ
    if not set(letters) <= set(grid.letters) or (len(letters) > 1 and not grid.several):
        raise BadMark(typed)
    return "".join(letters)


def response_of(question: Question, marks: Marks, *, grid: Grid) -> object:
    """What she answered, as ``parse_response`` takes it. Where nothing or nothing readable stands, she was not sure.

    So she was with an order in which a step is missing or stands twice.
    """
    letters = grid.letters
    if grid.written:
        return None if marks[0] in SILENT else marks[0]
    if question.kind is Kind.MULTIPLE:
        return [letters[sign] for sign in marks[0] if sign in letters] or None
    chosen = {line: letters[mark] for line, mark in zip(grid.lines, marks, strict=True) if mark in letters}
    if question.kind is Kind.ORDERING:
        return list(chosen.values()) if set(chosen.values()) == set(letters.values()) else None
    if question.kind in CHOICES:
        return chosen.get("")
    return chosen or None


def differing(first: Mapping[str, Sequence[str]], second: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The questions that two people read differently, in order."""
    return tuple(question for question, marks in first.items() if list(marks) != list(second.get(question, ())))


def counted_as(question: Question, response: Response) -> tuple[str, ...]:
    """What of one answer is counted for a class: right, partly, wrong or not sure; and the options chosen, by key."""
    chosen = question.kind in CHOICES and response is not None
    keys = (response,) if isinstance(response, str) else tuple(response or ())
    return (_verdict(question, response), *(keys if chosen else ()))


def _verdict(question: Question, response: Response) -> Verdict:
    if response is None:
        return Verdict.NOT_SURE
    mark = scoring.mark(question, response)
    if mark.right:
        return Verdict.RIGHT
    return Verdict.PARTLY if mark.earned else Verdict.WRONG
