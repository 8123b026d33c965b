"""How far lessons cover the syllabus: topics × courses, for the languages and the destination one asks about."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courses.dependents import DESTINATION, Reference


@dataclass(frozen=True)
class Lesson:
    """A lesson in a course, as far as counting needs it. ``lacking`` are the fact keys it shows as not known."""

    key: uuid.UUID
    course: uuid.UUID
    title: str
    minutes: int
    topics: frozenset[str]
    languages: frozenset[str]
    lacking: frozenset[str] = frozenset()


class Cover(StrEnum):
    HOLE = "hole"
    PARTLY = "partly"
    WHOLE = "whole"


@dataclass(frozen=True)
class Cell:
    """The lessons of one course about one topic, held against the languages they should be read in."""

    lessons: tuple[Lesson, ...]
    wanted: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def incomplete(self) -> tuple[tuple[str, int], ...]:
        """Languages that lack some of these lessons, and how many they have."""
        counted = ((code, sum(code in lesson.languages for lesson in self.lessons)) for code in self.wanted)
        return tuple((code, number) for code, number in counted if number < len(self.lessons))

    @property
    def complete(self) -> tuple[str, ...]:
        """Languages in which every one of these lessons can be read."""
        return tuple(code for code in self.wanted if all(code in lesson.languages for lesson in self.lessons))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Fact keys that these lessons use and that are not known there."""
        return tuple(sorted({key for lesson in self.lessons for key in lesson.lacking}))

    @property
    def cover(self) -> Cover:
        if not self.lessons:
            return Cover.HOLE
        return Cover.PARTLY if self.incomplete or self.lacking else Cover.WHOLE


@dataclass(frozen=True)
class Row:
    """One topic: a cell for each course, and one for all courses together, each lesson counted once."""

    topic: str
    cells: tuple[Cell, ...]
    total: Cell


def matrix(
    lessons: Iterable[Lesson], *, topics: Sequence[str], courses: Sequence[uuid.UUID], wanted: tuple[str, ...]
) -> tuple[Row, ...]:
    """Rows in the order of the topics, cells in the order of the courses."""
    found: dict[tuple[str, uuid.UUID], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        for topic in lesson.topics:
            found[topic, lesson.course].append(lesson)
    rows = []
    for topic in topics:
        cells = tuple(Cell(tuple(found[topic, course]), wanted) for course in courses)
        once = {lesson.key: lesson for cell in cells for lesson in cell.lessons}
        rows.append(Row(topic, cells, Cell(tuple(once.values()), wanted)))
    return tuple(rows)


def lacking(
    references: Iterable[Reference], *, destination: str, current: frozenset[str], of_origin: frozenset[str]
) -> frozenset[str]:
    """The fact keys that readers going to this destination meet in a lesson and that are not current there.

    ``of_origin`` are the keys that only origins can answer.
    """
    asked = (
        one
        for one in references
        if one.scope in {"", DESTINATION} and (not one.destinations or destination in one.destinations)
    )
    return frozenset(one.key for one in asked) - current - of_origin
