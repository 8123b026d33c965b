"""Places in a class and who waits for one; and what somebody who waits is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from learning.models import Cohort, Enrolment, Learner, WaitingPlace


@dataclass(frozen=True)
class Places:
    """``free`` is ``None`` where there is no limit. ``waiting`` are in the order in which they asked."""

    taken: int
    capacity: int | None
    waiting: tuple[WaitingPlace, ...]

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def closed_to_more(self) -> bool:
        """Whether who joins now must wait: no place is free, or others wait for those that are."""
        return self.free is not None and self.free <= len(self.waiting)

    @property
    def over(self) -> int:
        """How many more are in the class than it has places."""
        return 0 if self.capacity is None else max(0, self.taken - self.capacity)

    @property
    def next(self) -> WaitingPlace | None:
        """Who is to be let in now, if there is a place for her."""
        return self.waiting[0] if self.waiting and self.free != 0 else None


def places(cohort: Cohort) -> Places:
    """Two queries."""
    taken = Enrolment.objects.active().filter(cohort=cohort).count()
    waiting = cohort.waiting.select_related(
        "learner__user", "learner__destination", "destination", "leaving__cohort"
    ).order_by("asked_at", "pk")
    return Places(taken, cohort.capacity, tuple(waiting))


def free_places(cohort: Cohort) -> int | None:
    """How many more the class takes; ``None`` where there is no limit. One query."""
    if cohort.capacity is None:
        return None
    return max(0, cohort.capacity - cohort.enrolments.active().count())


def usual_season(learner: Learner, cohort: Cohort) -> str:
    """What a place in one more class of a course is for, while nobody says otherwise. One query."""
    earlier = learner.enrolments.filter(course_key=cohort.course.translation_key).exclude(cohort=cohort)
    earlier = earlier.exclude(withdrawn_because=Enrolment.Leaving.MISTAKE)
    return Enrolment.Season.REPEAT if earlier.exists() else Enrolment.Season.FIRST


def waits_of(learner: Learner) -> list[WaitingPlace]:
    """Where she waits, each with her ``number`` in the line; not for classes that were closed. One query."""
    before = Q(cohort__waiting__asked_at__lt=F("asked_at")) | Q(
        cohort__waiting__asked_at=F("asked_at"), cohort__waiting__pk__lte=F("pk")
    )
    mine = learner.waiting.filter(cohort__closed_at=None).select_related("cohort__centre")
    return list(mine.annotate(number=Count("cohort__waiting", filter=before)).order_by("asked_at", "pk"))


def classes_to_move_to(enrolment: Enrolment, *, user: int) -> list[Cohort]:
    """Open classes of the same course towards where she goes, of the same centre or of this instructor.

    Each with how many are ``taken``. One query.
    """
    near = Q(centre=enrolment.cohort.centre_id) | Q(instructors=user)
    open_ones = Cohort.objects.filter(
        near, closed_at=None, course__translation_key=enrolment.course_key,
        destinations=enrolment.learner.destination_id,
    )  # fmt: skip
    taken = Count("enrolments", filter=Q(enrolments__withdrawn_at=None), distinct=True)
    found = open_ones.exclude(pk=enrolment.cohort_id).annotate(taken=taken).order_by("starts_on", "title", "pk")
    return list(found)
