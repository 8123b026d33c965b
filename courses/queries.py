"""Reads the page tree into outlines and the profiles into facts, in few queries. Nothing here is personal."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Locale

from courses import models, shelf
from courses.outline import CourseOutline, LessonOutline, ModuleOutline
from courses.overlays import Corridor, Fact

_outlines: tuple[str, dict[str, tuple[CourseOutline, ...]]] = ("", {})


def outlines(language: str) -> tuple[CourseOutline, ...]:
    """Every live course as it reads in this language, remembered until something is published."""
    global _outlines
    mark = shelf.mark()
    if _outlines[0] != mark:
        _outlines = (mark, {})
    if language not in _outlines[1]:
        _outlines[1][language] = tuple(_read_courses(language))
    return _outlines[1][language]


def outline(course: uuid.UUID, language: str) -> CourseOutline:
    """One course by its stable key. Raises ``CoursePage.DoesNotExist``."""
    for found in outlines(language):
        if found.key == course:
            return found
    raise models.CoursePage.DoesNotExist(course)


def module_outline(module: uuid.UUID, language: str) -> ModuleOutline | None:
    """One module, whichever course lists it first."""
    return next((found for course in outlines(language) if (found := course.module(module))), None)


def _read_courses(language: str) -> Iterable[CourseOutline]:
    source = Locale.get_default().language_code
    courses = _best(models.CoursePage.objects.live().select_related("locale", "final_quiz"), language, source)
    links = defaultdict(list)
    rows = models.CourseModule.objects.filter(course__locale__language_code=source).order_by("sort_order")
    for course_key, module_key, kind in rows.values_list("course__translation_key", "module__translation_key", "kind"):
        links[course_key].append((module_key, kind))
    modules = _best(models.ModulePage.objects.live().select_related("locale", "quiz"), language, source)
    lessons = _lessons(language, source)
    for course in sorted(courses.values(), key=lambda page: page.path):
        lines = tuple(
            _module(modules[key], kind, lessons[key]) for key, kind in links[course.translation_key] if key in modules
        )
        yield CourseOutline(
            key=course.translation_key,
            slug=course.slug,
            title=course.title,
            modules=lines,
            final_quiz=course.final_quiz.key if course.final_quiz else "",
            final_minutes=course.final_minutes,
            summary=course.summary,
            language=course.locale.language_code,
        )


def _module(page: Any, kind: str, lessons: Iterable[LessonOutline]) -> ModuleOutline:
    return ModuleOutline(
        key=page.translation_key,
        slug=page.slug,
        title=page.title,
        minutes=page.minutes,
        lessons=tuple(lessons),
        kind=kind,
        quiz=page.quiz.key if page.quiz else "",
        sensitive=page.sensitive,
        summary=page.summary,
        language=page.locale.language_code,
    )


def _lessons(language: str, source: str) -> dict[uuid.UUID, list[LessonOutline]]:
    """Lessons by the stable key of their module, in the source tree's order."""
    fields = ("path", "translation_key", "slug", "title", "minutes", "sensitive", "locale__language_code")
    rows = models.LessonPage.objects.live().filter(locale__language_code__in={language, source}).values_list(*fields)
    modules = {
        page.path: page.translation_key
        for page in models.ModulePage.objects.filter(locale__language_code=source).only("path", "translation_key")
    }
    step = models.LessonPage.steplen
    translated = {row[1]: row for row in rows if row[6] == language}
    found: dict[uuid.UUID, list[LessonOutline]] = defaultdict(list)
    for row in sorted(row for row in rows if row[6] == source):
        module = modules.get(row[0][:-step])
        _path, key, slug, title, minutes, sensitive, spoken = translated.get(row[1], row)
        if module:
            found[module].append(LessonOutline(key, slug, title, minutes, sensitive, spoken))
    return found


def _best(pages: Any, language: str, source: str) -> dict[uuid.UUID, Any]:
    """The page of each stable key in this language, else in the source language."""
    found = {}
    for page in pages.filter(locale__language_code__in={language, source}):
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return found


def facts(corridor: Corridor) -> dict[tuple[str, str], Fact]:
    """What is on record for a corridor, by (scope, key). What is meant for her origin goes before what is for all."""
    here = Q(destination__code=corridor.destination) & (Q(origin=None) | Q(origin__code=corridor.origin))
    home = Q(destination=None, origin__code=corridor.origin)
    rows = models.Fact.objects.filter(here | home).select_related("key", "destination", "origin").order_by("id")
    found: dict[tuple[str, str], Fact] = {}
    special: set[tuple[str, str]] = set()
    for row in rows:
        place = (("destination" if row.destination_id else "origin"), row.key.code)
        if place in special:
            continue
        if row.destination_id and row.origin_id:
            special.add(place)
        found[place] = _fact(row)
    return found


def _fact(row: models.Fact) -> Fact:
    return Fact(
        key=row.key.code,
        value=_words(row, "value"),
        note=_words(row, "note"),
        phone=row.phone,
        status=row.status,
        confidence=row.confidence,
        checked_on=row.checked_on,
        review_by=row.review_by,
        legal_basis=row.legal_basis,
        source_title=row.source_title,
        source_url=row.source_url,
        place=row.destination.code if row.destination else row.origin.code if row.origin else "",
    )


def _words(row: models.Fact, field: str) -> dict[str, str]:
    names = {code: build_localized_fieldname(field, code) for code in AVAILABLE_LANGUAGES}
    return {code: text for code, name in names.items() if (text := getattr(row, name))}


def fact_keys() -> dict[str, models.FactKey]:
    return {key.code: key for key in models.FactKey.objects.all()}
