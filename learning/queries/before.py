"""Which courses have a test before them, and who has not taken it yet. Decides nothing and changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from assessments.models import Attempt
from assessments.queries import before
from courses.outline import CourseOutline
from learning.before import place_before
from learning.models import Learner


def tests_before(courses: Iterable[CourseOutline]) -> dict[uuid.UUID, str]:
    """The keys of the tests asked before these courses, by course. One query."""
    finals = {course.key: course.final_quiz for course in courses if course.final_quiz}
    found = before(set(finals.values())) if finals else {}
    return {course: found[final] for course, final in finals.items() if final in found}


def still_to_take(learner: Learner, courses: Iterable[CourseOutline]) -> frozenset[uuid.UUID]:
    """Those of these courses whose test before she has not sent. One query, two where there is such a test."""
    places = {place_before(course): course for course in tests_before(courses)}
    if not places:
        return frozenset()
    sent = Attempt.objects.by(learner.user).submitted().filter(placement__in=places)
    taken = {places[place] for place in sent.values_list("placement", flat=True)}
    return frozenset(places.values()) - taken
