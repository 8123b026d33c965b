"""Places in a class: taking somebody off it and back, moving her to another, and why she is there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import User
from learning import queries
from learning.actions import tail
from learning.actions.joining import ClassClosed, ClassFull
from learning.models import Cohort, Enrolment, Merge

Leaving = Enrolment.Leaving


class OtherCourse(ValueError):
    """The class she is to move to teaches another course, or does not prepare for where she goes."""


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
def move(*, enrolment: Enrolment, to: Cohort, by: User, now: datetime) -> Enrolment:
    """Give her a place in another class of the same course instead of this one; asking twice is harmless.

    Her records are her own and go on counting; so do the sessions of the class she leaves. Raises ``ClassClosed``,
    ``ClassFull`` and ``OtherCourse``.
    """
    tail.lock(enrolment.learner)
    there = Enrolment.objects.select_for_update(of=("self",)).select_related("learner").get(pk=enrolment.pk)
    if there.moved_to_id and there.moved_to and there.moved_to.cohort_id == to.pk:
        return there.moved_to
    goes_there = to.destinations.filter(pk=there.learner.destination_id).exists()
    if to.course.translation_key != there.course_key or not goes_there or to.pk == there.cohort_id:
        raise OtherCourse
    place = _place_moved(there, to, now)
    there.withdrawn_at, there.withdrawn_because, there.moved_to = now, Leaving.MOVED, place
    there.save(update_fields=["withdrawn_at", "withdrawn_because", "moved_to"])
    _log("moved", there, by, now, told=f"enrolment:{place.pk}")
    tail.follow(learner=there.learner, node=place.course_key, now=now)
    return place


def _place_moved(there: Enrolment, to: Cohort, now: datetime) -> Enrolment:
    """Her new place, with what was said of the old one; one that she left earlier is hers again."""
    locked = Cohort.objects.select_for_update().get(pk=to.pk)
    if not locked.is_open:
        raise ClassClosed(locked.code)
    found = Enrolment.objects.filter(learner=there.learner, cohort=to).first()
    if found and found.withdrawn_at is None:
        return found
    if queries.free_places(locked) == 0:
        raise ClassFull(locked.code)
    place = found or Enrolment(learner=there.learner, cohort=to, course_key=there.course_key, enrolled_at=now)
    place.withdrawn_at, place.withdrawn_because, place.moved_to = None, "", None
    place.season, place.core_key = there.season, there.core_key or place.core_key
    place.save()
    to.waiting.filter(learner=there.learner).delete()
    return place


@transaction.atomic
def set_season(*, enrolment: Enrolment, season: str, by: User, now: datetime) -> None:
    """Say whether she goes for the first time, again for a season, or is here to refresh what she knew."""
    other = Enrolment.objects.filter(pk=enrolment.pk).exclude(season=season)
    if other.update(season=season):
        _log("season_set", enrolment, by, now, told=season)


def _log(verb: str, enrolment: Enrolment, by: User, now: datetime, *, told: str = "") -> None:
    log_access(actor=by, verb=verb, subject=f"enrolment:{enrolment.pk}", purpose=told, now=now)
