"""Questions before a whole class: begin, take answers, show them, go on, end. Keeps counts and nothing of a person.

While a question is open, what each phone chose stands under a hash of its page's random token, so that a second answer
replaces the first. These rows are deleted in the transaction that closes the question.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from assessments import drawing
from assessments.models import Quiz
from assessments.queries import bank, fixed, parts, question
from assessments.questions import Question
from assessments.responses import parse_response
from core.models import Topic
from learning import queries
from learning.models import Cohort, LiveAnswer, LiveQuiz, LiveState, LiveTally

FORGOTTEN_AFTER = timedelta(hours=12)


class NothingToAsk(LookupError):
    """The bank has no question of this kind for this class."""


class NotAsked(ValueError):
    """This question is not open for answers: it is closed already, or not the one on the screen."""


class NoSuchChoice(LookupError):
    """The question has no such answer to raise a card for."""


def begin_live(*, form_id: uuid.UUID, cohort: Cohort, source: Quiz | Topic, count: int, now: datetime) -> LiveQuiz:
    """Put the first of at most ``count`` questions before a class; while a round is open, that one is given.

    The same form sent twice begins one round. Raises ``NothingToAsk``.
    """
    live_id = uuid.uuid5(form_id, cohort.code)
    versions = _drawn(live_id, cohort, source, count, now)
    if not versions:
        raise NothingToAsk(str(source))
    return _begin_or_find(live_id, cohort, source, versions, now)


def begin_live_about(*, form_id: uuid.UUID, cohort: Cohort, question_key: str, now: datetime) -> LiveQuiz:
    """Put this one question before a class, as it stands in the bank today; else as ``begin_live`` does.

    Raises ``NothingToAsk`` where it is retired, or cannot be answered with four cards.
    """
    found = (item for item in bank(keys=[question_key]) if item.key == question_key and not item.retired)
    asked = next(iter(queries.askable_live(tuple(found))), None)
    if asked is None:
        raise NothingToAsk(question_key)
    topic = Topic.objects.get(code=asked.topic)
    return _begin_or_find(uuid.uuid5(form_id, cohort.code), cohort, topic, [asked.version], now)


def _begin_or_find(
    live_id: uuid.UUID, cohort: Cohort, source: Quiz | Topic, versions: Collection[int], now: datetime
) -> LiveQuiz:
    try:
        with transaction.atomic():
            return _begin(live_id, cohort, source, versions, now)
    except IntegrityError:
        # The same form came before, or another instructor of the class was quicker.
        return LiveQuiz.objects.filter(pk=live_id).first() or LiveQuiz.objects.open().get(cohort=cohort)


def _drawn(live_id: uuid.UUID, cohort: Cohort, source: Quiz | Topic, count: int, now: datetime) -> list[int]:
    way = queries.class_corridor(cohort)
    known, known_at_home = queries.known_facts(way, today=now.date())
    always = fixed(source) if isinstance(source, Quiz) else ()
    wanted = parts(source) if isinstance(source, Quiz) else (drawing.Part(source.code, count),)
    drawn = drawing.draw(
        queries.askable_live(bank({part.topic for part in wanted}, keys=always)),
        wanted,
        fixed=always,
        form=source.form if isinstance(source, Quiz) else "",
        seed=live_id,
        destination=way.destination,
        origin=way.origin,
        known_facts=known,
        known_origin_facts=known_at_home,
    )
    return list(dict.fromkeys(drawn.versions))[:count]


def _begin(
    live_id: uuid.UUID, cohort: Cohort, source: Quiz | Topic, versions: Collection[int], now: datetime
) -> LiveQuiz:
    about = {"quiz": source} if isinstance(source, Quiz) else {"topic": source}
    live = LiveQuiz.objects.create(id=live_id, cohort=cohort, versions=list(versions), begun_at=now, **about)
    LiveTally.objects.bulk_create(
        LiveTally(live=live, version_id=version, choice=choice)
        for version, asked in queries.live_questions(live).items()
        for choice in (*asked.option_keys, LiveTally.NOT_SURE, LiveTally.PHONES)
    )
    return live


@transaction.atomic
def answer_live(*, live: LiveQuiz, version: int, token: str, raw: object) -> None:
    """Count what a phone chose; a second answer with the same token replaces the first, the same again changes nothing.

    Raises ``NotAsked``, and ``BadResponse`` of ``assessments`` for what is no answer to this question.
    """
    _locked(live, asking=version)
    chosen = _choices(question(version), raw)
    mark = hashlib.sha256(f"{token}:{live.pk}:{version}".encode()).hexdigest()
    before, is_new = LiveAnswer.objects.get_or_create(mark=mark, defaults={"live": live, "choices": chosen})
    if is_new:
        _add(live, version, [*chosen, LiveTally.PHONES], 1)
    elif before.choices != chosen:
        _add(live, version, before.choices, -1)
        _add(live, version, chosen, 1)
        LiveAnswer.objects.filter(pk=mark).update(choices=chosen)


def _choices(asked: Question, raw: object) -> list[str]:
    response = parse_response(asked, raw)
    if response is None:
        return [LiveTally.NOT_SURE]
    return [response] if isinstance(response, str) else list(response)


def _add(live: LiveQuiz, version: int, choices: Collection[str], by: int) -> None:
    rows = LiveTally.objects.filter(live=live, version=version, choice__in=choices)
    rows.update(phones=F("phones") + by)


@transaction.atomic
def count_card(*, live: LiveQuiz, version: int, choice: str, by: int) -> None:
    """One raised card more or fewer for a choice, never fewer than none. Raises ``NotAsked`` and ``NoSuchChoice``."""
    _locked(live, asking=version)
    if choice not in question(version).option_keys:
        raise NoSuchChoice(choice)
    rows = LiveTally.objects.filter(live=live, version=version, choice=choice, hands__gte=max(-by, 0))
    rows.update(hands=F("hands") + by)


@transaction.atomic
def show_live(*, live: LiveQuiz, number: int, now: datetime) -> None:
    """Close the question of this number and show what was right; asking twice is harmless."""
    there = _locked(live)
    if there.number == number and there.state is LiveState.ASKING:
        _close(there, shown_at=now)


@transaction.atomic
def next_live(*, live: LiveQuiz, number: int, now: datetime) -> None:
    """From the question of this number, once shown, to the one after it, or to the end; asking twice is harmless."""
    there = _locked(live)
    if there.number != number or there.state is not LiveState.SHOWING:
        return
    if there.is_last:
        _close(there, closed_at=now)
    else:
        LiveQuiz.objects.filter(pk=there.pk).update(place=there.place + 1, shown_at=None)


@transaction.atomic
def end_live(*, live: LiveQuiz, now: datetime) -> None:
    """End the round here. What was counted stays."""
    there = _locked(live)
    if there.state is not LiveState.OVER:
        _close(there, closed_at=now)


def end_forgotten_live(*, now: datetime) -> int:
    """End the rounds that nobody ended, so that no phone's answer outlasts its lesson. How many there were."""
    forgotten = list(LiveQuiz.objects.open().filter(begun_at__lt=now - FORGOTTEN_AFTER))
    for live in forgotten:
        end_live(live=live, now=now)
    return len(forgotten)


def _close(live: LiveQuiz, **moment: datetime) -> None:
    LiveQuiz.objects.filter(pk=live.pk).update(**moment)
    LiveAnswer.objects.filter(live=live).delete()


def _locked(live: LiveQuiz, *, asking: int | None = None) -> LiveQuiz:
    """The round as it stands, held: a class answers at once. Raises ``NotAsked`` where ``asking`` is not open."""
    there = LiveQuiz.objects.select_for_update().get(pk=live.pk)
    if asking is not None and (there.state is not LiveState.ASKING or there.version != asking):
        raise NotAsked(str(live.pk))
    return there
