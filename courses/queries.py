"""Reads the page tree into outlines and the profiles into facts, in few queries. Nothing here is personal."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import Locale

from courses import models, shelf
from courses.outline import CourseOutline, LessonOutline, ModuleOutline
from courses.overlays import Corridor, Fact, Said
from courses.tries import MARKS, tries

_ASKS = Case(
    *(When(said__contains=mark, then=F("said")) for mark in MARKS), default=Value(""), output_field=TextField()
)
_outlines: tuple[str, dict[tuple[str, str], tuple[CourseOutline, ...]]] = ("", {})


def outlines(language: str, edition: str = "") -> tuple[CourseOutline, ...]:
    """Every live course as it reads in this language, remembered until something is published.

    With the code of an edition, the one course it holds, as it stood then; none where the code is unknown.
    """
    global _outlines
    mark = shelf.mark()
    if _outlines[0] != mark:
        _outlines = (mark, {})
    wanted = (language, edition)
    if wanted not in _outlines[1]:
        _outlines[1][wanted] = tuple(_read_edition(edition, language) if edition else _read_courses(language))
    return _outlines[1][wanted]


def outline(course: uuid.UUID, language: str) -> CourseOutline:
    """One course by its stable key. Raises ``CoursePage.DoesNotExist``."""
    for found in outlines(language):
        if found.key == course:
            return found
    raise models.CoursePage.DoesNotExist(course)


def _read_edition(code: str, language: str) -> Iterable[CourseOutline]:
    held = models.Edition.objects.filter(code=code).values_list("outlines", flat=True).first() or {}
    for spoken in (language, Locale.get_default().language_code):
        if spoken in held:
            return [CourseOutline.read(held[spoken])]
    return []


def held_page(edition: str, key: uuid.UUID, language: str) -> Any:
    """A page as an edition holds it, in this language, else in the source language, else None."""
    rows = models.EditionPage.objects.filter(edition__code=edition, key=key).select_related("revision")
    found = {row.language: row.revision for row in rows}
    revision = found.get(language) or found.get(Locale.get_default().language_code)
    return revision and revision.as_object()


def module_outline(module: uuid.UUID, language: str) -> ModuleOutline | None:
    """One module, whichever course lists it first."""
    return next((found for course in outlines(language) if (found := course.module(module))), None)


def _read_courses(language: str) -> Iterable[CourseOutline]:
    source = Locale.get_default().language_code
    courses = _best(models.CoursePage.objects.live().select_related("locale", "final_quiz"), language, source)
    links = _links(source)
    after = _prerequisites(source)
    modules = _best(models.ModulePage.objects.live().select_related("locale", "quiz"), language, source)
    lessons = _lessons(language, source)
    for course in sorted(courses.values(), key=lambda page: page.path):
        lines = tuple(
            _module(modules[link.key], link, lessons[link.key], after[link.key])
            for link in links[course.translation_key]
            if link.key in modules
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
            audience=course.audience,
        )


@dataclass(frozen=True)
class _Link:
    """A module's place in a course."""

    key: uuid.UUID
    kind: str
    destinations: tuple[str, ...]


def _links(source: str) -> dict[uuid.UUID, list[_Link]]:
    links = defaultdict(list)
    rows = models.CourseModule.objects.filter(course__locale__language_code=source).order_by("sort_order")
    for course, module, kind, destinations in rows.values_list(
        "course__translation_key", "module__translation_key", "kind", "destinations"
    ):
        links[course].append(_Link(module, kind, tuple(destinations)))
    return links


def _prerequisites(source: str) -> dict[uuid.UUID, list[uuid.UUID]]:
    after = defaultdict(list)
    rows = models.Prerequisite.objects.filter(page__locale__language_code=source).order_by("sort_order")
    for module, first in rows.values_list("page__translation_key", "module__translation_key"):
        after[module].append(first)
    return after


def _module(page: Any, link: _Link, lessons: Iterable[LessonOutline], after: Iterable[uuid.UUID]) -> ModuleOutline:
    return ModuleOutline(
        key=page.translation_key,
        slug=page.slug,
        title=page.title,
        minutes=page.minutes,
        lessons=tuple(lessons),
        kind=link.kind,
        destinations=link.destinations,
        after=tuple(after),
        quiz=page.quiz.key if page.quiz else "",
        sensitive=page.sensitive,
        summary=page.summary,
        language=page.locale.language_code,
    )


def _lessons(language: str, source: str) -> dict[uuid.UUID, list[LessonOutline]]:
    """Lessons by the stable key of their module, in the source tree's order."""
    fields = ("path", "translation_key", "slug", "title", "minutes", "sensitive", "locale__language_code", "asks")
    live = models.LessonPage.objects.live().filter(locale__language_code__in={language, source})
    # The stream of a lesson is heavy: only those that may ask for a try are read.
    rows = live.annotate(said=Cast("body", TextField())).annotate(asks=_ASKS).values_list(*fields)
    modules = {
        page.path: page.translation_key
        for page in models.ModulePage.objects.filter(locale__language_code=source).only("path", "translation_key")
    }
    step = models.LessonPage.steplen
    translated = {row[1]: row for row in rows if row[6] == language}
    found: dict[uuid.UUID, list[LessonOutline]] = defaultdict(list)
    for row in sorted(row for row in rows if row[6] == source):
        module = modules.get(row[0][:-step])
        _path, key, slug, title, minutes, sensitive, spoken, _asks = translated.get(row[1], row)
        if module:
            # What is asked is the same in every language: what the source asks.
            found[module].append(LessonOutline(key, slug, title, minutes, sensitive, spoken, tries(row[7])))
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
    rows = _on_record(corridor).select_related("key", "destination", "origin")
    return {place: _fact(row) for place, row in _foremost(rows).items()}


def facts_without_words(corridor: Corridor) -> dict[tuple[str, str], Fact]:
    """The same for who asks only whether they hold: a fact is heavy with all its languages."""
    bare = ("key__code", "destination", "origin", "status", "confidence", "checked_on", "review_by")
    rows = _on_record(corridor).select_related("key").only(*bare)
    return {
        place: Fact(place[1], {}, row.checked_on, row.review_by, row.confidence, row.status)
        for place, row in _foremost(rows).items()
    }


def _on_record(corridor: Corridor) -> QuerySet[models.Fact]:
    here = Q(destination__code=corridor.destination) & (Q(origin=None) | Q(origin__code=corridor.origin))
    home = Q(destination=None, origin__code=corridor.origin)
    return models.Fact.objects.filter(here | home).order_by("id")


def _foremost(rows: Iterable[models.Fact]) -> dict[tuple[str, str], models.Fact]:
    found: dict[tuple[str, str], models.Fact] = {}
    special: set[tuple[str, str]] = set()
    for row in rows:
        place = (("destination" if row.destination_id else "origin"), row.key.code)
        if place in special:
            continue
        if row.destination_id and row.origin_id:
            special.add(place)
        found[place] = row
    return found


def _fact(row: models.Fact) -> Fact:
    return Fact(
        key=row.key.code,
        value=words(row, "value"),
        note=words(row, "note"),
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


def phrase_meanings() -> dict[str, dict[str, str]]:
    """The phrase book: code → language → what it means."""
    return {key.code: words(key, "meaning") for key in models.PhraseKey.objects.all()}


def phrase_groups() -> dict[str, list[str]]:
    """The codes of the phrase book by group, in their order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code, group in models.PhraseKey.objects.values_list("code", "group"):
        groups[group].append(code)
    return groups


def phrases_said(destination: str) -> dict[str, list[Said]]:
    """How each phrase is said in the languages of a destination, the first spoken there first."""
    spoken = models.Destination.objects.filter(code=destination).values_list("languages", flat=True).first() or []
    said: dict[str, list[Said]] = defaultdict(list)
    rows = models.Phrase.objects.filter(language__in=spoken).values_list("key__code", "language", "text", "say")
    for code, language, text, say in sorted(rows, key=lambda row: spoken.index(row[1])):
        said[code].append(Said(language, text, say))
    return said


def words(row: Model, field: str) -> dict[str, str]:
    """What a field says, by language; those that say nothing are left out."""
    names = {code: build_localized_fieldname(field, code) for code in AVAILABLE_LANGUAGES}
    return {code: text for code, name in names.items() if (text := getattr(row, name))}


def fact_keys() -> dict[str, models.FactKey]:
    return {key.code: key for key in models.FactKey.objects.all()}
