"""What an instructor does to a class and the people in it, but for the roll call."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts import codes
from accounts.actions import log_access
from accounts.models import Organisation, User
from courses.models import CoursePage, Destination, Edition
from learning.models import ClassSession, Cohort, Enrolment

_TRIES = 20


@dataclass(frozen=True)
class ClassPlan:
    """What is decided before a class opens."""

    title: str
    course: CoursePage
    centre: Organisation
    starts_on: date
    ends_on: date
    languages: tuple[str, ...]
    destinations: Collection[Destination]
    safeguarding_name: str
    safeguarding_phone: str
    women_only: bool = False
    childcare: bool = False
    mode: str = Cohort.Mode.VENUE
    venue: str = ""
    capacity: int | None = None
    edition: Edition | None = None


class NoFreeClassCode(Exception):
    """Every code that follows from the form was taken."""


def open_class(*, form_id: uuid.UUID, plan: ClassPlan, by: User, now: datetime) -> Cohort:
    """Open a class taught by ``by``, with a code of its own; the same form sent twice opens one class.

    The code follows from the form's id, so that ``Cohort.code`` being unique catches the second sending.
    """
    for code in _codes(form_id):
        try:
            with transaction.atomic():
                return _open(code, plan, by, now)
        except IntegrityError:
            if same := Cohort.objects.filter(code=code, instructors=by, title=plan.title).first():
                return same
    raise NoFreeClassCode


def _codes(form_id: uuid.UUID) -> Iterator[str]:
    for number in range(_TRIES):
        yield codes.class_code(hashlib.sha256(f"{form_id}:{number}".encode()).digest()[: codes.CLASS_CODE_BYTES])


def _open(code: str, plan: ClassPlan, by: User, now: datetime) -> Cohort:
    cohort = Cohort.objects.create(
        code=code,
        title=plan.title,
        course=plan.course,
        edition=plan.edition,
        centre=plan.centre,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        languages=list(plan.languages),
        women_only=plan.women_only,
        childcare=plan.childcare,
        mode=plan.mode,
        venue=plan.venue,
        capacity=plan.capacity,
        safeguarding_name=plan.safeguarding_name,
        safeguarding_phone=plan.safeguarding_phone,
        opened_at=now,
    )
    cohort.destinations.set(plan.destinations)
    cohort.instructors.set([by])
    return cohort


@transaction.atomic
def add_session(*, cohort: Cohort, starts_at: datetime, minutes: int, topic: str) -> ClassSession:
    """Plan a meeting; a class meets once at a time, so asking twice gives the same meeting."""
    fresh = ClassSession(cohort=cohort, starts_at=starts_at, minutes=minutes, topic=topic)
    ClassSession.objects.bulk_create([fresh], ignore_conflicts=True)
    return ClassSession.objects.get(cohort=cohort, starts_at=starts_at)


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: User, now: datetime) -> None:
    """Take a person off a class. What she learned stays hers; withdrawing twice is harmless."""
    if Enrolment.objects.filter(pk=enrolment.pk, withdrawn_at=None).update(withdrawn_at=now):
        _log("withdrawn", enrolment, by, now)


@transaction.atomic
def readmit(*, enrolment: Enrolment, by: User, now: datetime) -> None:
    """Undo a withdrawal."""
    if Enrolment.objects.filter(pk=enrolment.pk, withdrawn_at__isnull=False).update(withdrawn_at=None):
        _log("readmitted", enrolment, by, now)


def _log(verb: str, enrolment: Enrolment, by: User, now: datetime) -> None:
    log_access(actor=by, verb=verb, subject=f"enrolment:{enrolment.pk}", purpose="", now=now)
