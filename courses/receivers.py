"""Events of Wagtail and Django that make documents and questions old: a page published or moved, a row deleted."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import ReferenceIndex
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
from h5p.actions import prepare_for
from h5p.models import Interactive

# Saved by actions and forms that renew documents themselves; deleted by Wagtail, one by one or many at once.
DELETED = (Destination, Fact, FactKey, Origin, Phrase, PhraseKey, SharedPassage)


def connect() -> None:
    for number, signal in enumerate((page_published, page_unpublished, post_page_move)):
        signal.connect(_renew_after_commit, dispatch_uid=f"courses.shelf.{number}")
    for signal in (published, unpublished):
        signal.connect(_renew_after_commit, sender=SharedPassage, dispatch_uid="courses.shelf.shared")
    for signal in (page_published, published):
        signal.connect(_prepare_tries, dispatch_uid="courses.tries.prepare")
    for model in DELETED:
        post_delete.connect(_renew_after_commit, sender=model, dispatch_uid=f"courses.shelf.{model.__name__}")
    post_delete.connect(_make_anew, sender=Fact, dispatch_uid="courses.making.fact")
    post_delete.connect(_withdraw, sender=QuestionTemplate, dispatch_uid="courses.making.template")


def _renew_after_commit(**_event: Any) -> None:
    transaction.on_commit(shelf.renew)


def _prepare_tries(instance: Any, **_event: Any) -> None:
    """What is published plays: a content whose bundle is missing gets one."""
    shown = ReferenceIndex.get_references_for_object(instance).filter(
        to_content_type=ContentType.objects.get_for_model(Interactive)
    )
    if keys := list(shown.values_list("to_object_id", flat=True)):
        prepare_for(Interactive.objects.filter(pk__in=keys), now=timezone.now())


def _make_anew(instance: Fact, **_event: Any) -> None:
    making.make_of(instance.key, now=timezone.now())


def _withdraw(instance: QuestionTemplate, **_event: Any) -> None:
    making.withdraw_of(instance.code, now=timezone.now())
