"""Makes documents: pages of the curriculum for one language and one way to go, without a person in them.

``lesson(language, corridor, module, lesson) → Document``. The same arguments and the same published words give the
same bytes, so a document may be cached, carried and compared by its hash.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.models import Locale

from core import tongues
from core.templatetags.baon import direction
from courses import models, queries
from courses.outline import CourseOutline, ModuleOutline
from courses.overlays import Corridor, screens
from courses.passage import DESTINATION, ORIGIN, Passage


@dataclass(frozen=True)
class Document:
    """A finished page. ``until`` is the last day on which it may be served without being made again."""

    body: bytes
    until: date | None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def home(language: str) -> Document | None:
    page = _best(models.HomePage.objects.live(), language)
    return page and _home(page, language)


def _home(page: Any, language: str) -> Document:
    return _make(
        "courses/home.html", language, Corridor(), page=page, shelves=_shelves(language, Corridor()),
        origins=models.Origin.objects.all(), destinations=models.Destination.objects.all(),
    )  # fmt: skip


def country(language: str, corridor: Corridor, *, today: date) -> Document | None:
    """What is known about one way to go: every fact with its source, and the courses."""
    places = _places(corridor)
    if places is None:
        return None
    passage = Passage(corridor, language, today)
    facts = [passage.fact(key, scope=DESTINATION) for scope, key in passage.known if scope == DESTINATION]
    home_facts = [passage.fact(key, scope=ORIGIN) for scope, key in passage.known if scope == ORIGIN]
    return _make(
        "courses/country.html", language, corridor, passage=passage, **places, facts=facts, home_facts=home_facts,
        shelves=_shelves(language, corridor),
    )  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A course in a list, with the address its pages begin with."""

    course: CourseOutline
    base: str


def _shelves(language: str, corridor: Corridor) -> list[tuple[str, list[Listed]]]:
    """The courses by whom they speak to, people going abroad first."""
    courses = queries.outlines(language)
    shelves = []
    for audience in models.Audience:
        listed = [
            Listed(_towards(course, corridor), f"/{language}/{corridor.speaking_to(audience)}/")
            for course in courses
            if course.audience == audience
        ]
        if listed:
            shelves.append((str(audience.label), listed))
    return shelves


def _towards(course: CourseOutline, corridor: Corridor) -> CourseOutline:
    return course.towards(corridor.destination) if corridor.destination else course


def numbers(language: str, corridor: Corridor, *, today: date) -> Document | None:
    """The numbers to call. Read without an account and without a trace."""
    places = _places(corridor)
    if places is None:
        return None
    passage = Passage(corridor, language, today)
    contacts = passage.contacts(["emergency", "ambulance", "mission", "hotline", "complaint", "home_hotline"])
    return _make("courses/numbers.html", language, corridor, passage=passage, **places, contacts=contacts)


def outline(language: str, corridor: Corridor, slug: str) -> Document | None:
    """The page of a course, or of a module."""
    if _places(corridor) is None:
        return None
    courses = queries.outlines(language, corridor.edition)
    for course in courses:
        if course.slug == slug:
            return _make("courses/course.html", language, corridor, course=_towards(course, corridor))
    for course in courses:
        for module in course.modules:
            if module.slug == slug:
                return _module(module, course, language, corridor)
    return None


def lesson(language: str, corridor: Corridor, module_slug: str, lesson_slug: str, *, today: date) -> Document | None:
    module = next(
        (
            found
            for course in queries.outlines(language, corridor.edition)
            for found in course.modules
            if found.slug == module_slug
        ),
        None,
    )
    line = module and next((line for line in module.lessons if line.slug == lesson_slug), None)
    if not module or not line or _places(corridor) is None:
        return None
    page = _page(models.LessonPage, line.key, language, corridor.edition)
    return page and _lesson(page, module, language, corridor, today)


def _lesson(page: Any, module: ModuleOutline, language: str, corridor: Corridor, today: date) -> Document:
    spoken = page.locale.language_code
    key = page.translation_key
    known = any(line.key == key for line in module.lessons)
    return _make(
        "courses/lesson.html", language, corridor, page=page,
        module=module,
        number=[line.key for line in module.lessons].index(key) + 1 if known else 1,
        following=module.following(key) if known else None,
        preceding=module.preceding(key) if known else None,
        screens=screens(_pieces(page), title=page.title),
        words_language=spoken,
        words_direction=direction(spoken),
        untranslated=spoken != language,
        passage=Passage(corridor, language, today),
    )  # fmt: skip


def _pieces(page: models.LessonPage) -> Iterator[tuple[str, str, Any]]:
    for block in page.body:
        yield block.id, block.block_type, block.value if block.block_type == "step" else block


def _module(module: ModuleOutline, course: CourseOutline, language: str, corridor: Corridor) -> Document:
    page = _page(models.ModulePage, module.key, language, corridor.edition)
    return _make("courses/module.html", language, corridor, module=module, course=course, page=page)


def preview_home(page: models.HomePage) -> bytes:
    return _home(page, page.locale.language_code).body


def preview_course(page: models.CoursePage) -> bytes:
    language = page.locale.language_code
    known = {course.key: course for course in queries.outlines(language)}
    course = known.get(page.translation_key) or CourseOutline(page.translation_key, page.slug, page.title, ())
    return _make("courses/course.html", language, Corridor(), course=course).body


def preview_module(page: models.ModulePage) -> bytes:
    language = page.locale.language_code
    module = queries.module_outline(page.translation_key, language) or _alone(page)
    return _make("courses/module.html", language, Corridor(), module=module, course=None, page=page).body


def preview_lesson(page: models.LessonPage, *, corridor: str) -> bytes:
    """The lesson as a trainee of this corridor will see it, from the words in the editor."""
    language = page.locale.language_code
    parent = page.get_parent().specific if page.pk else None
    module = queries.module_outline(parent.translation_key, language) if parent else None
    return _lesson(page, module or _alone(parent or page), language, Corridor.parse(corridor), _today()).body


def _alone(page: Any) -> ModuleOutline:
    """A module that no course lists yet."""
    return ModuleOutline(page.translation_key, page.slug or "module", page.title, 0, ())


def _make(template: str, language: str, corridor: Corridor, **context: Any) -> Document:
    passage = context.get("passage")
    with translation.override(language):
        body = render_to_string(
            template,
            {
                "page_language": language,
                "page_direction": direction(language),
                "LANGUAGE_CODE": language,
                "corridor": corridor,
                "base_path": f"/{language}/{corridor}/",
                "languages": [code for code in tongues.open_codes() if code != language],
                **context,
            },
        )
    return Document(_tight(body).encode(), passage.until if passage else None)


def _tight(html: str) -> str:
    """Without the empty lines that templates leave."""
    return "\n".join(line for line in (raw.strip() for raw in html.splitlines()) if line) + "\n"


def _page(model: Any, key: uuid.UUID, language: str, edition: str) -> Any:
    """The words of today, or those an edition holds."""
    if edition:
        return queries.held_page(edition, key, language)
    return _best(model.objects.live().filter(translation_key=key), language)


def _best(pages: Any, language: str) -> Any:
    """The page in this language, else in the source language, else None."""
    source = Locale.get_default().language_code
    found = {page.locale.language_code: page for page in pages.select_related("locale")
             if page.locale.language_code in {language, source}}  # fmt: skip
    return found.get(language) or found.get(source)


def _places(corridor: Corridor) -> dict[str, Any] | None:
    """The places of a corridor, or None where one is not in our list."""
    destination = models.Destination.objects.filter(code=corridor.destination).first() if corridor.destination else None
    origin = models.Origin.objects.filter(code=corridor.origin).first() if corridor.origin else None
    if (corridor.destination and not destination) or (corridor.origin and not origin):
        return None
    return {"destination": destination, "origin": origin}


def _today() -> date:
    return timezone.now().date()
