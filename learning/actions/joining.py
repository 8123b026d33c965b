"""How a trainee comes into a class: with a minimum record of her own, or by an account she has."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.actions import create_trainee, reset_pin
from accounts.models import User
from courses.models import Destination, Origin
from learning import queries
from learning.actions import tail
from learning.models import Cohort, Enrolment, Learner, Record, WaitingPlace

# Counted per class, never per address: a class of forty joins behind one.
MOST_AT_ONCE = 100
AT_ONCE = timedelta(minutes=10)


@dataclass(frozen=True)
class MinimumRecord:
    """All that is asked of a trainee. Nothing of family, faith or health is."""

    name: str
    sex: str
    origin: Origin
    destination: Destination
    occupation: str
    language: str
    name_own: str = ""
    birth_year: int | None = None
    departs_on: date | None = None


@dataclass(frozen=True)
class Joined:
    """A trainee who has a place in her class, or waits for one. The PIN is known here and nowhere after."""

    learner: Learner
    place: Enrolment | WaitingPlace
    pin: str


class ClassClosed(ValueError):
    """The class takes nobody in any more."""


class ClassFull(ValueError):
    """All places of the class are taken."""


class TooManyAtOnce(ValueError):
    """More people joined in the last minutes than any class has: somebody fills it with people who are not there."""


class WithdrawnFromClass(ValueError):
    """She was taken off this class; only its instructor can take her back."""


def join(*, record_id: uuid.UUID, cohort: Cohort, details: MinimumRecord, notice_version: str, now: datetime) -> Joined:
    """Make a trainee, with a code and a PIN, and give her a place in the class; in one that is full, she waits for it.

    The same form sent twice makes one person: ``record_id`` is the form's, and the second sender gets a new PIN for
    her. The PIN is hashed before the transaction opens, so that a class that joins at once does not wait for it.
    ``notice_version`` names the privacy notice she agreed to. Raises ``ClassClosed`` and ``TooManyAtOnce``.
    """
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    # Who was entered from a list has not agreed yet, and did not come in by this door.
    joined = cohort.enrolments.filter(enrolled_at__gt=now - AT_ONCE, learner__consented_at__isnull=False)
    waiting = cohort.waiting.filter(asked_at__gt=now - AT_ONCE)
    if joined.count() + waiting.count() >= MOST_AT_ONCE:
        raise TooManyAtOnce(cohort.code)
    made = create_trainee(name=details.name, name_own=details.name_own, language=details.language, now=now)
    try:
        with transaction.atomic():
            learner, place = _enter(record_id, cohort, details, made.user, notice_version, now)
    except IntegrityError:
        made.user.delete()
        return _joined_before(record_id, cohort, now)
    return Joined(learner=learner, place=place, pin=made.pin)


def _enter(
    record_id: uuid.UUID, cohort: Cohort, details: MinimumRecord, user: User, notice_version: str, now: datetime
) -> tuple[Learner, Enrolment | WaitingPlace]:
    learner = Learner.objects.create(
        user=user,
        birth_year=details.birth_year,
        sex=details.sex,
        origin=details.origin,
        destination=details.destination,
        occupation=details.occupation,
        departs_on=details.departs_on,
        consented_at=now,
        notice_version=notice_version,
    )
    payload = {"cohort": cohort.code, "notice": notice_version}
    record = Record(id=record_id, learner=learner, verb=Record.Verb.JOINED, received_at=now, payload=payload)
    record.save(force_insert=True)
    return learner, _place_or_wait(learner, cohort, now)


def _joined_before(record_id: uuid.UUID, cohort: Cohort, now: datetime) -> Joined:
    record = Record.objects.select_related("learner__user", "learner__origin", "learner__destination").get(
        pk=record_id, verb=Record.Verb.JOINED, payload__cohort=cohort.code
    )
    learner = record.learner
    pin = reset_pin(user=learner.user, by=learner.user, now=now)
    with transaction.atomic():
        tail.lock(learner)
        place = _place_or_wait(learner, cohort, now)  # she may have stepped back from the waiting list meanwhile
    return Joined(learner=learner, place=place, pin=pin)


@transaction.atomic
def join_again(
    *, learner: Learner, cohort: Cohort, destination: Destination | None = None, season: str = "", now: datetime
) -> Enrolment | WaitingPlace:
    """Give a trainee a place in one more class, or let her wait for one; asking twice is harmless.

    A ``destination`` replaces hers, where this class goes elsewhere: once she has the place. Raises ``ClassClosed`` and
    ``WithdrawnFromClass``.
    """
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    tail.lock(learner)
    place = _place_or_wait(learner, cohort, now, season=season)
    if isinstance(place, WaitingPlace):
        return _will_go(place, destination, season)
    return _go_there(learner, place, destination, now)


@transaction.atomic
def join_beyond(*, learner: Learner, cohort: Cohort, destination: Destination, now: datetime) -> Enrolment:
    """The same, however many are in the class: for who must learn. Raises what ``join_again`` raises."""
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    tail.lock(learner)
    return _go_there(learner, _place(learner, cohort, now), destination, now)


def _will_go(place: WaitingPlace, destination: Destination | None, season: str) -> WaitingPlace:
    """What she says now holds from the day she has the place; the last word counts."""
    place.destination, place.season = destination, season
    place.save(update_fields=["destination", "season"])
    return place


def _go_there(learner: Learner, place: Enrolment, destination: Destination | None, now: datetime) -> Enrolment:
    if place.withdrawn_at:
        raise WithdrawnFromClass(place.cohort.code)
    if destination and destination != learner.destination:
        learner.destination = destination
        learner.save(update_fields=["destination"])
    tail.follow(learner=learner, node=place.course_key, now=now)
    return place


def _place_or_wait(learner: Learner, cohort: Cohort, now: datetime, *, season: str = "") -> Enrolment | WaitingPlace:
    """A place where one is free for her: those who wait come first. Who has one keeps it."""
    if cohort.capacity is not None and not learner.enrolments.filter(cohort=cohort).exists():
        # Lock first: two can ask for the last place at once.
        locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
        free, waiting = queries.free_places(locked), locked.waiting.exclude(learner=learner).count()
        if free is not None and free <= waiting:
            WaitingPlace.objects.bulk_create(
                [WaitingPlace(learner=learner, cohort=cohort, asked_at=now)], ignore_conflicts=True
            )
            return WaitingPlace.objects.get(learner=learner, cohort=cohort)
    return _place(learner, cohort, now, season=season)


def _place(learner: Learner, cohort: Cohort, now: datetime, *, season: str = "") -> Enrolment:
    """One place per class: ``one_enrolment_per_cohort`` says so. Who has one waits no more."""
    cohort.waiting.filter(learner=learner).delete()
    fresh = Enrolment(
        learner=learner, cohort=cohort, course_key=cohort.course.translation_key, enrolled_at=now,
        season=season or queries.usual_season(learner, cohort),
    )  # fmt: skip
    Enrolment.objects.bulk_create([fresh], ignore_conflicts=True)
    return Enrolment.objects.get(learner=learner, cohort=cohort)
