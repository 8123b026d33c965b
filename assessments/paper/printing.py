"""A question as the booklet prints it, and as the instructor's key does: lettered and numbered in one language."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from assessments import explaining, showing
from assessments.drawing import arrange
from assessments.explaining import Explained
from assessments.paper.grids import Grid, grid
from assessments.questions import PAIRED, Area, Kind, Question, Words
from assessments.responses import parse_response
from assessments.showing import Asked


@dataclass(frozen=True)
class Lettered:
    """What a letter stands for."""

    letter: str
    text: Words
    picture: int | None = None
    area: Area | None = None


@dataclass(frozen=True)
class Line:
    """One line of the answer sheet. ``number`` is what booklet and sheet call it, 0 where a question has but one.

    ``text`` and ``picture`` are the thing to pair or to sort.
    """

    key: str
    number: int = 0
    text: Words | None = None
    picture: int | None = None


@dataclass(frozen=True)
class Printed:
    """One question of the booklet. Holds nothing that tells which answer is right."""

    number: int
    version_id: int
    asked: Asked
    grid: Grid
    letters: tuple[Lettered, ...]
    lines: tuple[Line, ...]

    @property
    def pictures(self) -> tuple[int, ...]:
        """The numbers of all pictures it shows."""
        shown = (self.asked.picture, *(one.picture for one in self.letters), *(line.picture for line in self.lines))
        return tuple(number for number in shown if number)


@dataclass(frozen=True)
class Solved:
    """One line of the key: what stands on a sheet that has all of it right, and the words of it."""

    printed: Printed
    marks: tuple[str, ...]
    explained: Explained

    @property
    def pairs(self) -> tuple[tuple[Line, str], ...]:
        return tuple(zip(self.printed.lines, self.marks, strict=True))


def printed(question: Question, *, number: int, version_id: int, seed: UUID, language: str) -> Printed:
    """The question in this language; letters and lines are the same in every language."""
    options, partners = arrange(question, seed=seed)
    asked = showing.ask(question, language=language, options=options, partners=partners)
    drawn = grid(question, seed=seed)
    return Printed(
        number=number,
        version_id=version_id,
        asked=asked,
        grid=drawn,
        letters=tuple(_letters(asked, drawn)),
        lines=tuple(_lines(asked, drawn)),
    )


def _letters(asked: Asked, drawn: Grid) -> list[Lettered]:
    if asked.kind in PAIRED:
        return [Lettered(letter, one.text) for letter, one in zip(drawn.letters, asked.partners, strict=True)]
    choices = zip(drawn.letters, asked.choices, strict=True)
    return [Lettered(letter, one.text, one.picture, one.area) for letter, one in choices]


def _lines(asked: Asked, drawn: Grid) -> list[Line]:
    if asked.kind in PAIRED:
        return [Line(one.key, at, one.text, one.picture) for at, one in enumerate(asked.choices, start=1)]
    return [Line(key, int(key) if key else 0) for key in drawn.lines]


def solved(question: Question, line: Printed, *, language: str) -> Solved:
    """The right marks. A number is right within its tolerance: the words say which."""
    explained = explaining.explain(question, None, language=language)
    return Solved(line, _right_marks(question, line.grid), explained)


def _right_marks(question: Question, drawn: Grid) -> tuple[str, ...]:
    letter = {key: sign for sign, key in drawn.letters.items()}
    if question.number:
        return (str(parse_response(question, str(question.number.value))),)
    if question.kind is Kind.ORDERING:
        return tuple(letter[key] for key in question.option_keys)
    if question.kind is Kind.GAP:
        return tuple(letter[key] for key in question.fillings.values())
    if question.kind in PAIRED:
        partner = {option.key: option.match_key for option in question.options}
        return tuple(letter[partner[key]] for key in drawn.lines)
    return ("".join(sorted(letter[key] for key in question.right_keys)),)
