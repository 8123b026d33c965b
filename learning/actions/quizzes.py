"""What a trainee does with a quiz: begins it, answers question by question, sends it."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from assessments.actions import AnswerIdTaken, Asked, Saved, begin, begin_again, grade, prepare, save_answer
from assessments.models import Answer, Attempt, Quiz
from courses.overlays import Corridor
from learning import queries
from learning.actions import tail
from learning.actions.tail import Outcome
from learning.models import Learner, Record


def begin_quiz(
    *, attempt_id: uuid.UUID, learner: Learner, quiz: str, placement: uuid.UUID, language: str, now: datetime
) -> Attempt:
    """Open an attempt with questions for her destination; while one is open there, that one is given.

    ``quiz`` is the key of the blueprint. Raises ``BankTooSmall`` and ``AttemptIdTaken`` of ``assessments``.
    """
    return begin(**_asked_of(learner, quiz, attempt_id, placement, language, now))


def prepare_quiz(
    *, attempt_id: uuid.UUID, learner: Learner, quiz: str, placement: uuid.UUID, language: str, now: datetime
) -> Attempt:
    """What ``begin_quiz`` would open, not opened: her phone takes it along. Raises ``BankTooSmall``."""
    return prepare(**_asked_of(learner, quiz, attempt_id, placement, language, now))


def _asked_of(
    learner: Learner, quiz: str, attempt_id: uuid.UUID, placement: uuid.UUID, language: str, now: datetime
) -> Asked:
    way = Corridor(learner.origin.code, learner.destination.code)
    known, known_at_home = queries.known_facts(way, today=now.date())
    return {
        "attempt_id": attempt_id,
        "person": learner.user,
        "placement": placement,
        "quiz": Quiz.objects.get(key=quiz),
        "language": language,
        "origin": way.origin,
        "destination": way.destination,
        "known_facts": known,
        "known_origin_facts": known_at_home,
        "now": now,
    }


def ask_again(*, attempt_id: uuid.UUID, after: Attempt, now: datetime) -> Attempt:
    """Open an attempt that asks in other words only what she missed of what everyone must know.

    Raises ``NothingMissed``, ``BankTooSmall`` and ``AttemptIdTaken`` of ``assessments``.
    """
    known, known_at_home = queries.known_facts(Corridor(after.origin, after.destination), today=now.date())
    return begin_again(attempt_id=attempt_id, after=after, known_facts=known, known_origin_facts=known_at_home, now=now)


def answer_question(*, form_id: uuid.UUID, attempt: Attempt, version_id: int, raw: object, now: datetime) -> Saved:
    """Keep an answer that a plain form brought; the same form with the same answer twice is one answer.

    A form has no counter of its own, so the sequence is counted here. Raises what ``save_answer`` raises for a response
    that does not fit, and ``AlreadySubmitted``.
    """
    answer_id = uuid.uuid5(form_id, f"{version_id}:{json.dumps(raw, sort_keys=True)}")
    there = dict(Answer.objects.filter(attempt=attempt).values_list("pk", "sequence"))
    sequence = there.get(answer_id, max(there.values(), default=-1) + 1)
    try:
        return save_answer(
            answer_id=answer_id, attempt=attempt, version_id=version_id, raw=raw, sequence=sequence, now=now
        )
    except AnswerIdTaken:
        # Its twin was quicker and was counted differently: the answer is safe.
        return Saved.DUPLICATE


@transaction.atomic
def submit_quiz(*, attempt: Attempt, now: datetime) -> Outcome:
    """Score an attempt and let everything follow from it; sending it twice gives the same score and changes nothing.

    The attempt's own id is the id of its record.
    """
    learner = Learner.objects.select_related("user", "destination", "origin").get(user=attempt.person_id)
    tail.lock(learner)
    score = grade(attempt, now=now)
    record = Record(
        id=attempt.pk,
        learner=learner,
        verb=Record.Verb.QUIZ_SUBMITTED,
        node=attempt.placement,
        scope=tail.scope_at(attempt.placement, destination=attempt.destination),
        sequence=tail.next_sequence(learner),
        received_at=now,
        payload=queries.payload_of(attempt, score),
    )
    if not tail.keep(record):
        return Outcome(stored=False, score=score)
    return replace(tail.follow(learner=learner, node=attempt.placement, now=now), score=score)
