"""The roll call: who was in a session, and how long. Each marking is a record; ``Attendance`` is what counts now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from learning.actions import tail
from learning.models import Attendance, ClassSession, Enrolment, Learner, Progress, Record


@dataclass(frozen=True)
class Mark:
    """What the roll call says of one person: an ``Attendance.State`` and minutes. No state: not marked."""

    state: str
    minutes: int = 0


UNMARKED = Mark("")


@dataclass(frozen=True)
class Change:
    """One person's mark as it was and as it becomes."""

    record_id: uuid.UUID
    enrolment: Enrolment
    was: Mark
    becomes: Mark


@transaction.atomic
def mark_attendance(
    *, marking: uuid.UUID, session: ClassSession, marks: Mapping[int, Mark], by: User, now: datetime
) -> int:
    """Write down a roll call, by enrolment; how many marks changed. The same marking sent twice changes nothing.

    Minutes are kept to the length of the session. Enrolments of other classes are passed over. A person who has all
    but the attendance for her certificate gets it now.
    """
    standing = _locked(session)
    wanted = {pk: Mark(mark.state, min(mark.minutes, session.minutes)) for pk, mark in marks.items()}
    changes = [
        Change(uuid.uuid5(marking, f"{pk}:{wanted[pk].state}:{wanted[pk].minutes}"), enrolment, was, wanted[pk])
        for pk, (enrolment, was) in standing.items()
        if pk in wanted and wanted[pk] not in {was, UNMARKED}
    ]
    return _write(marking, session, changes, by, now)


@transaction.atomic
def undo_attendance(*, marking: uuid.UUID, session: ClassSession, by: User, now: datetime) -> int:
    """Put back what a marking changed, but for marks that were changed again since. Undoing twice is harmless."""
    standing = _locked(session)
    made = Record.objects.filter(verb=Record.Verb.ATTENDED, payload__marking=str(marking), payload__session=session.pk)
    changes = []
    for payload in made.values_list("payload", flat=True):
        enrolment, current = standing[payload["enrolment"]]
        if current == Mark(*payload["becomes"]):
            record_id = uuid.uuid5(marking, f"{enrolment.pk}:undo")
            changes.append(Change(record_id, enrolment, current, Mark(*payload["was"])))
    return _write(marking, session, changes, by, now)


def _locked(session: ClassSession) -> dict[int, tuple[Enrolment, Mark]]:
    """Every enrolment of the class with its mark as it stands, by id."""
    # Lock first: two phones can send one roll call.
    ClassSession.objects.select_for_update().get(pk=session.pk)
    marked = {row.enrolment_id: Mark(row.state, row.minutes) for row in session.attendance.all()}
    return {
        enrolment.pk: (enrolment, marked.get(enrolment.pk, UNMARKED))
        for enrolment in Enrolment.objects.filter(cohort=session.cohort_id)
    }


def _write(marking: uuid.UUID, session: ClassSession, changes: Iterable[Change], by: User, now: datetime) -> int:
    by_record = {change.record_id: change for change in changes}
    for known in Record.objects.filter(pk__in=by_record).values_list("pk", flat=True):
        del by_record[known]
    Record.objects.bulk_create(
        Record(
            id=change.record_id,
            learner_id=change.enrolment.learner_id,
            verb=Record.Verb.ATTENDED,
            received_at=now,
            payload=_payload(marking, session, change, by),
        )
        for change in by_record.values()
    )
    _set_attendance(session, list(by_record.values()), by, now)
    _certify_again([change.enrolment for change in by_record.values()], now)
    return len(by_record)


def _payload(marking: uuid.UUID, session: ClassSession, change: Change, by: User) -> dict[str, Any]:
    return {
        "marking": str(marking),
        "session": session.pk,
        "enrolment": change.enrolment.pk,
        "was": [change.was.state, change.was.minutes],
        "becomes": [change.becomes.state, change.becomes.minutes],
        "by": by.pk,
    }


def _set_attendance(session: ClassSession, changes: list[Change], by: User, now: datetime) -> None:
    cleared = [change.enrolment.pk for change in changes if change.becomes == UNMARKED]
    Attendance.objects.filter(session=session, enrolment__in=cleared).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session, enrolment=change.enrolment, state=change.becomes.state,
                minutes=change.becomes.minutes, marked_by=by, marked_at=now,
            )
            for change in changes
            if change.becomes != UNMARKED
        ],
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["state", "minutes", "marked_by", "marked_at"],
    )  # fmt: skip


def _certify_again(enrolments: list[Enrolment], now: datetime) -> None:
    """Only who has done the course can have waited for her attendance."""
    keys = {enrolment.learner_id: enrolment.course_key for enrolment in enrolments}
    waiting = Progress.objects.filter(
        learner__in=keys, kind=Progress.Kind.COURSE, node__in=set(keys.values()), done_at__isnull=False
    )
    learners = Learner.objects.select_related("user", "origin", "destination")
    for learner in learners.filter(progress__in=waiting).distinct():
        tail.lock(learner)
        tail.follow(learner=learner, node=keys[learner.pk], now=now)
