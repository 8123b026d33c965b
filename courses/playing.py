"""Whether a lesson shows a content, today or in an edition that somebody follows. Knows nobody who plays it."""

from __future__ import annotations

import uuid

from django.db.models import TextField
from django.db.models.functions import Cast

from courses.models import EditionPage, LessonPage
from courses.tries import holds


def shown_in(lesson: uuid.UUID, *, block: uuid.UUID, content: uuid.UUID) -> bool:
    """In any of its languages: each may show a content of its own. One query, and one more for what was taken out."""
    today = LessonPage.objects.filter(translation_key=lesson).annotate(said=Cast("body", TextField()))
    bodies = today.filter(said__contains=str(content)).values_list("said", flat=True)
    return any(holds(body, block=str(block), content=str(content)) for body in [*bodies, *_held(lesson, content)])


def _held(lesson: uuid.UUID, content: uuid.UUID) -> list[str]:
    rows = EditionPage.objects.filter(key=lesson).annotate(said=Cast("revision__content", TextField()))
    return [
        held["body"] for held in rows.filter(said__contains=str(content)).values_list("revision__content", flat=True)
    ]
