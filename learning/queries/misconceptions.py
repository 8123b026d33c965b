"""What a class gets wrong, from the last answer of each person to each question. Of private modules and lessons nothing
is read, and nobody's name."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet, TextField, Window
from django.db.models.functions import Cast, RowNumber

from assessments.models import Answer
from assessments.queries import questions_of
from assessments.questions import Question, Words, in_language
from courses.outline import CourseOutline
from courses.queries import outlines
from learning.access import is_private, seen_by_staff
from learning.misconceptions import Misconception, Replies, misconceptions
from learning.models import Cohort
from learning.queries.classes import class_course
from learning.queries.live import LIVE_KINDS, SIGNS, class_corridor

_Row = tuple[int, int, uuid.UUID, str]  # version, question, where it was asked, the answer as JSON


@dataclass(frozen=True)
class Belief:
    """A misconception in the reader's words, and where it is taught again. ``askable`` tells whether a class can answer
    the question with four cards."""

    found: Misconception
    stem: Words
    text: Words
    href: str
    lesson: str
    askable: bool


def beliefs(cohort: Cohort, *, language: str) -> tuple[Belief, ...]:
    """What the class gets wrong, what most think first. Four queries at most beside the course."""
    whole = class_course(cohort, language)
    course = seen_by_staff(whole)
    rows = list(_last_answers(cohort, course))
    asked = questions_of(sorted({row[0] for row in rows}))
    found = misconceptions(_replies(rows, asked, course, _hidden(whole)))
    titles = _titles(course)
    base = f"/{language}/{class_corridor(cohort)}/"
    return tuple(
        Belief(
            found=one,
            stem=in_language(one.asked.stem, language),
            text=in_language(one.text, language),
            href=f"{base}{one.asked.lesson}/" if one.asked.lesson else "",
            lesson=titles.get(one.asked.lesson, ""),
            askable=len(one.asked.options) <= len(SIGNS),
        )
        for one in found
    )


def _last_answers(cohort: Cohort, course: CourseOutline) -> QuerySet[Answer, _Row]:
    """Of each person in the class the last answer that she handed in to each question, asked where staff may look."""
    places = [course.key, *(module.key for module in course.modules if not is_private(module))]
    people = cohort.enrolments.active().values("learner__user")
    last = Window(
        RowNumber(),
        partition_by=["attempt__person", "version__question"],
        order_by=[F("attempt__submitted_at").desc(), F("sequence").desc(), F("received_at").desc(), F("pk").desc()],
    )
    rows: QuerySet[Answer, Any] = Answer.objects.filter(
        attempt__person__in=people,
        attempt__submitted_at__isnull=False,
        attempt__placement__in=places,
        version__question__kind__in=LIVE_KINDS,
    )
    rows = rows.annotate(turn=last, given=Cast("response", TextField())).filter(turn=1).order_by()
    return rows.values_list("version", "version__question", "attempt__placement", "given")


def _replies(
    rows: Iterable[_Row], asked: dict[int, Question], course: CourseOutline, hidden: frozenset[str]
) -> list[Replies]:
    """How often each answer was given, by question. A question of the final test counts where its lesson is known and
    open to staff: the test asks about everything."""
    open_lessons = _titles(course)
    newest: dict[int, int] = {}
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for version, question, place, given in rows:
        lesson = asked[version].lesson
        if lesson in hidden or (place == course.key and lesson not in open_lessons):
            continue
        newest[question] = max(version, newest.get(question, 0))
        counted[question][given] += 1
    return [_replied(version, asked[version], counted[question]) for question, version in newest.items()]


def _replied(version: int, asked: Question, given: Counter[str]) -> Replies:
    chosen: Counter[str] = Counter()
    not_sure = 0
    for response, number in given.items():
        keys = json.loads(response)
        if keys is None:
            not_sure += number
        for key in [keys] if isinstance(keys, str) else keys or ():
            chosen[key] += number
    return Replies(version, asked, chosen, answers=given.total(), not_sure=not_sure)


def _titles(course: CourseOutline) -> dict[str, str]:
    """The lessons of a course by their addresses, as questions name them."""
    return {f"{module.slug}/{line.slug}": line.title for module in course.modules for line in module.lessons}


def _hidden(whole: CourseOutline) -> frozenset[str]:
    """The addresses of all lessons that are nobody's but hers, in this course and in any other."""
    return frozenset(
        f"{module.slug}/{line.slug}"
        for course in (whole, *outlines(settings.LANGUAGE_CODE))
        for module in course.modules
        for line in module.lessons
        if line.sensitive or is_private(module)
    )
