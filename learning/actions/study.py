"""What a trainee does with lessons: reads them, and goes on where she was."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.models import LessonPage
from learning.actions import tail
from learning.actions.tail import Outcome
from learning.models import Bookmark, Learner, Record


class NoSuchLesson(LookupError):
    """No lesson, live or withdrawn, has this stable key."""


@transaction.atomic
def read_lesson(
    *,
    record_id: uuid.UUID,
    learner: Learner,
    lesson: uuid.UUID,
    destination: str,
    now: datetime,
    sequence: int | None = None,
    device_time: datetime | None = None,
) -> Outcome:
    """Keep that she read a lesson on the way to a destination; the same record twice is harmless.

    ``sequence`` comes from the device that made the record; without one it is counted here.
    Raises ``NoSuchLesson`` and ``RecordIdTaken``.
    """
    if not LessonPage.objects.filter(translation_key=lesson).exists():
        raise NoSuchLesson(str(lesson))
    tail.lock(learner)
    counted = tail.next_sequence(learner) if sequence is None else sequence
    record = _record(record_id, learner, lesson, destination, sequence=counted, now=now)
    record.device_time = device_time
    if not tail.keep(record):
        return Outcome(stored=False)
    return tail.follow(learner=learner, node=lesson, now=now)


@transaction.atomic
def read_lessons(
    *, lessons: Mapping[uuid.UUID, uuid.UUID], learner: Learner, destination: str, now: datetime
) -> Outcome:
    """Keep that she read lessons of one module, in this order: their stable keys by the ids of their records.

    What ``read_lesson`` does for each is done for all at once. Raises ``NoSuchLesson`` and ``RecordIdTaken``.
    """
    there = set(
        LessonPage.objects.filter(translation_key__in=lessons.values()).values_list("translation_key", flat=True)
    )
    if missing := next((lesson for lesson in lessons.values() if lesson not in there), None):
        raise NoSuchLesson(str(missing))
    tail.lock(learner)
    first = tail.next_sequence(learner)
    stored = [
        tail.keep(_record(record_id, learner, lesson, destination, sequence=sequence, now=now))
        for sequence, (record_id, lesson) in enumerate(lessons.items(), first)
    ]
    if not any(stored):
        return Outcome(stored=False)
    return tail.follow(learner=learner, node=next(iter(lessons.values())), now=now)


def _record(
    record_id: uuid.UUID, learner: Learner, lesson: uuid.UUID, destination: str, *, sequence: int, now: datetime
) -> Record:
    return Record(
        id=record_id,
        learner=learner,
        verb=Record.Verb.LESSON_READ,
        node=lesson,
        scope=tail.scope_at(lesson, destination=destination or learner.destination.code),
        sequence=sequence,
        received_at=now,
    )


def keep_bookmark(
    *, learner: Learner, module: uuid.UUID, lesson: uuid.UUID, course: uuid.UUID | None, path: str, now: datetime
) -> None:
    """Remember where she is; the last place counts."""
    Bookmark.objects.update_or_create(
        learner=learner,
        defaults={"course": course, "module": module, "lesson": lesson, "path": path, "at": now},
    )
