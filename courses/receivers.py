"""Wagtail's own events that make documents old: a page published, withdrawn, moved or deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from courses import shelf
from courses.models import SharedPassage


def connect() -> None:
    for number, signal in enumerate((page_published, page_unpublished, post_page_move)):
        signal.connect(_renew_after_commit, dispatch_uid=f"courses.shelf.{number}")
    for signal in (published, unpublished):
        signal.connect(_renew_after_commit, sender=SharedPassage, dispatch_uid="courses.shelf.shared")


def _renew_after_commit(**_event: Any) -> None:
    transaction.on_commit(shelf.renew)
