"""What is done for who leaves before her class ends: her day of departure, and a short course besides the whole one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import User
from learning.actions import tail
from learning.models import CoreCourse, Enrolment, Learner


class NoShortCourse(LookupError):
    """Her course has no short one beside it."""


@transaction.atomic
def set_departure(*, enrolment: Enrolment, day: date | None, by: User, now: datetime) -> bool:
    """Write down the day she leaves, or that it is not known; false where that was known before.

    A change is logged, without the day.
    """
    learner = Learner.objects.select_for_update().get(pk=enrolment.learner_id)
    if learner.departs_on == day:
        return False
    Learner.objects.filter(pk=learner.pk).update(departs_on=day)
    _log("departure_set", enrolment, by, now)
    return True


@transaction.atomic
def give_core(*, enrolment: Enrolment, by: User, now: datetime) -> None:
    """Give her the short course beside the whole one; giving it twice is harmless.

    What she has done of it before counts at once. Raises ``NoShortCourse``.
    """
    short = CoreCourse.objects.select_related("core").filter(course_key=enrolment.course_key).first()
    if short is None:
        raise NoShortCourse(str(enrolment.course_key))
    tail.lock(enrolment.learner)
    key = short.core.translation_key
    if Enrolment.objects.active().filter(pk=enrolment.pk, core_key=None).update(core_key=key):
        _log("core_given", enrolment, by, now)
        tail.follow(learner=enrolment.learner, node=key, now=now)


@transaction.atomic
def take_core_back(*, enrolment: Enrolment, by: User, now: datetime) -> None:
    """Undo that she was given the short course. What she has done of it stays hers, and so does its certificate."""
    if Enrolment.objects.filter(pk=enrolment.pk, core_key__isnull=False).update(core_key=None):
        _log("core_taken_back", enrolment, by, now)


def _log(verb: str, enrolment: Enrolment, by: User, now: datetime) -> None:
    log_access(actor=by, verb=verb, subject=f"enrolment:{enrolment.pk}", purpose="", now=now)
