"""Wagtail's own event that moves translations: a page published, in the source language or in another."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_published

from translating.actions.following import follow_source, note_words


def connect() -> None:
    page_published.connect(_follow, dispatch_uid="translating.follow")


def _follow(*, instance: Page, revision: Revision | None = None, **_event: Any) -> None:
    if instance.locale_id == Locale.get_default().pk:
        follow_source(instance, now=timezone.now())
    else:
        note_words(instance, revision=revision)
