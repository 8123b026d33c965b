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
    """What the roll call says of one person: an ``Attendance.State``, minutes, and whether her ID was seen.

    No state: not marked. ``id_seen`` of ``None`` leaves what is known of it.
    """

    state: str
    minutes: int = 0
    id_seen: bool | None = None


UNMARKED = Mark("", 0, False)
Standing = dict[int, tuple[Enrolment, Mark]]


@dataclass(frozen=True)
class Change:
    """One person's mark as it was and as it becomes. Where both are one, the record alone is kept."""

    record_id: uuid.UUID
    enrolment: Enrolment
    was: Mark
    becomes: Mark


class SessionClosed(Exception):
    """The roll call was signed: a change needs a reason and a supervisor."""


@transaction.atomic
def mark_attendance(
    *, marking: uuid.UUID, session: ClassSession, marks: Mapping[int, Mark], others: Mapping[int, Mark] | None = None,
    by: User, now: datetime,
) -> int:  # fmt: skip
    """Write down a roll call, by enrolment; how many marks changed. The same marking sent twice changes nothing.

    ``others`` are for those of whom nothing stands: who comes in with her phone meanwhile keeps her mark. Minutes
    are kept to the length of the session. Enrolments of other classes are passed over. A person who has all but the
    attendance for her certificate gets it now. Raises ``SessionClosed``.
    """
    stands = standing(session)
    open_ones = {pk: mark for pk, mark in (others or {}).items() if pk in stands and stands[pk][1] == UNMARKED}
    changes = wanted(marking, session, stands, {**open_ones, **marks})
    return _write(marking, session, changes, by, now)


@transaction.atomic
def undo_attendance(*, marking: uuid.UUID, session: ClassSession, by: User, now: datetime) -> int:
    """Put back what a marking changed, but for marks that were changed again since. Undoing twice is harmless.

    Raises ``SessionClosed``.
    """
    now_stands = standing(session)
    made = Record.objects.filter(verb=Record.Verb.ATTENDED, payload__marking=str(marking), payload__session=session.pk)
    changes = []
    for payload in made.values_list("payload", flat=True):
        enrolment, current = now_stands[payload["enrolment"]]
        if current == _read(payload["becomes"]):
            record_id = uuid.uuid5(marking, f"{enrolment.pk}:undo")
            changes.append(Change(record_id, enrolment, current, _read(payload["was"])))
    return _write(marking, session, changes, by, now)


@transaction.atomic
def mark_arrival(
    *, session: ClassSession, enrolment: Enrolment, mark: Mark, phone: str, by: User, now: datetime
) -> bool:
    """Mark one who came with her phone; whether it counts: what the roll call says of her already stands.

    ``phone`` tells phones apart within the session. Raises ``SessionClosed``.
    """
    stands = standing(session)
    marking = uuid.uuid5(uuid.NAMESPACE_OID, f"arrival:{session.pk}:{enrolment.pk}:{now.isoformat()}")
    if stands[enrolment.pk][1] != UNMARKED:
        return False
    changes = wanted(marking, session, stands, {enrolment.pk: mark})
    return bool(_write(marking, session, changes, by, now, phone=phone))


@transaction.atomic
def correct_attendance(
    *, marking: uuid.UUID, session: ClassSession, marks: Mapping[int, Mark], by: User, now: datetime
) -> int:
    """Write what a supervisor agreed to into a roll call that was signed."""
    changes = wanted(marking, session, standing(session, signed=True), marks)
    return _write(marking, session, changes, by, now)


def standing(session: ClassSession, *, signed: bool = False) -> Standing:
    """Every enrolment of the class with its mark as it stands, by id, locked. Raises ``SessionClosed`` if not meant."""
    # Lock first: two phones can send one roll call.
    locked = ClassSession.objects.select_for_update().get(pk=session.pk)
    if locked.closed_at and not signed:
        raise SessionClosed
    marked = {row.enrolment_id: Mark(row.state, row.minutes, row.id_seen) for row in session.attendance.all()}
    return {
        enrolment.pk: (enrolment, marked.get(enrolment.pk, UNMARKED))
        for enrolment in Enrolment.objects.filter(cohort=session.cohort_id)
    }


def wanted(marking: uuid.UUID, session: ClassSession, stands: Standing, marks: Mapping[int, Mark]) -> list[Change]:
    """What these marks change, and what they say that was so before."""
    changes = []
    for pk in stands.keys() & marks.keys():
        (enrolment, was), mark = stands[pk], marks[pk]
        if not mark.state:
            continue
        seen = was.id_seen if mark.id_seen is None else mark.id_seen
        becomes = Mark(mark.state, min(mark.minutes, session.minutes), seen)
        changes.append(Change(_record_id(marking, pk, mark, becomes.minutes), enrolment, was, becomes))
    return changes


def _record_id(marking: uuid.UUID, pk: int, mark: Mark, minutes: int) -> uuid.UUID:
    seen = "" if mark.id_seen is None else f":{mark.id_seen}"
    return uuid.uuid5(marking, f"{pk}:{mark.state}:{minutes}{seen}")


def _read(kept: list[Any]) -> Mark:
    """A mark out of a record; older ones say nothing of an ID."""
    state, minutes, *seen = kept
    return Mark(state, minutes, bool(seen and seen[0]))


def _write(
    marking: uuid.UUID, session: ClassSession, changes: Iterable[Change], by: User, now: datetime, **more: str
) -> int:
    by_record = {change.record_id: change for change in changes}
    for known in Record.objects.filter(pk__in=by_record).values_list("pk", flat=True):
        del by_record[known]
    # A mark that was so before is kept as well: sent again after a later one, it must be known.
    Record.objects.bulk_create(
        Record(
            id=change.record_id,
            learner_id=change.enrolment.learner_id,
            verb=Record.Verb.ATTENDED,
            received_at=now,
            payload=_payload(marking, session, change, by) | more,
        )
        for change in by_record.values()
    )
    changed = [change for change in by_record.values() if change.was != change.becomes]
    _set_attendance(session, changed, by, now)
    _certify_again([change.enrolment for change in changed], now)
    return len(changed)


def _payload(marking: uuid.UUID, session: ClassSession, change: Change, by: User) -> dict[str, Any]:
    return {
        "marking": str(marking),
        "session": session.pk,
        "enrolment": change.enrolment.pk,
        "was": [change.was.state, change.was.minutes, change.was.id_seen],
        "becomes": [change.becomes.state, change.becomes.minutes, change.becomes.id_seen],
        "by": by.pk,
    }


def _set_attendance(session: ClassSession, changes: list[Change], by: User, now: datetime) -> None:
    cleared = [change.enrolment.pk for change in changes if not change.becomes.state]
    Attendance.objects.filter(session=session, enrolment__in=cleared).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session, enrolment=change.enrolment, state=change.becomes.state,
                minutes=change.becomes.minutes, id_seen=bool(change.becomes.id_seen), marked_by=by, marked_at=now,
            )
            for change in changes
            if change.becomes.state
        ],
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["state", "minutes", "id_seen", "marked_by", "marked_at"],
    )  # fmt: skip


def _certify_again(enrolments: list[Enrolment], now: datetime) -> None:
    """Only who has done the course can have waited for her attendance."""
    keys = {enrolment.learner_id: enrolment.course_key for enrolment in enrolments}
    waiting = Progress.objects.filter(
        learner__in=keys, kind=Progress.Kind.COURSE, node__in=set(keys.values()), done_at__isnull=False
    )
    learners = Learner.objects.select_related("user", "origin", "destination")
    concerned = list(learners.filter(progress__in=waiting).distinct())
    tail.lock_all([learner.pk for learner in concerned])
    for learner in concerned:
        tail.follow(learner=learner, node=keys[learner.pk], now=now)
