"""What counts besides what is studied here: training had elsewhere, which a second person recognises, and exemptions.

Nothing of it stands in for a final test.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.actions import log_access
from accounts.actions.people import subject_of
from accounts.models import User
from learning.actions import tail
from learning.models import Exemption, Learner, OutsideTraining


class AskedBefore(ValueError):
    """A request for this part is waiting already."""


class DecidedBefore(ValueError):
    """Somebody else has decided it meanwhile."""


class NeedsSecondPerson(PermissionError):
    """Neither she whom it is about nor who asked for it may decide."""


@dataclass(frozen=True)
class Part:
    """A module or a course by its stable key; ``scope`` is the destination where it is about one."""

    node: uuid.UUID
    scope: str = ""


@dataclass(frozen=True)
class Had:
    """Training that she had elsewhere, and what was seen of it. No copy is kept."""

    provider: str
    held_on: date
    proof: str


@transaction.atomic
def ask_outside(
    *, form_id: uuid.UUID, learner: Learner, part: Part, had: Had, by: User, now: datetime
) -> OutsideTraining:
    """Ask that it stands for a part of the course; the same form sent twice asks once. Raises ``AskedBefore``."""
    tail.lock(learner)
    if same := OutsideTraining.objects.filter(pk=form_id, learner=learner).first():
        return same
    asked = OutsideTraining(
        id=form_id, learner=learner, node=part.node, scope=part.scope, provider=had.provider, held_on=had.held_on,
        proof=had.proof, asked_by=by, asked_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        raise AskedBefore(str(part.node)) from error
    return asked


@transaction.atomic
def decide_outside(*, training: OutsideTraining, accepted: bool, answer: str, by: User, now: datetime) -> None:
    """Say yes or no; the first decision stands. Raises ``NeedsSecondPerson`` and ``DecidedBefore``."""
    learner = _locked(training.learner_id)
    if by.pk in {training.asked_by_id, learner.user_id}:
        raise NeedsSecondPerson(by.pk)
    waiting = OutsideTraining.objects.filter(pk=training.pk, decided_at=None)
    if not waiting.update(accepted=accepted, answer=answer, decided_by=by, decided_at=now):
        raise DecidedBefore(str(training.pk))
    _log("training_recognised" if accepted else "training_refused", learner, answer or training.provider, by, now)
    if accepted:
        tail.follow(learner=learner, node=training.node, now=now)


@transaction.atomic
def exempt(*, form_id: uuid.UUID, learner: Learner, part: Part, reason: str, by: User, now: datetime) -> Exemption:
    """Sign that she need not do it; where one stands already, that one is given. Raises ``NeedsSecondPerson``."""
    locked = _locked(learner.pk)
    if by.pk == locked.user_id:
        raise NeedsSecondPerson(by.pk)
    same = Q(pk=form_id) | Q(node=part.node, scope=part.scope, ended_at=None)
    if stands := locked.exemptions.filter(same).first():
        return stands
    signed = Exemption.objects.create(
        id=form_id, learner=locked, node=part.node, scope=part.scope, reason=reason, signed_by=by, signed_at=now
    )
    _log("exempted", locked, reason, by, now)
    tail.follow(learner=locked, node=part.node, now=now)
    return signed


@transaction.atomic
def end_exemption(*, exemption: Exemption, by: User, now: datetime) -> None:
    """Take an exemption back; doing it twice is harmless. A course that was completed with it stays completed."""
    if Exemption.objects.filter(pk=exemption.pk, ended_at=None).update(ended_by=by, ended_at=now):
        _log("exemption_ended", exemption.learner, exemption.reason, by, now)


def _locked(pk: int) -> Learner:
    """Lock first: a record that completes the course can come at this moment."""
    learner = Learner.objects.select_related("user", "origin", "destination").get(pk=pk)
    tail.lock(learner)
    return learner


def _log(verb: str, learner: Learner, why: str, by: User, now: datetime) -> None:
    log_access(actor=by, verb=verb, subject=subject_of(learner.user), purpose=why, now=now)
