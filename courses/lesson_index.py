"""Every lesson page with the facts and phrases its blocks lean on, its shared passages' blocks among them.

Read once and kept until a page, a shared passage or a fact's kind changes.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count, Max

from courses import shelf
from courses.dependents import Reference, phrases, references, unfolded
from courses.models import FactKey, LessonPage, SharedPassage

K = TypeVar("K")
V = TypeVar("V")


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
    phrases: frozenset[str]


@dataclass(frozen=True)
class LessonIndex:
    rows: tuple[LessonRow, ...]
    by_lesson: dict[uuid.UUID, tuple[LessonRow, ...]]
    by_fact: dict[str, tuple[tuple[LessonRow, Reference], ...]]
    by_phrase: dict[str, tuple[LessonRow, ...]]


_kept: tuple[Any, LessonIndex] | None = None


def lesson_index() -> LessonIndex:
    """One query while nothing changed, four to read everything anew, however many lessons there are."""
    global _kept
    state = (shelf.mark(), *LessonPage.objects.aggregate(Count("pk"), Max("latest_revision"), Max("pk")).values())
    if _kept is None or _kept[0] != state:
        _kept = (state, _read())
    return _kept[1]


def _read() -> LessonIndex:
    known = frozenset(FactKey.objects.values_list("code", flat=True))
    pages = LessonPage.objects.select_related("locale").order_by("path")
    passages = _passages()
    rows = tuple(_row(page, known, passages) for page in pages)
    return LessonIndex(
        rows,
        by_lesson=_grouped((row.key, row) for row in rows),
        by_fact=_grouped((one.key, (row, one)) for row in rows for one in row.references),
        by_phrase=_grouped((code, row) for row in rows for code in row.phrases),
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _passages() -> dict[str, dict[str, list[Any]]]:
    """The blocks of each shared passage as readers see them, by language and code."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    rows = SharedPassage.objects.filter(live=True).select_related("locale")
    for row in rows:
        found[row.locale.language_code][row.code] = list(row.body.raw_data)
    return found


def _row(page: LessonPage, known: frozenset[str], passages: Mapping[str, Mapping[str, list[Any]]]) -> LessonRow:
    language = page.locale.language_code
    # In words not yet translated a passage stands as its source has it.
    shown = {**passages.get(settings.LANGUAGE_CODE, {}), **passages.get(language, {})}
    stream = unfolded(list(page.body.raw_data), passages=shown)
    return LessonRow(
        id=page.pk,
        key=page.translation_key,
        language=language,
        title=page.title,
        live=page.live,
        whole=page.live and page.alias_of_id is None,
        minutes=page.minutes,
        topics=frozenset(page.topics),
        references=references(stream, known=known),
        phrases=phrases(stream),
    )
