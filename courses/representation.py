"""Counts who is seen and heard in modules, from the people and pictures their authors tagged. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from courses.models import GenderTag, LessonPage, ModulePage
from review.representation import MAN, Character, Counts, Image, Shortfall, count, findings

CARER = "carer"
AT_HOME = frozenset({"family", "peer"})


@dataclass(frozen=True)
class Seen:
    """A module, what was counted in its lessons, and what falls short."""

    module: ModulePage
    counts: Counts
    shortfalls: tuple[Shortfall, ...]


def of_language(language: str) -> list[Seen]:
    """Every live module of a language. Two queries, however many lessons."""
    modules = list(ModulePage.objects.live().filter(locale__language_code=language).order_by("title"))
    lessons: dict[str, list[LessonPage]] = {module.path: [] for module in modules}
    for lesson in LessonPage.objects.live().filter(locale__language_code=language).order_by("path"):
        lessons.get(lesson.path[: -LessonPage.steplen], []).append(lesson)
    return [seen(module, lessons[module.path]) for module in modules]


def seen(module: ModulePage, lessons: Iterable[LessonPage]) -> Seen:
    """What these lessons show. The first picture of a module is its cover."""
    listed = list(lessons)
    counts = count(
        (person for lesson in listed for person in _people(lesson)),
        (Image(shows, cover=not number) for number, shows in enumerate(_pictures(listed))),
    )
    return Seen(module, counts, findings(counts))


def _people(lesson: LessonPage) -> Iterator[Character]:
    """Who is in the cast, and who speaks in the lesson without standing there, with one line each time."""
    cast = [child.value for child in lesson.cast]
    listed = {person.get("name") for person in cast}
    voices = [value for value in _structs(lesson) if {"sex", "role", "words"} <= set(value)]
    speakers = [{**voice, "speaks": 1} for voice in voices if voice.get("name") not in listed]
    cares = GenderTag.CARE_BY_MEN in lesson.gender_tags
    for person in [*cast, *speakers]:
        role = str(person.get("role") or "")
        # The author says it of the lesson: of its men at home, these are the ones who care.
        if cares and person.get("sex") == MAN and role in AT_HOME:
            role = CARER
        yield Character(person.get("name") or "", person.get("sex") or "", role, person.get("speaks") or 0)


def _pictures(lessons: Iterable[LessonPage]) -> Iterator[frozenset[str]]:
    for lesson in lessons:
        for value in _structs(lesson):
            if "shows" in value:
                yield frozenset(value.get("shows") or ())


def _structs(lesson: LessonPage) -> Iterator[Mapping[str, Any]]:
    """Every block of the lesson that has parts, at any depth."""
    for child in lesson.body:
        yield from _within(child.block, child.value)


def _within(block: blocks.Block, value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(block, blocks.StreamBlock):
        for child in value or ():
            yield from _within(child.block, child.value)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, Mapping):
        yield value
        for name, child in block.child_blocks.items():
            yield from _within(child, value.get(name))
