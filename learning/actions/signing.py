"""Closing and signing a roll call; and changing it after that, which takes a reason and two people."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import User
from learning.actions.rollcall import Mark, correct_attendance, standing, wanted
from learning.actions.taught import count_taught
from learning.models import AttendanceChange, ClassSession


class NotYetBegun(Exception):
    """A roll call is signed when the session has begun."""


class StillOpen(Exception):
    """The roll call is not signed: whoever teaches the class may change it as it is."""


class NothingChanges(Exception):
    """The roll call says so already."""


class OwnRequest(Exception):
    """Who asks for a change does not decide it."""


@transaction.atomic
def close_session(*, session: ClassSession, by: User, now: datetime) -> None:
    """Sign the roll call; the first to sign has signed. The square ends, and nobody can tell phones any more.

    What was taught counts from now on for who was there.

    Raises ``NotYetBegun``.
    """
    if now < session.starts_at:
        raise NotYetBegun
    still_open = ClassSession.objects.filter(pk=session.pk, closed_at=None)
    if still_open.update(closed_at=now, closed_by=by, secret=""):
        log_access(actor=by, verb="session_signed", subject=_subject(session), purpose="", now=now)
        count_taught(session=session, now=now)


@transaction.atomic
def ask_change(
    *, form_id: uuid.UUID, session: ClassSession, marks: Mapping[int, Mark], reason: str, by: User, now: datetime
) -> AttendanceChange:
    """Ask a supervisor for other marks in a signed roll call; the same form sent twice asks once.

    Raises ``StillOpen`` and ``NothingChanges``.
    """
    if session.closed_at is None:
        raise StillOpen
    stands = standing(session, signed=True)  # locked, so that a form sent twice at once finds the first
    if asked := AttendanceChange.objects.filter(pk=form_id, session=session).first():
        return asked
    alike = {pk: Mark(mark.state, mark.minutes) for pk, mark in marks.items()}  # an ID is not seen afterwards
    changes = [one for one in wanted(form_id, session, stands, alike) if one.was != one.becomes]
    if not changes:
        raise NothingChanges
    kept = {str(one.enrolment.pk): [one.becomes.state, one.becomes.minutes] for one in changes}
    asked = AttendanceChange.objects.create(
        id=form_id, session=session, marks=kept, reason=reason, asked_by=by, asked_at=now
    )
    log_access(actor=by, verb="attendance_change_asked", subject=_subject(session), purpose=reason, now=now)
    return asked


@transaction.atomic
def decide_change(*, change: AttendanceChange, accepted: bool, by: User, now: datetime) -> AttendanceChange:
    """Agree to a change, which writes it, or refuse it. The first decision stands. Raises ``OwnRequest``."""
    # Lock first: two supervisors can decide at once.
    locked = AttendanceChange.objects.select_for_update(of=("self",)).select_related("session").get(pk=change.pk)
    if locked.asked_by_id == by.pk:
        raise OwnRequest
    if locked.decided_at:
        return locked
    locked.decided_by, locked.decided_at, locked.accepted = by, now, accepted
    locked.save(update_fields=["decided_by", "decided_at", "accepted"])
    if accepted:
        marks = {int(pk): Mark(state, minutes) for pk, (state, minutes) in locked.marks.items()}
        correct_attendance(marking=locked.pk, session=locked.session, marks=marks, by=by, now=now)
        count_taught(session=locked.session, now=now)
    verb = "attendance_changed" if accepted else "attendance_change_refused"
    log_access(actor=by, verb=verb, subject=_subject(locked.session), purpose=locked.reason, now=now)
    return locked


def _subject(session: ClassSession) -> str:
    return f"session:{session.pk}"
