"""Places in a class: taking somebody off it and back, moving her to another, and why she is there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import User
from learning import queries
from learning.actions import tail
from learning.actions.joining import ClassClosed, ClassFull
from learning.models import Cohort, Enrolment, Learner, Merge, WaitingPlace

Leaving = Enrolment.Leaving


class OtherCourse(ValueError):
    """The class she is to move to teaches another course, or does not prepare for where she goes."""


class OthersWait(ValueError):
    """A place is free there, but others asked for it before her."""


class WentIntoAnother(ValueError):
    """This entry was put together with another of the same person, who has a place of her own here."""


@transaction.atomic
def withdraw(*, enrolment: Enrolment, because: str, by: User, now: datetime) -> None:
    """Take a person off a class, for a reason. What she learned stays hers; withdrawing twice is harmless."""
    active = Enrolment.objects.active().filter(pk=enrolment.pk)
    if active.update(withdrawn_at=now, withdrawn_because=because):
        _log("withdrawn", enrolment, by, now, told=because)


@transaction.atomic
def readmit(*, enrolment: Enrolment, by: User, now: datetime) -> None:
    """Undo a withdrawal, in a full class too. Who had moved on, however often, is taken off the class she is in now.

    Raises ``WentIntoAnother``.
    """
    tail.lock(enrolment.learner)
    there = Enrolment.objects.select_for_update(of=("self",)).select_related("learner").get(pk=enrolment.pk)
    if there.withdrawn_at is None:
        return
    if Merge.objects.filter(gone=there.learner_id).exists():
        raise WentIntoAnother(there.pk)
    last = there
    while last.moved_to:
        last = last.moved_to
    if last != there:
        withdraw(enrolment=last, because=Leaving.MISTAKE, by=by, now=now)
    there.withdrawn_at, there.withdrawn_because, there.moved_to = None, "", None
    there.save(update_fields=["withdrawn_at", "withdrawn_because", "moved_to"])
    _log("readmitted", there, by, now)
    tail.follow(learner=there.learner, node=there.course_key, now=now)


@transaction.atomic
def move(*, enrolment: Enrolment, to: Cohort, all_the_same: str = "", by: User, now: datetime) -> Enrolment:
    """Give her a place in another class of the same course instead of this one; asking twice is harmless.

    Her records are her own and go on counting; so do the sessions of the class she leaves. ``all_the_same`` is why she
    gets a place though none is free for her; it is written down. Raises ``ClassClosed`` and ``OtherCourse``, and
    without such a reason ``ClassFull`` and ``OthersWait``.
    """
    there = _locked(enrolment)
    if there.moved_to and there.moved_to.cohort_id == to.pk:
        return there.moved_to
    target = _open_to(there, to)
    crowded = _crowded(there.learner, target)
    if crowded and not all_the_same:
        raise crowded(target.code)
    place = move_into(there, target, by=by, now=now)
    if crowded:
        _log("placed_all_the_same", place, by, now, told=all_the_same)
    tail.follow(learner=there.learner, node=place.course_key, now=now)
    return place


@transaction.atomic
def wait_to_move(*, enrolment: Enrolment, to: Cohort, by: User, now: datetime) -> WaitingPlace:
    """Let her wait for a place in another class, and stay in this one until she has it; asking twice is harmless.

    Raises ``ClassClosed`` and ``OtherCourse``.
    """
    there = _locked(enrolment)
    target = _open_to(there, to)
    waits, made = WaitingPlace.objects.update_or_create(
        learner=there.learner, cohort=target, defaults={"leaving": there},
        create_defaults={"leaving": there, "asked_at": now},
    )  # fmt: skip
    if made:
        _log("waits_to_move", there, by, now, told=f"class:{target.code}")
    return waits


def move_into(there: Enrolment, to: Cohort, *, by: User, now: datetime) -> Enrolment:
    """Her new place, with what was said of the old one, which she leaves; one that she left earlier is hers again.

    For this room's actions, which hold the locks and let progress follow.
    """
    found = Enrolment.objects.filter(learner=there.learner, cohort=to).first()
    place = found or Enrolment(learner=there.learner, cohort=to, course_key=there.course_key, enrolled_at=now)
    if found is None or found.withdrawn_at:
        place.withdrawn_at, place.withdrawn_because, place.moved_to = None, "", None
        place.season, place.core_key = there.season, there.core_key or place.core_key
        place.save()
    to.waiting.filter(learner=there.learner).delete()
    there.withdrawn_at, there.withdrawn_because, there.moved_to = now, Leaving.MOVED, place
    there.save(update_fields=["withdrawn_at", "withdrawn_because", "moved_to"])
    _log("moved", there, by, now, told=f"enrolment:{place.pk}")
    return place


def _locked(enrolment: Enrolment) -> Enrolment:
    tail.lock(enrolment.learner)
    return Enrolment.objects.select_for_update(of=("self",)).select_related("learner", "moved_to").get(pk=enrolment.pk)


def _open_to(there: Enrolment, to: Cohort) -> Cohort:
    """The other class, locked. Raises ``ClassClosed`` and ``OtherCourse``."""
    target = Cohort.objects.select_for_update(of=("self",)).select_related("course").get(pk=to.pk)
    goes_there = target.destinations.filter(pk=there.learner.destination_id).exists()
    if target.course.translation_key != there.course_key or not goes_there or target.pk == there.cohort_id:
        raise OtherCourse
    if not target.is_open:
        raise ClassClosed(target.code)
    return target


def _crowded(learner: Learner, target: Cohort) -> type[ClassFull] | type[OthersWait] | None:
    """Why no place there is free for her; none where one is, or where she has one."""
    free = queries.free_places(target)
    if free is None or target.enrolments.active().filter(learner=learner).exists():
        return None
    if free == 0:
        return ClassFull
    line = list(target.waiting.values_list("learner", flat=True))
    before = line.index(learner.pk) if learner.pk in line else len(line)
    return OthersWait if free <= before else None


@transaction.atomic
def set_season(*, enrolment: Enrolment, season: str, by: User, now: datetime) -> None:
    """Say whether she goes for the first time, again for a season, or is here to refresh what she knew."""
    other = Enrolment.objects.filter(pk=enrolment.pk).exclude(season=season)
    if other.update(season=season):
        _log("season_set", enrolment, by, now, told=season)


def _log(verb: str, enrolment: Enrolment, by: User, now: datetime, *, told: str = "") -> None:
    log_access(actor=by, verb=verb, subject=f"enrolment:{enrolment.pk}", purpose=told, now=now)
