"""Gathers what leans on facts and phrases, in every language: lessons, questions and the documents of a way to go."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Question
from core import tongues
from courses import pocket
from courses.lesson_index import LessonIndex, LessonRow, lesson_index
from courses.models import Destination, Fact, LessonPage, PhraseKey
from courses.overlays import Corridor


@dataclass(frozen=True)
class Link:
    """One language version, and where to open it."""

    language: str
    href: str
    live: bool = True


@dataclass(frozen=True)
class Use:
    """A lesson, question or document that a reader sees change. ``where`` says which part of it."""

    title: Any
    links: tuple[Link, ...]
    where: tuple[Any, ...] = ()


@dataclass(frozen=True)
class LanguageCount:
    language: str
    lessons: int
    questions: int
    documents: int


@dataclass(frozen=True)
class Dependents:
    lessons: tuple[Use, ...] = ()
    questions: tuple[Use, ...] = ()
    documents: tuple[Use, ...] = ()

    @property
    def by_language(self) -> tuple[LanguageCount, ...]:
        """How many of each a reader of each open language sees change."""
        return tuple(
            LanguageCount(code, *(_in(code, uses) for uses in (self.lessons, self.questions, self.documents)))
            for code in tongues.open_codes()
        )


def _in(language: str, uses: Iterable[Use]) -> int:
    return sum(any(link.language == language and link.live for link in use.links) for use in uses)


def dependents(fact: Fact) -> Dependents:
    return dependents_of([fact])[fact.pk]


def dependents_of(facts: Sequence[Fact]) -> dict[int, Dependents]:
    """What leans on each of these facts. At most five queries, however many facts and lessons there are."""
    asked, index = _questions(), lesson_index()
    return {
        fact.pk: Dependents(
            tuple(_lessons(fact, index)),
            tuple(use for use, question in asked if _asks(question, fact)),
            tuple(_documents(fact)),
        )
        for fact in facts
    }


def _place(fact: Fact) -> dict[str, str]:
    return {
        "destination": fact.destination.code if fact.destination else "",
        "origin": fact.origin.code if fact.origin else "",
    }


def _lessons(fact: Fact, index: LessonIndex) -> Iterable[Use]:
    found: dict[uuid.UUID, list[LessonRow]] = defaultdict(list)
    blocks: dict[uuid.UUID, set[str]] = defaultdict(set)
    for row, reference in index.by_fact.get(fact.key.code, ()):
        if reference.leans_on(key=fact.key.code, **_place(fact)):
            blocks[row.key].add(reference.block)
            if row not in found[row.key]:
                found[row.key].append(row)
    for key, rows in found.items():
        yield _lesson(rows, where=sorted(blocks[key]))


def _lesson(rows: Sequence[LessonRow], *, where: Iterable[str] = ()) -> Use:
    title = next((row.title for row in rows if row.language == settings.LANGUAGE_CODE), rows[0].title)
    links = tuple(Link(row.language, reverse("wagtailadmin_pages:edit", args=[row.id]), row.live) for row in rows)
    return Use(title, links, tuple(map(_block_name, where)))


def _block_name(kind: str) -> Any:
    block = LessonPage.body.field.stream_block.child_blocks.get(kind)
    return block.label if block else kind


def _questions() -> list[tuple[Use, Question]]:
    bound = Question.objects.exclude(fact="", origin_fact="").filter(retired_at=None)
    return [(Use(question.stem, _versions(question)), question) for question in bound]


def _versions(question: Question) -> tuple[Link, ...]:
    href = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
    spoken = (code for code in tongues.open_codes() if getattr(question, build_localized_fieldname("stem", code)))
    return tuple(Link(code, href) for code in spoken)


def _asks(question: Question, fact: Fact) -> bool:
    if fact.origin and not fact.destination:
        at_home = not question.origins or fact.origin.code in question.origins
        return at_home and question.origin_fact == fact.key.code
    if not fact.destination:
        return False
    here = not question.destinations or fact.destination.code in question.destinations
    return here and question.fact == fact.key.code


def _documents(fact: Fact) -> Iterable[Use]:
    place = _place(fact)
    way = Corridor(place["origin"], place["destination"])
    code, group = fact.key.code, fact.key.group
    shown = {
        "": (_("Country page"), True),
        "numbers/": (_("Numbers to call"), code in pocket.NUMBERS),
        "card/": (_("My card"), code in {*pocket.ON_EVERY_CARD, *pocket.IF_KNOWN}),
        "kit/": (_("Pocket kit"), fact.key.is_contact or group in {*pocket.RIGHTS, *pocket.PAPERS}),
    }
    for ending, (title, there) in shown.items():
        if there:
            yield Use(title, _pages(way, ending))


def _pages(way: Corridor, ending: str) -> tuple[Link, ...]:
    return tuple(Link(code, f"/{code}/{way}/{ending}") for code in tongues.open_codes())


def phrase_uses(phrase: PhraseKey) -> Dependents:
    """Where a phrase is read: in lessons, and on the pages of the places where it is said. At most six queries."""
    found: dict[uuid.UUID, list[LessonRow]] = defaultdict(list)
    for row in lesson_index().by_phrase.get(phrase.code, ()):
        found[row.key].append(row)
    return Dependents(tuple(map(_lesson, found.values())), documents=tuple(_said_in(phrase)))


def _said_in(phrase: PhraseKey) -> Iterable[Use]:
    said = set(phrase.said.values_list("language", flat=True))
    for place in Destination.objects.all():
        if said & set(place.languages):
            way = Corridor("", place.code)
            yield Use(place.name, _pages(way, "kit/"), (_("Pocket kit"),))
            if phrase.code in pocket.CARD_PHRASES:
                yield Use(place.name, _pages(way, "card/"), (_("My card"),))
