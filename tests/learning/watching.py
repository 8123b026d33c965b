"""A lesson with a film in it, and what a player tells of it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from courses import shelf
from courses.models import LessonPage
from learning.actions.watching import How, Watched
from media.models import Film
from tests.factories import NOW
from tests.media import filming

BLOCK = uuid.UUID(int=6)


@dataclass(frozen=True)
class Show:
    """A film of a hundred seconds, and the lesson that shows it."""

    film: Film
    lesson: uuid.UUID

    def seen(self, *spans: list[int]) -> Watched:
        return Watched(self.lesson, BLOCK, self.film.pk, How.SEEN, list(spans))

    def by(self, how: How) -> Watched:
        return Watched(self.lesson, BLOCK, self.film.pk, how)

    def told(self, *spans: list[int], **more: str) -> dict[str, str]:
        return {
            "lesson": str(self.lesson), "block": str(BLOCK), "film": str(self.film.pk), "spans": json.dumps(spans),
            **more,
        }  # fmt: skip


def film_block(film: Film, **values: Any) -> dict[str, Any]:
    block = {"title": "Stand like a tree", "why": "Watch her feet.", "film": str(film.pk), "note": "", "pauses": []}
    return {"type": "film", "value": {**block, "rule": "", "percent": None, **values}, "id": str(BLOCK)}


def show(lesson: uuid.UUID, *, film: Film | None = None, **values: Any) -> Show:
    """Put a film into the lesson."""
    shown = film or filming.film(now=NOW, seconds=100)
    page = LessonPage.objects.get(translation_key=lesson, locale__language_code="en")
    first = {"type": "step", "value": "One idea", "id": str(uuid.UUID(int=4))}
    page.body = json.dumps([first, film_block(shown, **values)])
    page.save_revision().publish()
    shelf.renew()
    return Show(shown, lesson)
