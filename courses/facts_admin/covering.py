"""Reads courses, lessons and facts into the matrix of ``courses.coverage``, and says where each hole is filled."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from courses import queries
from courses.coverage import Cell, Lesson, Row, lacking, matrix
from courses.due import HIDING, Kept
from courses.facts_admin.leaning import Link
from courses.facts_admin.queries import KEPT
from courses.lesson_index import LessonIndex, lesson_index
from courses.models import CoursePage, Fact, FactKey, SyllabusTopic
from courses.outline import CourseOutline


@dataclass(frozen=True)
class Course:
    key: uuid.UUID
    title: str
    edit: str


@dataclass(frozen=True)
class Missing:
    """A fact that lessons use and readers are not shown, and where to write it."""

    label: str
    href: str


@dataclass(frozen=True)
class Listed:
    """A lesson of an opened cell: its versions, and what it lacks."""

    lesson: Lesson
    links: tuple[Link, ...]
    missing: tuple[str, ...]
    facts: tuple[Missing, ...]


@dataclass(frozen=True)
class Opened:
    """One cell with its lessons."""

    topic: Any
    course: Course | None
    cell: Cell
    lessons: tuple[Listed, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole matrix, its courses in order, and what is needed to open a cell."""

    courses: tuple[Course, ...]
    rows: tuple[Row, ...]
    index: LessonIndex
    destination: str
    keys: dict[str, FactKey]

    def opened(self, topic: str, course: uuid.UUID | None) -> Opened | None:
        """The cell of a topic in a course, or in all courses."""
        row = next((row for row in self.rows if row.topic == topic), None)
        if row is None:
            return None
        place = next((number for number, one in enumerate(self.courses) if one.key == course), None)
        cell = row.total if place is None else row.cells[place]
        lessons = tuple(self._listed(lesson, cell.wanted) for lesson in cell.lessons)
        return Opened(SyllabusTopic(topic).label, None if place is None else self.courses[place], cell, lessons)

    def _listed(self, lesson: Lesson, wanted: Iterable[str]) -> Listed:
        rows = self.index.by_lesson.get(lesson.key, ())
        links = tuple(Link(row.language, reverse("wagtailadmin_pages:edit", args=[row.id]), row.whole) for row in rows)
        there = {row.language for row in rows}
        return Listed(
            lesson, links, tuple(code for code in wanted if code not in there),
            tuple(Missing(str(self.keys[code]), self._fact(code)) for code in sorted(lesson.lacking)),
        )  # fmt: skip

    def _fact(self, code: str) -> str:
        return f"{reverse('facts:profile', args=['to', self.destination])}#{code}"


def coverage(*, destination: str, wanted: tuple[str, ...], today: date) -> Sheet:
    """The matrix for readers of these languages. With a destination only the modules meant for it, and its facts held
    against the day: a lesson is covered there when every fact it shows is known and current, for all or for some
    origin. A flat number of queries."""
    outlines = tuple(outline.towards(destination) for outline in queries.outlines(settings.LANGUAGE_CODE))
    index = lesson_index()
    keys = queries.fact_keys()
    current = _current(destination, today) if destination else frozenset()
    at_home = frozenset(code for code, key in keys.items() if key.group == FactKey.Group.ORIGIN)
    lessons = [
        lesson
        for outline in outlines
        for lesson in _lessons(outline, index, destination=destination, current=current, of_origin=at_home)
    ]
    edits = dict(
        CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).values_list("translation_key", "pk")
    )
    courses = tuple(
        Course(outline.key, outline.title, reverse("wagtailadmin_pages:edit", args=[edits[outline.key]]))
        for outline in outlines
        if outline.key in edits
    )
    rows = matrix(lessons, topics=SyllabusTopic.values, courses=[course.key for course in courses], wanted=wanted)
    return Sheet(courses, rows, index, destination, keys)


def _lessons(
    outline: CourseOutline,
    index: LessonIndex,
    *,
    destination: str,
    current: frozenset[str],
    of_origin: frozenset[str],
) -> Iterable[Lesson]:
    for line in (line for module in outline.modules for line in module.lessons):
        rows = index.by_lesson.get(line.key, ())
        source = next((row for row in rows if row.language == settings.LANGUAGE_CODE), None)
        if source is None:
            continue
        yield Lesson(
            key=line.key,
            course=outline.key,
            title=line.title,
            minutes=line.minutes,
            topics=source.topics,
            languages=frozenset(row.language for row in rows if row.whole),
            lacking=lacking(
                source.references, destination=destination, current=current, of_origin=of_origin
            ) if destination else frozenset(),
        )  # fmt: skip


def _current(destination: str, today: date) -> frozenset[str]:
    """The keys of the facts that readers going there are shown."""
    rows = Fact.objects.filter(destination__code=destination).values_list("key__code", *KEPT)
    return frozenset(code for code, *kept in rows if not HIDING & set(Kept(*kept).needs(today)))
