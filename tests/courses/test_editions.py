"""An edition keeps the words of a day; facts go on changing under it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from courses import document, queries
from courses.actions import EditionExists, amend_edition, make_edition, publish
from courses.models import CourseModule, Edition, LessonPage
from courses.outline import CourseOutline, LessonOutline, ModuleOutline
from courses.overlays import Corridor
from tests import factories

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = NOW.date()

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    module = factories.module(lessons=2)
    made = factories.course(module)
    for page in (made, module, *LessonPage.objects.child_of(module)):
        publish(page)
    return made


def _lesson_of(course) -> LessonPage:
    module = course.course_modules.first().module
    return LessonPage.objects.child_of(module).first()


def _shown(course, corridor: Corridor) -> str:
    lesson = _lesson_of(course)
    found = document.lesson("en", corridor, lesson.get_parent().slug, lesson.slug, today=TODAY)
    return found.body.decode() if found else ""


def test_a_class_with_an_edition_reads_the_words_of_that_day(course):
    old = _lesson_of(course).title
    make_edition(course, code="a-1", now=NOW)
    lesson = _lesson_of(course)
    lesson.title = "Quite other words"
    publish(lesson)
    queries._outlines = ("", {})
    held, today = _shown(course, Corridor(edition="a-1")), _shown(course, Corridor())
    assert (old in held, "Quite other words" in held) == (True, False)
    assert "Quite other words" in today


def test_a_lesson_added_later_is_not_in_the_edition(course):
    edition = make_edition(course, code="a-1", now=NOW)
    module = course.course_modules.first().module
    course.course_modules = [*course.course_modules.all(), CourseModule(module=factories.module("Another", lessons=1))]
    publish(course)
    queries._outlines = ("", {})
    [held] = queries.outlines("en", edition.code)
    assert [line.key for line in held.modules] == [module.translation_key]
    assert len(queries.outline(course.translation_key, "en").modules) == 2


def test_an_urgent_correction_reaches_the_edition(course):
    edition = make_edition(course, code="a-1", now=NOW)
    lesson = _lesson_of(course)
    lesson.title = "Corrected words"
    publish(lesson)
    amend_edition(edition, LessonPage.objects.get(pk=lesson.pk))
    queries._outlines = ("", {})
    assert "Corrected words" in _shown(course, Corridor(edition="a-1"))


def test_an_edition_nobody_made_is_not_found(course):
    assert _shown(course, Corridor(edition="a-9")) == ""


def test_a_code_is_used_once(course):
    make_edition(course, code="a-1", now=NOW)
    with pytest.raises(EditionExists):
        make_edition(course, code="a-1", now=NOW)
    assert Edition.objects.count() == 1


def test_an_outline_survives_being_written_down():
    line = LessonOutline(uuid4(), "slug", "Title", 5, True, "en")
    module = ModuleOutline(uuid4(), "m", "M", 60, (line,), "overlay", "a3", True, "s", "en", ("JO",), (uuid4(),))
    course = CourseOutline(uuid4(), "c", "C", (module,), "final", 45, "sum", "en", "family")
    assert CourseOutline.read(json.loads(json.dumps(course.written()))) == course
