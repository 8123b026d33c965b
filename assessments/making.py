"""Questions that a template makes: written and published, withdrawn, and taken over by an author. Knows no facts."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.log_actions import log

from accounts.models import User
from assessments.actions import Unpublishable, publish_question
from assessments.exchange import rows
from assessments.formats.drafts import Draft
from assessments.formats.merging import merged, saying_all
from assessments.models import Question
from core.models import Topic
from review.actions import Refused


class Fate(StrEnum):
    """What became of a question that was to be made."""

    PUBLISHED = "published"
    HELD = "held"
    OWN = "own"


@transaction.atomic
def make(draft: Draft, *, template: str, topic: Topic, now: datetime) -> Fate:
    """Let the question say this and publish it; the same again changes nothing.

    While review holds the new words it is not asked at all: the old ones may be wrong by now. A question that somebody
    wrote or took over stays as it is.
    """
    # In the source language: saving a row writes the column of the interface's own.
    with translation.override(settings.LANGUAGE_CODE):
        # Lock first: somebody may be taking it over.
        list(Question.objects.select_for_update().filter(key=draft.key).values_list("pk"))
        there = rows.standing({draft.key}).get(draft.key)
        if there and not there.row.template:
            return Fate.OWN
        said = saying_all(draft, there.entry) if there else draft
        entry = merged(
            said, there.entry if there else None, key=draft.key, topic=topic.code, fresh=lambda: str(uuid.uuid4())
        )
        content, topics = {**entry.content, "retired_at": ""}, {topic.code: topic}
        if there is None:
            rows.add([content], topics=topics, by=None, now=now)
            Question.objects.filter(key=draft.key).update(template=template)
        elif there.entry.content != entry.content:
            rows.overwrite(there.row, content, topics=topics, by=None, now=now)
        return _publish(draft.key, now=now)


def _publish(key: str, *, now: datetime) -> Fate:
    question = Question.objects.get(key=key)
    try:
        publish_question(question, now=now)
    except (Refused, Unpublishable):
        withdraw([key], now=now)
        return Fate.HELD
    Question.objects.filter(pk=question.pk).update(retired_at=None)
    return Fate.PUBLISHED


def withdraw(keys: Collection[str], *, now: datetime) -> int:
    """Ask these no more until they are made again; how many were asked. Those that somebody took over stay."""
    made = Question.objects.filter(key__in=list(keys), retired_at=None).exclude(template="")
    count: int = made.update(retired_at=now)
    return count


@transaction.atomic
def take_over(question: Question, *, by: User) -> None:
    """From now on people write this question, and no fact changes it. Taking it twice is harmless."""
    if Question.objects.filter(pk=question.pk).exclude(template="").update(template=""):
        log(question, "wagtail.edit", user=by, content_changed=False)
