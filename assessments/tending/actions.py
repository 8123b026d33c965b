"""Changes many questions in one transaction, each with a new version and a line in its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from assessments.actions import Unpublishable, publish_question
from assessments.models import Question
from core.models import Topic
from review.actions import Refused


@dataclass(frozen=True)
class Changes:
    """What to set in every question; None leaves each as it is."""

    topic: Topic | None = None
    level: int | None = None
    must_know: bool | None = None
    asked: bool | None = None


@dataclass(frozen=True)
class Changed:
    """Keys of the questions that were changed; those whose new version review or a fault holds stand apart.

    ``made`` are those that a template makes: they stay as they are.
    """

    published: tuple[str, ...]
    held: tuple[str, ...]
    made: tuple[str, ...] = ()


@transaction.atomic
def change(questions: Iterable[Question], *, changes: Changes, by: User, now: datetime) -> Changed:
    """Set the same in all of them and publish each. What is held is saved and goes on being asked as it was."""
    published, held, made = [], [], []
    for question in questions:
        if question.template:
            made.append(question.key)
            continue
        _set(question, changes, now)
        question.save(update_fields=["topic", "level", "must_know", "retired_at"])
        log(question, "wagtail.edit", user=by, content_changed=True)
        try:
            publish_question(question, now=now)
        except (Refused, Unpublishable):
            held.append(question.key)
        else:
            published.append(question.key)
    return Changed(tuple(published), tuple(held), tuple(made))


def _set(question: Question, changes: Changes, now: datetime) -> None:
    question.topic = changes.topic or question.topic
    question.level = question.level if changes.level is None else changes.level
    question.must_know = question.must_know if changes.must_know is None else changes.must_know
    if changes.asked is not None:
        question.retired_at = None if changes.asked else question.retired_at or now
