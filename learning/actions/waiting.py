"""Who waits for a place in a full class: letting her in, and taking her off the waiting list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actions import log_access
from accounts.models import User
from learning import queries
from learning.actions import tail
from learning.actions.joining import ClassClosed, ClassFull
from learning.actions.places import move_into
from learning.models import Cohort, Enrolment, WaitingPlace


@transaction.atomic
def let_in(*, waiting: WaitingPlace, by: User, now: datetime) -> Enrolment | None:
    """Give her the place she waits for; nothing where she waits no more. Raises ``ClassClosed`` and ``ClassFull``.

    From now on holds what she said when she asked: where she goes, and which class she leaves for this one.
    """
    learner = waiting.learner
    tail.lock(learner)
    cohort = Cohort.objects.select_for_update().get(pk=waiting.cohort_id)
    there = WaitingPlace.objects.select_related("destination", "leaving", "cohort__course")
    waits = there.filter(pk=waiting.pk).first()
    if waits is None:
        return Enrolment.objects.active().filter(learner=learner, cohort=cohort).first()
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    if queries.free_places(cohort) == 0:
        raise ClassFull(cohort.code)
    waits.learner = learner
    if waits.destination and waits.destination_id != learner.destination_id:
        learner.destination = waits.destination
        learner.save(update_fields=["destination"])
    place = _place(waits, by=by, now=now)
    waits.delete()
    log_access(actor=by, verb="let_in", subject=f"enrolment:{place.pk}", purpose="", now=now)
    tail.follow(learner=learner, node=place.course_key, now=now)
    return place


def _place(waits: WaitingPlace, *, by: User, now: datetime) -> Enrolment:
    """Instead of the class that she leaves for it, if she is still there."""
    learner, cohort = waits.learner, waits.cohort
    left = waits.leaving
    if left and left.learner_id == learner.pk and left.withdrawn_at is None:
        left.learner = learner
        return move_into(left, cohort, by=by, now=now)
    season = waits.season or queries.usual_season(learner, cohort)
    place, _made = Enrolment.objects.update_or_create(
        learner=learner, cohort=cohort, defaults={"withdrawn_at": None, "withdrawn_because": "", "moved_to": None},
        create_defaults={"course_key": cohort.course.translation_key, "enrolled_at": now, "season": season},
    )  # fmt: skip
    return place


@transaction.atomic
def stop_waiting(*, waiting: WaitingPlace, by: User, now: datetime) -> None:
    """Take her off the waiting list, by herself or by the instructor; asking twice is harmless."""
    gone, _rows = WaitingPlace.objects.filter(pk=waiting.pk).delete()
    if gone and by != waiting.learner.user:
        subject = f"class:{waiting.cohort.code} learner:{waiting.learner_id}"
        log_access(actor=by, verb="waiting_ended", subject=subject, purpose="", now=now)
