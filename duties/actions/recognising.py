"""What stands in for a training: one had elsewhere, which a second person recognises, or a signed exemption."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from accounts.actions import log_access
from accounts.actions.people import subject_of
from accounts.models import User
from duties.actions.assigning import assign, lock
from duties.evidence import Evidence
from duties.models import Assignment, Exemption, Recognition


class AskedBefore(ValueError):
    """A recognition for this training is waiting already."""


class DecidedBefore(ValueError):
    """Somebody else has decided it meanwhile."""


class NeedsSecondPerson(PermissionError):
    """Neither she whom it is about nor who asked for it may decide."""


@dataclass(frozen=True)
class Had:
    """Training that she had elsewhere."""

    title: str
    provider: str
    held_on: date


@transaction.atomic
def ask_recognition(
    *, form_id: uuid.UUID, assignment: Assignment, had: Had, evidence: Evidence, by: User, now: datetime
) -> Recognition:
    """Ask for it; the same form sent twice asks once. Raises ``AskedBefore``."""
    if same := Recognition.objects.filter(pk=form_id, assignment=assignment).first():
        return same
    file = ContentFile(evidence.content, name=f"{form_id}.{evidence.extension}")
    asked = Recognition(
        id=form_id, assignment=assignment, title=had.title, provider=had.provider, held_on=had.held_on, evidence=file,
        asked_by=by, asked_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        asked.evidence.delete(save=False)  # the file was written before the row was refused
        raise AskedBefore(str(assignment.pk)) from error
    return asked


@transaction.atomic
def decide_recognition(*, recognition: Recognition, accepted: bool, answer: str, by: User, now: datetime) -> None:
    """Say yes or no, with a reason. Raises ``NeedsSecondPerson`` and ``DecidedBefore``."""
    if by.pk in {recognition.asked_by_id, recognition.assignment.staff.user_id}:
        raise NeedsSecondPerson(by.pk)
    open_ones = Recognition.objects.filter(pk=recognition.pk, decided_at=None)
    if not open_ones.update(accepted=accepted, answer=answer, decided_by=by, decided_at=now):
        raise DecidedBefore(str(recognition.pk))
    _log("training_recognised" if accepted else "training_refused", recognition.assignment, answer, by, now)
    assign([recognition.assignment.staff_id], now=now)


@transaction.atomic
def exempt(*, assignment: Assignment, reason: str, until: date | None, by: User, now: datetime) -> Exemption:
    """Sign that she need not do it; one that stood before ends. Raises ``NeedsSecondPerson``."""
    if by.pk == assignment.staff.user_id:
        raise NeedsSecondPerson(by.pk)
    lock([assignment.staff_id])  # two supervisors can sign at the same moment
    Exemption.objects.filter(assignment=assignment, ended_at=None).update(ended_at=now, ended_by=by)
    signed = Exemption.objects.create(assignment=assignment, reason=reason, until=until, signed_by=by, signed_at=now)
    _log("exempted", assignment, reason, by, now)
    assign([assignment.staff_id], now=now)
    return signed


@transaction.atomic
def end_exemption(*, exemption: Exemption, by: User, now: datetime) -> None:
    """Take an exemption back; doing it twice is harmless."""
    if Exemption.objects.filter(pk=exemption.pk, ended_at=None).update(ended_at=now, ended_by=by):
        _log("exemption_ended", exemption.assignment, exemption.reason, by, now)
        assign([exemption.assignment.staff_id], now=now)


def _log(verb: str, assignment: Assignment, why: str, by: User, now: datetime) -> None:
    log_access(actor=by, verb=verb, subject=subject_of(assignment.staff.user), purpose=why, now=now)
