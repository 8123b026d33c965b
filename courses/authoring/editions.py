"""Reads editions for those who make them: by course, with the classes that keep to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from wagtail import hooks
from wagtail.models import Page

from courses.models import CoursePage, Edition

# Rooms to the left say which of their classes keep to an edition: a function giving names by the edition's id.
CLASSES_HOOK = "register_classes_of_editions"


@dataclass(frozen=True)
class Held:
    """One edition, how many pages it holds, and the classes that read it."""

    edition: Edition
    pages: int
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """A course with its editions, the newest first."""

    course: CoursePage | None
    editions: tuple[Held, ...]


def shelves() -> list[Shelf]:
    """Every course of the source language; at the end, editions whose course is gone. A flat number of queries."""
    classes = classes_by_edition()
    found: dict[UUID, list[Held]] = defaultdict(list)
    for edition in Edition.objects.annotate(held=Count("pages", filter=Q(pages__language=settings.LANGUAGE_CODE))):
        found[edition.course_key].append(Held(edition, edition.held, tuple(classes.get(edition.pk, ()))))
    courses = CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
    listed = [Shelf(course, tuple(found.pop(course.translation_key, ()))) for course in courses]
    return [*listed, *(Shelf(None, tuple(orphans)) for orphans in found.values())]


def classes_by_edition() -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for ask in hooks.get_hooks(CLASSES_HOOK):
        for edition, names in ask().items():
            found[edition].extend(names)
    return found


def holding(page: Page) -> QuerySet[Edition]:
    """The editions that hold this page in any language."""
    return Edition.objects.filter(pages__key=page.translation_key).distinct()


def is_behind(edition: Edition, page: Any) -> bool:
    """Whether readers of the edition read other words than readers of today."""
    mine = edition.pages.filter(key=page.translation_key, language=page.locale.language_code)
    return not mine.filter(revision_id=page.live_revision_id).exists()
