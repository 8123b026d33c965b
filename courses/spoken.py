"""What courses say aloud: pages as they were saved last, shared passages, the phrase book, facts. Only reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname

from courses.instructions import INSTRUCTIONS
from courses.models import (
    CourseModule,
    CoursePage,
    Fact,
    LessonPage,
    ModulePage,
    Phrase,
    PhraseKey,
    SharedPassage,
)
from courses.said import FIELDS, Said, in_content
from media.catalogue import CatalogueWords
from media.spoken import Place, Saying, Source

SHARED, PHRASES, FACTS = "shared", "phrases", "facts"
_PAGES: tuple[Any, ...] = (CoursePage, ModulePage, LessonPage)


def of_course(key: UUID) -> str:
    return f"course-{key}"


def of_module(key: UUID) -> str:
    return f"module-{key}"


class PageWords:
    """Courses, modules and lessons, without the passages of a translation that still stand in the source's words."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """At most nine queries."""
        tree = Tree()
        for model in _PAGES:
            source = _said_by_source(model, language)
            for page in _rows(model, language).filter(alias_of=None):
                yield from self.of_page(page, saved(page), source.get(page.translation_key, {}), tree)

    def of_page(self, page: Any, content: Mapping[str, Any], source: Mapping[str, str], tree: Tree) -> Iterator[Saying]:
        """What this content of a page says that is not the same in ``source``, by path."""
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        within, topic = tree.around(page)
        for said in in_content(type(page), content):
            if source.get(said.path) != said.text:
                yield Saying(said.text, str(content.get("title") or page.title), said.part, topic, edit, within)

    def places(self, language: str) -> Iterator[Place]:
        tree = Tree()
        for course in tree.courses:
            yield Place(of_course(course.translation_key), course.title)
            for module in tree.modules.values():
                if course.translation_key in tree.listed[module.translation_key]:
                    yield Place(of_module(module.translation_key), f"– {module.title}")
        for module in tree.modules.values():
            if not tree.listed[module.translation_key]:
                yield Place(of_module(module.translation_key), module.title)

    def languages(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Tree:
    """Which module stands in which courses, and which lesson in which module. At most four queries."""

    @cached_property
    def courses(self) -> list[CoursePage]:
        return list(CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path"))

    @cached_property
    def modules(self) -> dict[str, ModulePage]:
        """The modules in the source language by their path."""
        rows = ModulePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).select_related("topic")
        return {page.path: page for page in rows.order_by("path")}

    @cached_property
    def listed(self) -> Mapping[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = defaultdict(set)
        rows = CourseModule.objects.filter(course__locale__language_code=settings.LANGUAGE_CODE)
        for module, course in rows.values_list("module__translation_key", "course__translation_key"):
            found[module].add(course)
        return found

    @cached_property
    def _module_of_lesson(self) -> dict[UUID, ModulePage]:
        rows = LessonPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        return {
            key: self.modules[path[: -LessonPage.steplen]]
            for key, path in rows.values_list("translation_key", "path")
            if path[: -LessonPage.steplen] in self.modules
        }

    @cached_property
    def _module_of_key(self) -> dict[UUID, ModulePage]:
        return {module.translation_key: module for module in self.modules.values()}

    def around(self, page: Any) -> tuple[frozenset[str], str]:
        """The places that hold a page, and its topic."""
        if isinstance(page, CoursePage):
            return frozenset({of_course(page.translation_key)}), ""
        held = self._module_of_lesson if isinstance(page, LessonPage) else self._module_of_key
        module = held.get(page.translation_key)
        if module is None:
            return frozenset(), ""
        courses = map(of_course, self.listed[module.translation_key])
        return frozenset({of_module(module.translation_key), *courses}), module.topic.code if module.topic else ""


def saved(page: Any) -> Mapping[str, Any]:
    """The content of a page or passage as it was saved last, published or not."""
    if page.latest_revision:
        return page.latest_revision.content  # type: ignore[no-any-return]
    return plain_content(page)


def plain_content(page: Any) -> Mapping[str, Any]:
    """The content of a page or passage as it is in memory."""
    names = FIELDS[page._meta.label_lower]
    return {name: page._meta.get_field(name).get_prep_value(getattr(page, name)) for name in names}


def _rows(model: Any, language: str) -> Any:
    return model.objects.filter(locale__language_code=language).select_related("latest_revision").order_by("pk")


def _said_by_source(model: Any, language: str) -> dict[UUID, dict[str, str]]:
    """What the source says at each path of what is there in another language, where one is asked for."""
    if language == settings.LANGUAGE_CODE:
        return {}
    here = model.objects.filter(locale__language_code=language).values("translation_key")
    rows = _rows(model, settings.LANGUAGE_CODE).filter(translation_key__in=here)
    return {row.translation_key: by_path(in_content(model, saved(row))) for row in rows}


def by_path(said: Iterator[Said]) -> dict[str, str]:
    return {one.path: one.text for one in said}


class SharedWords:
    """Passages that stand in many lessons."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """Two queries."""
        source = _said_by_source(SharedPassage, language)
        for row in _rows(SharedPassage, language):
            yield from self.of_passage(row, saved(row), source.get(row.translation_key, {}))

    def of_passage(self, row: SharedPassage, content: Mapping[str, Any], source: Mapping[str, str]) -> Iterator[Saying]:
        """What this content of a passage says that is not the same in ``source``, by path."""
        edit = reverse("wagtailsnippets_courses_sharedpassage:edit", args=[row.pk])
        for said in in_content(SharedPassage, content):
            if source.get(said.path) != said.text:
                yield Saying(said.text, row.title, said.part, "", edit, frozenset({SHARED}))

    def places(self, language: str) -> Iterator[Place]:
        yield Place(SHARED, str(_("Shared passages")))

    def languages(self) -> tuple[str, ...]:
        return ()


class PhraseWords:
    """The phrase book: what a phrase means to readers, and how it is said where they go."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """Two queries."""
        if language in AVAILABLE_LANGUAGES:
            meaning = build_localized_fieldname("meaning", language)
            for pk, code, means in PhraseKey.objects.values_list("pk", "code", meaning):
                yield from self._one(means, code, _("Meaning"), pk)
        for pk, code, said in Phrase.objects.filter(language=language).values_list("key_id", "key__code", "text"):
            yield from self._one(said, code, _("As it is said"), pk)

    def _one(self, text: str | None, code: str, part: Any, pk: int) -> Iterator[Saying]:
        if text:
            edit = reverse("wagtailsnippets_courses_phrasekey:edit", args=[pk])
            yield Saying(text, code, str(part), "", edit, frozenset({PHRASES}))

    def places(self, language: str) -> Iterator[Place]:
        yield Place(PHRASES, str(_("Phrase book")))

    def languages(self) -> list[str]:
        return list(Phrase.objects.order_by("language").values_list("language", flat=True).distinct())


class FactWords:
    """Facts of places as they are shown, without those that are only noted down."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """One query."""
        if language not in AVAILABLE_LANGUAGES:
            return
        columns = [build_localized_fieldname(name, language) for name in ("value", "note")]
        rows = Fact.objects.exclude(status=Fact.Status.DRAFT).order_by("key__code", "pk")
        for pk, code, value, note in rows.values_list("pk", "key__code", *columns):
            edit = reverse("wagtailsnippets_courses_fact:edit", args=[pk])
            for part, text in ((_("Value"), value), (_("Note"), note)):
                if text:
                    yield Saying(text, code, str(part), "", edit, frozenset({FACTS}))

    def places(self, language: str) -> Iterator[Place]:
        yield Place(FACTS, str(_("Facts")))

    def languages(self) -> tuple[str, ...]:
        return ()


SOURCES: tuple[Source, ...] = (PageWords(), SharedWords(), PhraseWords(), FactWords(), CatalogueWords(INSTRUCTIONS))
