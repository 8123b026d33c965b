"""Events of Wagtail and Django that make documents and questions old: a page published or moved, a row deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from courses import making, shelf
from courses.models import (
    Destination,
    Fact,
    FactKey,
    Origin,
    Phrase,
    PhraseKey,
    QuestionTemplate,
    SharedPassage,
)

# Saved by actions and forms that renew documents themselves; deleted by Wagtail, one by one or many at once.
DELETED = (Destination, Fact, FactKey, Origin, Phrase, PhraseKey, SharedPassage)


def connect() -> None:
    for number, signal in enumerate((page_published, page_unpublished, post_page_move)):
        signal.connect(_renew_after_commit, dispatch_uid=f"courses.shelf.{number}")
    for signal in (published, unpublished):
        signal.connect(_renew_after_commit, sender=SharedPassage, dispatch_uid="courses.shelf.shared")
    for model in DELETED:
        post_delete.connect(_renew_after_commit, sender=model, dispatch_uid=f"courses.shelf.{model.__name__}")
    post_delete.connect(_make_anew, sender=Fact, dispatch_uid="courses.making.fact")
    post_delete.connect(_withdraw, sender=QuestionTemplate, dispatch_uid="courses.making.template")


def _renew_after_commit(**_event: Any) -> None:
    transaction.on_commit(shelf.renew)


def _make_anew(instance: Fact, **_event: Any) -> None:
    making.make_of(instance.key, now=timezone.now())


def _withdraw(instance: QuestionTemplate, **_event: Any) -> None:
    making.withdraw_of(instance.code, now=timezone.now())
