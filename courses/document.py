"""Makes documents: pages of the curriculum for one language and one way to go, without a person in them.

``lesson(language, corridor, module, lesson) → Document``. The same arguments and the same published words give the
same bytes, so a document may be cached, carried and compared by its hash.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.models import Locale

from core import tongues
from core.templatetags.baon import direction
from courses import models, naming, pocket, profile, queries, unfinished, voices
from courses.outline import CourseOutline, ModuleOutline, best_first
from courses.overlays import Corridor, screens
from courses.passage import ORIGIN, Passage


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
    return _make(
        "courses/country.html", language, corridor, passage=passage, **places,
        identity=places["destination"] and profile.identity(places["destination"], language, today),
        groups=profile.in_groups(passage, models.FactKey.Group.values),
        home_facts=[passage.fact(key, scope=ORIGIN) for key in passage.keys if (ORIGIN, key) in passage.known],
        blanks=profile.blanks(passage) if corridor.destination else None,
        home_blanks=profile.blanks(passage, scope=ORIGIN) if corridor.origin else None,
        ask=passage.ask(), shelves=_shelves(language, corridor),
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
            Listed(course.towards(corridor.destination), f"/{language}/{corridor.speaking_to(audience)}/")
            for course in courses
            if course.audience == audience
        ]
        if listed:
            shelves.append((str(audience.label), listed))
    return shelves


def numbers(language: str, corridor: Corridor, *, today: date) -> Document | None:
    """The numbers to call. Read without an account and without a trace."""
    places = _places(corridor)
    if places is None:
        return None
    passage = Passage(corridor, language, today)
    contacts = passage.contacts(pocket.NUMBERS)
    return _make("courses/numbers.html", language, corridor, passage=passage, **places, contacts=contacts)


def card(language: str, corridor: Corridor, *, today: date) -> Document | None:
    """A card to cut out: the numbers of one way to go, a few words to say, and lines to write on."""
    places = _places(corridor)
    if places is None:
        return None
    passage = Passage(corridor, language, today)
    return _make(
        "courses/card.html", language, corridor, passage=passage, **places,
        numbers=pocket.card_numbers(passage), phrases=pocket.to_say(passage),
    )  # fmt: skip


def kit(language: str, corridor: Corridor, *, today: date) -> Document | None:
    """What a traveller needs after she arrives: numbers, phrases, rules, a diary of hours and pay, a list of papers."""
    places = _places(corridor)
    if places is None:
        return None
    passage = Passage(corridor, language, today)
    return _make(
        "courses/kit.html", language, corridor, passage=passage, **places,
        contacts=pocket.contacts(passage), phrases=pocket.phrase_groups(passage),
        rules=profile.in_groups(passage, pocket.RIGHTS), papers=profile.in_groups(passage, pocket.PAPERS),
        ask=passage.ask(), weeks=range(1, pocket.DIARY_WEEKS + 1), days=naming.weekdays(reader=language),
    )  # fmt: skip


def outline(language: str, corridor: Corridor, slug: str) -> Document | None:
    """The page of a course, or of a module."""
    if _places(corridor) is None:
        return None
    courses = queries.outlines(language, corridor.edition)
    for course in courses:
        if course.slug == slug:
            return _course(course, language, corridor)
    for course in courses:
        for module in course.modules:
            if module.slug == slug:
                page = _page(models.ModulePage, module.key, language, corridor.edition)
                return _module(module, course, page, language, corridor)
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


def _lesson(
    page: Any, module: ModuleOutline, language: str, corridor: Corridor, today: date, *, drafts_heard: bool = False
) -> Document:
    spoken = page.locale.language_code
    key = page.translation_key
    known = any(line.key == key for line in module.lessons)
    made = _make(
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
        drafts_heard=drafts_heard,
        is_heard=voices.any_in(spoken, settings.LANGUAGE_CODE, drafts=drafts_heard),
    )  # fmt: skip
    return _unfinished(made, page.untranslated, language) if page.untranslated else made


def _unfinished(made: Document, words: Iterable[str], language: str) -> Document:
    """The document, telling which of its passages stand in the source's words."""
    with translation.override(language):
        note = render_to_string("courses/not_yet.html", {"page_language": language})
    source = settings.LANGUAGE_CODE
    body = unfinished.marked(made.body.decode(), words, language=source, direction=direction(source), note=note)
    return replace(made, body=body.encode())


def _pieces(page: models.LessonPage) -> Iterator[tuple[str, str, Any]]:
    for block in page.body:
        yield block.id, block.block_type, block.value if block.block_type == "step" else block


def _course(course: CourseOutline, language: str, corridor: Corridor) -> Document:
    course = course.towards(corridor.destination)
    lines = [(module, _first(module, language, corridor)) for module in course.modules]
    return _make("courses/course.html", language, corridor, course=course, lines=lines)


def _module(module: ModuleOutline, course: CourseOutline | None, page: Any, language: str, way: Corridor) -> Document:
    first = _first(module, language, way)
    return _make("courses/module.html", language, way, module=module, course=course, page=page, first=first)


def _first(module: ModuleOutline, language: str, corridor: Corridor) -> tuple[ModuleOutline, ...]:
    """What is best done before a module on this way."""
    courses = queries.outlines(language, corridor.edition)
    return best_first(module, [course.towards(corridor.destination) for course in courses])


def preview_home(page: models.HomePage) -> bytes:
    return _home(page, page.locale.language_code).body


def preview_course(page: models.CoursePage) -> bytes:
    language = page.locale.language_code
    known = {course.key: course for course in queries.outlines(language)}
    course = known.get(page.translation_key) or CourseOutline(page.translation_key, page.slug, page.title, ())
    return _course(course, language, Corridor()).body


def preview_module(page: models.ModulePage) -> bytes:
    language = page.locale.language_code
    module = queries.module_outline(page.translation_key, language) or _alone(page)
    return _module(module, None, page, language, Corridor()).body


def preview_lesson(page: models.LessonPage, *, mode: str, drafts_heard: bool = False) -> bytes:
    """The lesson as a trainee will see it, from the words in the editor.

    ``mode`` is a corridor and, after a slash, the language of the reader where it is not the editor's: ``ph-jo/ar``.
    ``drafts_heard`` lets drafts by a computer be heard, which readers do not. Raises ``BadCorridor``.
    """
    way, _slash, reader = mode.partition("/")
    language = reader if reader in tongues.open_codes() else page.locale.language_code
    corridor = Corridor.parse(way)
    parent = page.get_parent().specific if page.pk else None
    module = queries.module_outline(parent.translation_key, language) if parent else None
    outline = module or _alone(parent or page)
    return _lesson(_draft(page, language), outline, language, corridor, _today(), drafts_heard=drafts_heard).body


def _draft(page: models.LessonPage, language: str) -> Any:
    """What was last saved in another language, published or not; the page itself where there is nothing."""
    if language == page.locale.language_code:
        return page
    others = models.LessonPage.objects.filter(translation_key=page.translation_key, locale__language_code=language)
    other = others.select_related("latest_revision").first()
    return other.get_latest_revision_as_object() if other else page


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
