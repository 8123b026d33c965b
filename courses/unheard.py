"""Refuses pages that nobody has read aloud, in languages where that is asked for."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.conf import settings

from assessments import unheard
from courses.passages import passages_of
from courses.said import in_text
from review.sources import Subject, Text


def check(text: Text, *, now: datetime) -> None:
    """Raises ``assessments.unheard.Unheard``. One query, unless recordings are required in its language."""
    unheard.check([text], words, now=now)


def words(text: Text) -> list[str]:
    """What of a text is read aloud in its language: not what still stands in the source's words."""
    said = in_text(text)
    source = _of_source(text.subject) if text.subject.language != settings.LANGUAGE_CODE else {}
    return [one.text for one in said if source.get(one.path) != one.text]


def _of_source(subject: Subject) -> dict[str, str]:
    model = apps.get_model(subject.model)
    row = model.objects.filter(translation_key=subject.key, locale__language_code=settings.LANGUAGE_CODE).first()
    return {one.path: one.text for one in passages_of(row)} if row else {}
