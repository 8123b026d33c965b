"""What an instructor does to a class itself: open, change and close it, plan when it meets. Not to its people."""

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
from courses.models import CoursePage, Destination, Edition, Origin
from learning.actions.joining import ClassClosed
from learning.actions.providers import refuse_unfit
from learning.models import ClassSession, Cohort, Enrolment

_TRIES = 20
# A person outside the house: the log says that she was replaced, not by whom.
_UNSAID = ("safeguarding_name", "safeguarding_phone")


@dataclass(frozen=True, kw_only=True)
class ClassDetails:
    """What may be changed of a class while it is open."""

    title: str
    starts_on: date
    ends_on: date
    languages: tuple[str, ...]
    destinations: Collection[Destination]
    safeguarding_name: str
    safeguarding_phone: str
    origin: Origin | None = None
    women_only: bool = False
    childcare: bool = False
    mode: str = Cohort.Mode.VENUE
    venue: str = ""
    capacity: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClassPlan(ClassDetails):
    """What is decided before a class opens."""

    course: CoursePage
    centre: Organisation
    edition: Edition | None = None


# What is a value of the class; who goes where and who teaches are kept beside it.
_VALUES = tuple(name for name in ClassDetails.__dataclass_fields__ if name not in {"languages", "destinations"})


class NoFreeClassCode(Exception):
    """Every code that follows from the form was taken."""


class DestinationInUse(ValueError):
    """People of the class go to a destination that is to be taken off it; ``names`` are those of such places."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


def open_class(*, form_id: uuid.UUID, plan: ClassPlan, by: User, strict: bool = False, now: datetime) -> Cohort:
    """Open a class taught by ``by``, with a code of its own; the same form sent twice opens one class.

    The code follows from the form's id, so that ``Cohort.code`` being unique catches the second sending.
    ``strict`` raises ``NotAccredited`` and ``NotCertified`` where centre or instructor lacks it on the first day.
    """
    if strict:
        refuse_unfit(centre=plan.centre, trainers=[by], course=plan.course, on=plan.starts_on)
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
    cohort = Cohort(code=code, course=plan.course, edition=plan.edition, centre=plan.centre, opened_at=now)
    _write(cohort, plan)
    cohort.instructors.set([by])
    return cohort


def _write(cohort: Cohort, details: ClassDetails) -> None:
    for name in _VALUES:
        setattr(cohort, name, getattr(details, name))
    cohort.languages = list(details.languages)
    cohort.save()
    cohort.destinations.set(details.destinations)


@transaction.atomic
def change_class(
    *,
    cohort: Cohort,
    details: ClassDetails,
    instructors: Collection[User],
    by: User,
    strict: bool = False,
    now: datetime,
) -> tuple[str, ...]:
    """Change what was decided of an open class; the names of what is other than before, each written into the log.

    ``by`` goes on teaching it if she does. ``strict`` asks as ``open_class`` does, but only of what is new.
    Raises ``ClassClosed``, ``DestinationInUse``, ``NotAccredited`` and ``NotCertified``.
    """
    mine = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not mine.is_open:
        raise ClassClosed(mine.code)
    teaching = set(mine.instructors.all())
    staying = {*instructors, *({by} & teaching)}
    if strict:
        moved = mine.starts_on != details.starts_on
        asked = staying if moved else staying - teaching
        refuse_unfit(centre=mine.centre if moved else None, trainers=asked, course=mine.course, on=details.starts_on)
    _refuse_lost(mine, details.destinations)
    was = _said(mine)
    _write(mine, details)
    mine.instructors.set(staying)
    becomes = _said(mine)
    changed = tuple(name for name in becomes if was[name] != becomes[name])
    for name in changed:
        told = f"{name}: {was[name]} → {becomes[name]}" if name not in _UNSAID else name
        _log("class_changed", mine, by, now, told=told)
    return changed


def _refuse_lost(cohort: Cohort, destinations: Collection[Destination]) -> None:
    there = Enrolment.objects.active().filter(cohort=cohort).values("learner__destination")
    lost = cohort.destinations.filter(pk__in=there).exclude(pk__in=[place.pk for place in destinations])
    if lost:
        raise DestinationInUse(tuple(place.name for place in lost))


def _said(cohort: Cohort) -> dict[str, str]:
    return {
        **{name: str(getattr(cohort, name)) for name in _VALUES},
        "languages": ", ".join(sorted(cohort.languages)),
        "origin": cohort.origin.code if cohort.origin else "",
        "destinations": ", ".join(sorted(place.code for place in cohort.destinations.all())),
        "instructors": ", ".join(f"user:{pk}" for pk in sorted(cohort.instructors.values_list("pk", flat=True))),
    }


@transaction.atomic
def close_class(*, cohort: Cohort, by: User, now: datetime) -> None:
    """End a class: its code lets nobody in any more, and nobody waits for it. What was done stays."""
    if Cohort.objects.filter(pk=cohort.pk, closed_at=None).update(closed_at=now):
        _log("class_closed", cohort, by, now)


@transaction.atomic
def reopen_class(*, cohort: Cohort, by: User, now: datetime) -> None:
    """Undo that a class was closed."""
    if Cohort.objects.filter(pk=cohort.pk, closed_at__isnull=False).update(closed_at=None):
        _log("class_reopened", cohort, by, now)


@transaction.atomic
def add_session(*, cohort: Cohort, starts_at: datetime, minutes: int, topic: str) -> ClassSession:
    """Plan a meeting; a class meets once at a time, so asking twice gives the same meeting."""
    fresh = ClassSession(cohort=cohort, starts_at=starts_at, minutes=minutes, topic=topic)
    ClassSession.objects.bulk_create([fresh], ignore_conflicts=True)
    return ClassSession.objects.get(cohort=cohort, starts_at=starts_at)


def _log(verb: str, cohort: Cohort, by: User, now: datetime, *, told: str = "") -> None:
    log_access(actor=by, verb=verb, subject=f"class:{cohort.code}", purpose=told, now=now)
