"""Both ends of ``chaos answers``, where its data is: makes people and their quiz, and in the end holds what is stored
against what the phones were told."""

from __future__ import annotations

import json
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from assessments import queries, scoring
from assessments.forms import NOT_SURE, response_from_post
from assessments.models import Answer, Attempt, Question, QuestionVersion, Quiz
from assessments.questions import CHOICES, PAIRED, Kind, read
from assessments.questions import Question as Asked
from assessments.responses import Response, parse_response
from assessments.scoring import Given, Score
from certificates.models import Certificate, CertificateFile, CertificateRule
from courses.models import CoursePage, HomePage
from demo import reviewing
from demo.bench.answers import QUIZ, gather_people
from demo.walking import right_answer
from learning.models import Record
from work import outbox
from work.health import queue_length
from work.models import OutboxItem

PATIENCE_SECONDS = 180
Raw = dict[str, Any]


def prepare(*, writers: int, now: datetime) -> Raw:
    """People in classes of a course that asks for one quiz and then certifies, so that the worker has work as well."""
    course = _course()
    return {
        "placement": str(course.translation_key),
        "people": gather_people(writers=writers, course=course, now=now),
        "ways": dict(ways()),
    }


def _course() -> CoursePage:
    home = HomePage.objects.get(locale=Locale.get_default())
    quiz = Quiz.objects.get(key=QUIZ)
    course = CoursePage(title="Trial", summary="Trial", slug="trial", locale=home.locale, final_quiz=quiz, live=False)
    home.add_child(instance=course)
    reviewing.publish(course)
    CertificateRule.objects.create(course=course.translation_key, title="Trial", hours=1, attendance=0)
    return course


def ways() -> Iterator[tuple[str, list[list[tuple[str, str]]]]]:
    """For each question that may be asked, how to fill in its form: right, otherwise, and not sure."""
    topics = Quiz.objects.get(key=QUIZ).parts.values("topic")
    for row in Question.objects.filter(topic__in=topics):
        newest = QuestionVersion.objects.filter(question=row).order_by("-number").first()
        if newest:
            asked = read(newest.content)
            right = right_answer(asked)
            yield asked.key, [_posted(asked, raw) for raw in (right, _otherwise(asked, right), None)]


def _otherwise(asked: Asked, right: object) -> object:
    if asked.kind in CHOICES:
        return next(key for key in asked.option_keys if key not in asked.right_keys)
    if asked.kind in PAIRED:
        return dict.fromkeys(asked.option_keys, asked.partner_keys[0])
    return list(reversed(right)) if isinstance(right, list) else right


def _posted(asked: Asked, raw: object) -> list[tuple[str, str]]:
    """What a browser posts for this response; ``response_from_post`` the other way round."""
    field = f"answer-{asked.key}"
    if raw is None:
        return [(field, NOT_SURE)]
    if isinstance(raw, dict):
        return [(f"{field}-{place}", value) for place, value in raw.items()]
    if isinstance(raw, list) and asked.kind == Kind.ORDERING:
        return [(f"{field}-{key}", str(place)) for place, key in enumerate(raw, start=1)]
    return [(field, str(key)) for key in (raw if isinstance(raw, list) else [raw])]


def settle() -> None:
    """Let the worker finish what was promised. The sweeper helps, as it does every half minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while OutboxItem.objects.open().exists() and time.monotonic() < end:
        if not queue_length():
            outbox.sweep(now=timezone.now())
        time.sleep(0.5)


def compare(*, placement: str, phones: list[Raw]) -> Raw:
    """What is not in the database though a phone was told so, what is there twice, what got a score it should not."""
    found: Counter[str] = Counter()
    for phone in phones:
        person = User.objects.get(username=phone["code"])
        attempts = list(Attempt.objects.by(person).filter(placement=placement))
        records = Record.objects.filter(learner__user=person, verb=Record.Verb.QUIZ_SUBMITTED).count()
        found["stored_submissions"] += records
        found["lost"] += phone["submitted"] and not records
        found["doubled"] += max(records - 1, 0) + max(len(attempts) - 1, 0)
        for attempt in attempts:
            found.update(_answers(attempt, phone))
            found["misscored"] += attempt.submitted_at is not None and not _well_scored(attempt, phone)
            found.update(_certified(attempt))
    return found


def _answers(attempt: Attempt, phone: Raw) -> Raw:
    """A form is one answer, however often it came: as many rows as forms, each with what was filled in."""
    rows = Counter((row.version_id, _mark(row.response)) for row in Answer.objects.filter(attempt=attempt))
    sent = [(version, _mark(response)) for version, response in _said(attempt, phone["sent"])]
    lost = Counter(sent[: phone["acknowledged"]]) - rows
    return {"rows": rows.total(), "lost": lost.total(), "doubled": (rows - Counter(sent)).total()}


def _well_scored(attempt: Attempt, phone: Raw) -> bool:
    """Whether the score is that of the stored answers, and that of the last answers the phone knows of."""
    asked = queries.pinned(attempt)
    told = [
        Given(uuid.UUID(int=turn), asked[version].key, turn, response)
        for turn, (version, response) in enumerate(_said(attempt, phone["sent"][: phone["acknowledged"]]))
    ]
    stored = queries.given(attempt, asked)
    scores = {_plain(scoring.score(asked.values(), answers)) for answers in (stored, told)}
    return scores == {_plain(queries.score_of(attempt))}


def _plain(score: Score) -> tuple[object, ...]:
    return score.earned, score.possible, score.missed_must_know


def _said(attempt: Attempt, sent: list[Raw]) -> Iterator[tuple[int, Response]]:
    """What each form said, read as the server reads it."""
    for one in sent:
        version = attempt.versions[one["number"] - 1]
        question = queries.question(version)
        posted = QueryDict(urlencode([(name, value) for name, value in one["fields"]]))
        yield version, parse_response(question, response_from_post(question, posted))


def _mark(response: object) -> str:
    """The same for a response before and after the database, which may turn pairs round."""
    return json.dumps(response, sort_keys=True)


def _certified(attempt: Attempt) -> Raw:
    """Who passed has one certificate, and that one file."""
    issued = Certificate.objects.filter(person=attempt.person, course=attempt.placement)
    files = CertificateFile.objects.filter(certificate__in=issued)
    due = 1 if attempt.passed else 0
    counts = (issued.count(), files.count())
    return {
        "certificates": counts[0],
        "certificates_lost": sum(max(due - count, 0) for count in counts),
        "certificates_doubled": sum(max(count - due, 0) for count in counts),
    }
