"""Takes in what a phone kept while there was no network: a receipt for each, whatever order it comes in."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict

from assessments import queries as assessing
from assessments.actions import (
    AlreadySubmitted,
    AnotherIsOpen,
    AnswerIdTaken,
    AttemptIdTaken,
    NotDrawn,
    Saved,
    keep_begun,
    save_answer,
)
from assessments.forms import response_from_post
from assessments.models import Answer, Attempt
from assessments.responses import BadResponse
from assessments.wording import UNFIT
from core.prepared import Prepared, Slot
from learning import carried
from learning.actions import coming_late
from learning.actions.carried_paper import Forged, read_paper
from learning.actions.coming_late import NotHers
from learning.actions.quizzes import submit_quiz
from learning.carried import Answered, Begun, Misread, Sent, Told
from learning.models import Learner, Unplaced

Reason = Unplaced.Reason


class Outcome(StrEnum):
    """What became of one thing that a phone told. Each of them means that the phone need not keep it any longer."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    KEPT_APART = "kept_apart"  # where her instructor sees it; it may find its place yet


@dataclass(frozen=True)
class Receipt:
    """``said`` tells her what to mend, where she can."""

    outcome: Outcome
    reason: str = ""
    said: str = ""


class _NoPlace(Exception):
    def __init__(self, reason: Unplaced.Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def take_in(*, learner: Learner, told: Sequence[object], now: datetime) -> list[Receipt]:
    """A receipt for each, in the same order. What has no place yet is kept apart, and tried again when more comes."""
    receipts = [_take(learner, each, now) for each in told]
    if any(receipt.outcome is Outcome.STORED for receipt in receipts):
        place_waiting(learner, now=now)
    return receipts


def place_waiting(learner: Learner, *, now: datetime) -> int:
    """Find an attempt for what waits, now that more has come; gives how many found theirs."""
    placed = 0
    while found := [row.pk for row in _waiting(learner) if _finds_its_place(learner, row, now)]:
        placed += Unplaced.objects.filter(pk__in=found).update(placed_at=now)
    return placed


_WAITING = Prepared(
    lambda: Unplaced.objects.filter(
        learner=Slot("learner", Learner._meta.pk), placed_at=None, reason__in=Unplaced.WAITING
    )
)


def _waiting(learner: Learner) -> list[Unplaced]:
    return _WAITING.all(learner=learner.pk)


def _finds_its_place(learner: Learner, row: Unplaced, now: datetime) -> bool:
    try:
        _place(learner, carried.read(json.loads(row.told)), now)
    except _NoPlace as refused:
        if refused.reason != row.reason:
            Unplaced.objects.filter(pk=row.pk).update(reason=refused.reason)
        return False
    return True


def _take(learner: Learner, raw: object, now: datetime) -> Receipt:
    try:
        told = carried.read(raw)
    except Misread:
        return _apart(learner, carried.key_of(raw, place=uuid.NAMESPACE_URL), raw, Reason.MISREAD, now)
    try:
        return Receipt(Outcome(_place(learner, told, now).value))
    except _NoPlace as refused:
        said = str(UNFIT[refused.__cause__.reason]) if isinstance(refused.__cause__, BadResponse) else ""
        return _apart(learner, told.key, raw, refused.reason, now, said=said)


def _apart(
    learner: Learner, key: uuid.UUID, raw: Any, reason: Unplaced.Reason, now: datetime, said: str = ""
) -> Receipt:
    key = uuid.uuid5(key, str(learner.pk))  # what somebody else sent under this key stays hers
    Unplaced.objects.get_or_create(
        pk=key, defaults={"learner": learner, "reason": reason, "told": json.dumps(raw), "received_at": now}
    )
    return Receipt(Outcome.KEPT_APART, reason, said)


def _place(learner: Learner, told: Told, now: datetime) -> Saved:
    """Each is one transaction of its own. Raises ``_NoPlace``."""
    match told:
        case Begun():
            return _begin(learner, told, now)
        case Answered():
            return _answer(_hers(learner, told.attempt), told, now)
        case Sent():
            return _send(learner, _hers(learner, told.attempt), told, now)


def _hers(learner: Learner, attempt: uuid.UUID) -> Attempt:
    found = assessing.attempt(attempt)
    if found is None:
        raise _NoPlace(Reason.NOT_BEGUN)
    if found.person_id != learner.user_id:
        _bring(learner, found)
    return found


def _bring(learner: Learner, attempt: Attempt) -> None:
    try:
        coming_late.bring(attempt, learner=learner)
    except NotHers as error:
        raise _NoPlace(Reason.NOT_HERS) from error
    except IntegrityError as error:  # one_open_attempt_per_placement
        raise _NoPlace(Reason.ANOTHER_OPEN) from error


@transaction.atomic
def _begin(learner: Learner, told: Begun, now: datetime) -> Saved:
    try:
        paper = read_paper(told.paper)
    except Forged as error:
        raise _NoPlace(Reason.MISREAD) from error
    if paper.attempt != told.attempt:
        raise _NoPlace(Reason.NOT_HERS)
    try:
        coming_late.hers(learner, person=paper.person, attempt=told.attempt)
        return keep_begun(paper.begun(by=learner.user, now=now))
    except AnotherIsOpen as error:
        raise _NoPlace(Reason.ANOTHER_OPEN) from error
    except (NotHers, AttemptIdTaken) as error:
        raise _NoPlace(Reason.NOT_HERS) from error


def _answer(attempt: Attempt, told: Answered, now: datetime) -> Saved:
    if told.version not in attempt.versions:
        raise _NoPlace(Reason.NOT_ASKED)
    posted = QueryDict(mutable=True)
    for name, value in told.fields:
        posted.appendlist(name, value)
    try:
        raw = response_from_post(assessing.question(told.version), posted)
        return save_answer(
            answer_id=told.key, attempt=attempt, version_id=told.version, raw=raw, sequence=told.sequence, now=now
        )
    except BadResponse as error:
        raise _NoPlace(Reason.UNFIT) from error
    except AlreadySubmitted as error:
        raise _NoPlace(Reason.SENT_ALREADY) from error
    except (AnswerIdTaken, NotDrawn) as error:
        raise _NoPlace(Reason.NOT_ASKED) from error


def _send(learner: Learner, attempt: Attempt, told: Sent, now: datetime) -> Saved:
    if attempt.submitted_at is None and _missing(learner, told):
        raise _NoPlace(Reason.ANSWERS_MISSING)
    return Saved.STORED if submit_quiz(attempt=attempt, now=now).stored else Saved.DUPLICATE


def _missing(learner: Learner, told: Sent) -> bool:
    """Whether an answer that she gave is still under way. What can never be placed is not waited for."""
    here = set(Answer.objects.filter(attempt=told.attempt, pk__in=told.answers).values_list("pk", flat=True))
    if not (away := told.answers - here):
        return False
    gone = set(
        learner.unplaced.filter(placed_at=None).exclude(reason__in=Unplaced.WAITING).values_list("pk", flat=True)
    )
    entries = coming_late.entries_of(learner)
    return any(gone.isdisjoint(uuid.uuid5(key, str(pk)) for pk in entries) for key in away)
