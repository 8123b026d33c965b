"""Every lesson page with the facts its blocks lean on, read once and kept until a page or a fact's kind changes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from courses import shelf
from courses.dependents import Reference, references
from courses.models import FactKey, LessonPage


@dataclass(frozen=True)
class LessonRow:
    """One lesson in one language. ``whole`` means that readers can open it: live, and no mere echo of its source."""

    id: int
    key: uuid.UUID
    language: str
    title: str
    live: bool
    whole: bool
    minutes: int
    topics: frozenset[str]
    references: frozenset[Reference]


@dataclass(frozen=True)
class LessonIndex:
    rows: tuple[LessonRow, ...]
    by_lesson: dict[uuid.UUID, tuple[LessonRow, ...]]
    by_fact: dict[str, tuple[tuple[LessonRow, Reference], ...]]


_kept: tuple[Any, LessonIndex] | None = None


def lesson_index() -> LessonIndex:
    """One query while nothing changed, three to read everything anew, however many lessons there are."""
    global _kept
    state = (shelf.mark(), *LessonPage.objects.aggregate(Count("pk"), Max("latest_revision"), Max("pk")).values())
    if _kept is None or _kept[0] != state:
        _kept = (state, _read())
    return _kept[1]


def _read() -> LessonIndex:
    known = frozenset(FactKey.objects.values_list("code", flat=True))
    pages = LessonPage.objects.select_related("locale").order_by("path")
    rows = tuple(_row(page, known) for page in pages)
    by_lesson: dict[uuid.UUID, list[LessonRow]] = defaultdict(list)
    by_fact: dict[str, list[tuple[LessonRow, Reference]]] = defaultdict(list)
    for row in rows:
        by_lesson[row.key].append(row)
        for reference in row.references:
            by_fact[reference.key].append((row, reference))
    return LessonIndex(
        rows,
        {key: tuple(found) for key, found in by_lesson.items()},
        {key: tuple(found) for key, found in by_fact.items()},
    )


def _row(page: LessonPage, known: frozenset[str]) -> LessonRow:
    return LessonRow(
        id=page.pk,
        key=page.translation_key,
        language=page.locale.language_code,
        title=page.title,
        live=page.live,
        whole=page.live and page.alias_of_id is None,
        minutes=page.minutes,
        topics=frozenset(page.topics),
        references=references(page.body.raw_data, known=known),
    )
