"""Where the pages of review stand in the admin, and the editors of what is reviewed."""

from __future__ import annotations

from django.urls import reverse

from review import sources
from review.sources import Subject


def of(name: str, subject: Subject) -> str:
    return reverse(f"review:{name}", args=[subject.model, subject.key, subject.language])


def text_page(subject: Subject) -> str:
    """The findings, sign-offs and history of one text."""
    return of("text", subject)


def editor_of(subject: Subject) -> str:
    """Where its words are changed; empty when it is gone."""
    place = sources.places([subject]).get(subject)
    return place.edit_url if place else ""
