"""What a filed list of a class says: of the class and who teaches it, of each person, and what is other by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from learning.models import Cohort, Enrolment, FiledList
from learning.queries.providers import standing_of_class
from learning.validity import Validity

Said = dict[str, Any]


def people_to_file(cohort: Cohort) -> QuerySet[Enrolment]:
    """The people of a class as a list has them. One query."""
    places = cohort.enrolments.active().select_related("learner__user", "learner__origin", "learner__destination")
    return places.order_by("learner__user__name", "learner__user__name_own", "pk")


def said_of(place: Enrolment) -> Said:
    """What a list says of one person: nothing but what the class is planned by. In codes."""
    learner, user = place.learner, place.learner.user
    return {
        "name": user.name,
        "name_own": user.name_own,
        "code": user.username,
        "birth_year": learner.birth_year,
        "sex": learner.sex,
        "origin": learner.origin.code,
        "destination": learner.destination.code,
        "occupation": learner.occupation,
        "language": user.language,
        "season": place.season,
    }


def head_to_file(cohort: Cohort, *, today: date) -> tuple[Said, list[Said]]:
    """What a list says of the class, and of each who teaches it. Six queries."""
    standing = standing_of_class(cohort, today=today)
    head = {
        "title": cohort.title,
        "course": cohort.course.title,
        "centre": cohort.centre.name,
        "accreditation": _told(standing.centre) if standing and standing.centre else None,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "mode": cohort.mode,
        "venue": cohort.venue,
        "languages": list(cohort.languages),
        "destinations": sorted(cohort.destinations.values_list("code", flat=True)),
        "places": cohort.capacity,
        "women_only": cohort.women_only,
        "childcare": cohort.childcare,
        "safeguarding": [cohort.safeguarding_name, cohort.safeguarding_phone],
    }
    if standing is None:
        names = cohort.instructors.order_by("name", "pk")
        return head, [{"name": one.get_full_name(), "certificate": None} for one in names]
    return head, [{"name": one.name, "certificate": _told(one.validity)} for one in standing.trainers]


def _told(found: Validity) -> Said:
    return {"standing": found.standing.value, "day": found.day.isoformat() if found.day else None}


@dataclass(frozen=True)
class Since:
    """How many came into the class after its list was filed, and how many left it."""

    came: int
    left: int

    def __bool__(self) -> bool:
        return bool(self.came or self.left)


def since(filed: FiledList) -> Since:
    """What is other now than it was filed. Two queries."""
    then = set(filed.people.values_list("learner", flat=True))
    now = set(filed.cohort.enrolments.active().values_list("learner", flat=True))
    return Since(came=len(now - then), left=len(then - now))


def filed_lists(cohort: Cohort) -> QuerySet[FiledList]:
    """The lists of a class, the last first. One query."""
    return cohort.filed_lists.select_related("filed_by")
