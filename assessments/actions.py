"""What changes the bank and the attempts: each is one transaction, and doing it twice is harmless."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from accounts.models import User
from assessments import drawing, queries, scoring, unheard
from assessments.content import content_of, fingerprint
from assessments.faults import Problem, problems
from assessments.models import Answer, Attempt, Question, QuestionVersion, Quiz
from assessments.questions import OBSERVED, read
from assessments.responses import as_json, parse_response
from assessments.reviewing import texts_of
from assessments.scoring import Score
from review.actions import admit

logger = logging.getLogger(__name__)


class Unpublishable(ValueError):
    """The question has faults, listed in ``problems``."""

    def __init__(self, key: str, found: tuple[Problem, ...]) -> None:
        super().__init__(f"{key}: {', '.join(found)}")
        self.problems = found


@transaction.atomic
def publish_question(question: Question, *, now: datetime) -> QuestionVersion:
    """Cut a version from what is saved of the question; an unchanged one keeps the version it has.

    Raises ``Unpublishable``, and ``review.actions.Held`` while a finding or a reviewer holds it.
    """
    # Lock first: two editors can publish the same question.
    saved = Question.objects.select_for_update().get(pk=question.pk)
    options = list(saved.options.order_by("position", "pk"))
    content = content_of(saved, options)
    if found := problems(read(content)):
        raise Unpublishable(saved.key, found)
    newest: QuestionVersion | None = saved.versions.order_by("-number").first()
    mark = fingerprint(content)
    if newest and newest.content_hash == mark:
        return newest
    texts = texts_of(saved, options)
    if saved.kind not in OBSERVED:
        unheard.check(texts, unheard.in_columns, now=now)
    admit(texts, now=now)
    number = newest.number + 1 if newest else 1
    version = QuestionVersion(question=saved, number=number, content=content, content_hash=mark, made_at=now)
    version.save(force_insert=True)
    return version


class BankTooSmall(LookupError):
    """There is not one question to ask: names the topics of the quiz."""


class AttemptIdTaken(ValueError):
    """The id belongs to an attempt of another person or at another place."""


class Saved(StrEnum):
    """What became of something that was sent. Both mean that it is safe here."""

    STORED = "stored"
    DUPLICATE = "duplicate"


class Asked(TypedDict):
    """Who is asked what and where. Facts are known when her lesson shows them."""

    attempt_id: UUID
    person: User
    quiz: Quiz
    placement: UUID
    language: str
    origin: str
    destination: str
    known_facts: frozenset[str]
    known_origin_facts: frozenset[str]
    now: datetime


@transaction.atomic
def begin(**asked: Unpack[Asked]) -> Attempt:
    """Draw the questions of a new attempt; asking twice, or while one is open there, gives the one there is.

    A part that the bank cannot fill is asked as far as it goes. Raises ``BankTooSmall`` and ``AttemptIdTaken``.
    """
    there = _begun(asked["attempt_id"], asked["person"], asked["placement"])
    return there or _keep(prepare(**asked))


def prepare(**asked: Unpack[Asked]) -> Attempt:
    """The attempt that ``begin`` would keep, and which is not kept: a phone takes it along. Raises ``BankTooSmall``."""
    return Attempt(
        id=asked["attempt_id"], person=asked["person"], quiz=asked["quiz"], placement=asked["placement"],
        language=asked["language"], origin=asked["origin"], destination=asked["destination"],
        pass_mark=queries.mark_to_reach(asked["quiz"]), begun_at=asked["now"], versions=_drawn(asked),
    )  # fmt: skip


class AnotherIsOpen(ValueError):
    """She began another attempt at this place, on another phone, and has not sent it yet."""


@transaction.atomic
def keep_begun(attempt: Attempt) -> Saved:
    """Keep an attempt that was prepared here and began on a phone; the same one again changes nothing.

    Raises ``AnotherIsOpen`` and ``AttemptIdTaken``.
    """
    there = _begun(attempt.pk, attempt.person, attempt.placement)
    kept = there or _keep(attempt)
    if kept.pk != attempt.pk:
        raise AnotherIsOpen(str(kept.pk))
    return Saved.DUPLICATE if there else Saved.STORED


class NothingMissed(ValueError):
    """Of this attempt nothing can be asked again alone: it is open, passed, or lacks more than must-know questions."""


@transaction.atomic
def begin_again(
    *, attempt_id: UUID, after: Attempt, known_facts: frozenset[str], known_origin_facts: frozenset[str], now: datetime
) -> Attempt:
    """Ask in other words what she missed of what everyone must know, and nothing else; asking twice gives the one.

    Raises ``NothingMissed``, ``BankTooSmall`` where none of it may be asked any more, and ``AttemptIdTaken``.
    """
    if begun := _begun(attempt_id, after.person, after.placement):
        return begun
    if after.submitted_at is None or not scoring.missed_only(queries.score_of(after), pass_mark=after.pass_mark):
        raise NothingMissed(str(after.pk))
    missed = tuple(after.missed_must_know)
    drawn = drawing.parallel(
        queries.bank(keys=missed),
        missed,
        seed=attempt_id,
        destination=after.destination,
        origin=after.origin,
        known_facts=known_facts,
        known_origin_facts=known_origin_facts,
    )
    if not drawn.versions:
        raise BankTooSmall(f"{after.quiz_id}: {', '.join(missed)}")
    return _keep(
        Attempt(
            id=attempt_id, person=after.person, quiz_id=after.quiz_id, placement=after.placement, after=after,
            language=after.language, origin=after.origin, destination=after.destination, pass_mark=after.pass_mark,
            begun_at=now, versions=list(drawn.versions),
        )
    )  # fmt: skip


def _keep(attempt: Attempt) -> Attempt:
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        # A second tab was quicker: the key or one_open_attempt_per_placement says so.
        if begun := _begun(attempt.pk, attempt.person, attempt.placement):
            return begun
        raise
    return attempt


def _begun(attempt_id: UUID, person: User, placement: UUID) -> Attempt | None:
    mine = Q(person=person, placement=placement)
    there = list(Attempt.objects.filter(Q(pk=attempt_id) | mine & Q(submitted_at=None)))
    same = next((attempt for attempt in there if attempt.pk == attempt_id), None)
    if same and (same.person_id, same.placement) != (person.pk, placement):
        raise AttemptIdTaken(str(attempt_id))
    return same or next(iter(there), None)


def _drawn(asked: Asked) -> list[int]:
    quiz, destination = asked["quiz"], asked["destination"]
    parts, fixed = queries.parts(quiz), queries.fixed(quiz)
    drawn = drawing.draw(
        queries.bank({part.topic for part in parts}, keys=fixed),
        parts,
        fixed=fixed,
        form=quiz.form,
        seed=asked["attempt_id"],
        destination=destination,
        origin=asked["origin"],
        known_facts=asked["known_facts"],
        known_origin_facts=asked["known_origin_facts"],
    )
    if not drawn.versions:
        raise BankTooSmall(f"{quiz.key}: {', '.join(part.topic for part in parts)}")
    place, today = destination or "any country", asked["now"].date()
    for key in drawn.missing:
        _warn(f"Quiz {quiz.key} cannot ask {key} in {place}", today)
    for short in drawn.shortfalls:
        wanted = f"{short.found} of {short.part.count} questions about {short.part.topic}"
        _warn(f"Quiz {quiz.key} asks {wanted} for {place}", today)
    return list(drawn.versions)


@lru_cache(maxsize=1000)
def _warn(said: str, _day: date) -> None:
    """Once a day in each process: it is true of every attempt until somebody mends the bank."""
    logger.warning(said)


class NotDrawn(LookupError):
    """The attempt does not ask this question."""


class AlreadySubmitted(ValueError):
    """The attempt was scored before this answer came."""


class AnswerIdTaken(ValueError):
    """The id belongs to another answer."""


def save_answer(
    *, answer_id: UUID, attempt: Attempt, version_id: int, raw: object, sequence: int, now: datetime
) -> Saved:
    """Keep one answer as it was sent; the same answer sent again changes nothing, also after submission.

    ``raw`` is JSON in the shape of ``responses.parse_response``; ``sequence`` counts from 0 up to 2⁶³ − 1.
    Raises ``NotDrawn``, ``responses.BadResponse``, ``AlreadySubmitted`` and ``AnswerIdTaken``.
    """
    if version_id not in attempt.versions:
        raise NotDrawn(f"{attempt.pk}: {version_id}")
    response = as_json(parse_response(queries.question(version_id), raw))
    sent = {"attempt_id": attempt.pk, "version_id": version_id, "response": response, "sequence": sequence}
    if _inserted(answer_id, sent, now):
        return Saved.STORED
    kept = Answer.objects.filter(pk=answer_id).values(*sent).first()
    if kept is None:
        raise AlreadySubmitted(str(attempt.pk))
    if kept != sent:
        raise AnswerIdTaken(str(answer_id))
    return Saved.DUPLICATE


def _inserted(answer_id: UUID, sent: dict[str, Any], now: datetime) -> bool:
    """Whether the answer is new here and came before the attempt was sent."""
    # Without Value, "I'm not sure" would be SQL's NULL, which stands for no answer at all.
    row = {**sent, "response": models.Value(sent["response"], models.JSONField())}
    try:
        with transaction.atomic():
            # Lock first: no answer may slip in while the attempt is being scored.
            if queries.locked(sent["attempt_id"]).submitted_at:
                return False
            Answer.objects.create(id=answer_id, received_at=now, **row)
    except IntegrityError:
        if Answer.objects.filter(pk=answer_id).exists():
            return False
        raise
    return True


@transaction.atomic
def grade(attempt: Attempt, *, now: datetime) -> Score:
    """Submit the attempt and score it against the versions she saw; done once, the same score is given ever after.

    The attempt given is brought up to date.
    """
    # Lock first: two tabs can submit the same attempt.
    attempt.refresh_from_db(from_queryset=Attempt.objects.select_for_update())
    if attempt.submitted_at is None:
        _submit(attempt, now)
    return queries.score_of(attempt)


def _submit(attempt: Attempt, now: datetime) -> None:
    asked = queries.pinned(attempt)
    score = scoring.score(asked.values(), queries.given(attempt, asked))
    if attempt.after:
        score = replace(queries.score_of(attempt.after), missed_must_know=score.missed_must_know)
    result = {"submitted_at": now, **scoring.result(score, pass_mark=attempt.pass_mark)}
    for name, value in result.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=list(result))
