"""One person as staff of her class see her: modules and why they are done, roll calls, what stands in for what.

Nothing of private modules, no answer and no score. What waits for a second person is found here too.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from courses.outline import CourseOutline
from learning.access import Scope, is_private, seen_by_staff
from learning.attending import Attended
from learning.completion import NOTHING, CourseProgress, ModuleProgress, State, course_scope, progress
from learning.models import Attendance, ClassSession, Enrolment, Exemption, Learner, Merge, OutsideTraining
from learning.queries.deeds import attendance_of, deeds
from learning.queries.grounds import Ground, ground_of, grounds_of, rests_elsewhere
from learning.queries.rosters import within_reach
from learning.queries.words import course_words
from learning.rosters_folding import Alikes, Somebody

_DECIDED_SHOWN = 50
_ALIKE_SHOWN = 10


@dataclass(frozen=True)
class ModuleRow:
    """A module as staff see it. Of a private one nothing is known, not even its title."""

    title: str = ""
    part: ModuleProgress | None = None
    ground: Ground | None = None


@dataclass(frozen=True)
class OpenPart:
    """A module or the whole course that something may still stand in for."""

    title: str
    node: uuid.UUID
    scope: str
    whole: bool = False


@dataclass(frozen=True)
class Titled:
    """An exemption or training elsewhere with the title of what it is about; none where that is another course's."""

    one: Exemption | OutsideTraining
    title: str
    whole: bool


@dataclass(frozen=True)
class PersonSheet:
    enrolment: Enrolment
    rows: tuple[ModuleRow, ...]
    finished: bool
    final: bool
    attended: Attended
    came_from_elsewhere: bool
    sittings: tuple[tuple[ClassSession, Attendance | None], ...]
    exemptions: tuple[Titled, ...]
    outside: tuple[Titled, ...]
    merges: tuple[Merge, ...]
    open_parts: tuple[OpenPart, ...]


def person_sheet(enrolment: Enrolment, *, language: str, now: datetime) -> PersonSheet:
    """A flat number of queries, whatever she did."""
    learner, cohort = enrolment.learner, enrolment.cohort
    course = _course(enrolment, language)
    known = deeds(learner)
    # That something was begun is left out: it may have been begun by a lesson that staff must not know of.
    tree = progress(course, replace(known, begun=NOTHING), destination=learner.destination.code)
    rows = _rows(learner, course, tree)
    marks = {mark.session_id: mark for mark in enrolment.attendance.all()}
    return PersonSheet(
        enrolment=enrolment,
        rows=rows,
        finished=course.key in known.done,
        final=bool(course.final_quiz),
        attended=attendance_of([enrolment], now=now)[enrolment.pk],
        came_from_elsewhere=enrolment.moved_from.exists(),
        sittings=tuple((session, marks.get(session.pk)) for session in cohort.sessions.filter(starts_at__lte=now)),
        exemptions=_titled(learner.exemptions.select_related("signed_by", "ended_by"), course),
        outside=_titled(learner.outside_training.select_related("asked_by", "decided_by"), course),
        merges=tuple(learner.merges.select_related("gone__user", "merged_by").order_by("merged_at")),
        open_parts=_open_parts(course, rows, tree, learner.destination.code),
    )


def _course(enrolment: Enrolment, language: str) -> CourseOutline:
    """As staff may see it; without modules while it is withdrawn."""
    page = enrolment.cohort.course
    found = course_words(enrolment.cohort, language=language)
    course = found or CourseOutline(page.translation_key, page.slug, page.title, ())
    return seen_by_staff(course.towards(enrolment.learner.destination.code))


def _rows(learner: Learner, course: CourseOutline, tree: CourseProgress) -> tuple[ModuleRow, ...]:
    pairs = list(zip(course.modules, tree.modules, strict=True))
    told = any(rests_elsewhere(part) for outline, part in pairs if not is_private(outline))
    grounds = grounds_of(learner) if told else {}
    return tuple(
        ModuleRow()
        if is_private(outline)
        else ModuleRow(outline.title, part, ground_of(part, course=course.key, known=grounds))
        for outline, part in pairs
    )


def _open_parts(
    course: CourseOutline, rows: tuple[ModuleRow, ...], tree: CourseProgress, destination: str
) -> tuple[OpenPart, ...]:
    """What is not done. Staff name no private module: they may not know of it, so neither whether it is done."""
    parts = [
        OpenPart(row.title, row.part.key, row.part.scope)
        for row in rows
        if row.part and row.part.required and row.part.state is not State.DONE
    ]
    if not course.modules or tree.state is State.DONE:
        return tuple(parts)
    return (*parts, OpenPart(course.title, course.key, course_scope(course, destination), whole=True))


def _titled(found: QuerySet[Exemption] | QuerySet[OutsideTraining], course: CourseOutline) -> tuple[Titled, ...]:
    titles = {module.key: module.title for module in course.modules} | {course.key: course.title}
    return tuple(Titled(one, titles.get(one.node, ""), one.node == course.key) for one in found)


# ── What a second person decides ─────────────────────────────────────────────────────────────────


def outside_within(scope: Scope) -> QuerySet[OutsideTraining]:
    """Training elsewhere that this person may decide on: of people in the classes of the centres she answers for."""
    others = OutsideTraining.objects.exclude(learner__user=scope.user_id)
    if scope.everyone:
        return others
    return others.filter(learner__enrolments__cohort__centre__in=scope.organisations).distinct()


def outside_waiting(scope: Scope) -> int | None:
    """How much waits for her; none where she decides nothing. One query."""
    if not (scope.everyone or scope.organisations):
        return None
    return outside_within(scope).filter(decided_at=None).count()


@dataclass(frozen=True)
class Asked:
    """Training elsewhere on the list of those who decide, with her class and the title of what it is to stand for."""

    training: OutsideTraining
    enrolment: Enrolment | None
    title: str
    whole: bool


def outside_asked(scope: Scope, *, language: str) -> tuple[list[Asked], list[Asked]]:
    """What waits, the oldest first, and what was decided last. Four queries."""
    found = outside_within(scope).select_related("learner__user", "asked_by", "decided_by")
    waiting = list(found.filter(decided_at=None).order_by("asked_at"))
    decided = list(found.filter(decided_at__isnull=False).order_by("-decided_at")[:_DECIDED_SHOWN])
    places: dict[int, list[Enrolment]] = {}
    people = {one.learner_id for one in [*waiting, *decided]}
    enrolments = Enrolment.objects.filter(learner__in=people).select_related("cohort__course", "cohort__edition")
    for place in enrolments.order_by("withdrawn_at", "-enrolled_at"):
        places.setdefault(place.learner_id, []).append(place)
    asked = [_asked(one, places.get(one.learner_id, []), language) for one in [*waiting, *decided]]
    return asked[: len(waiting)], asked[len(waiting) :]


def _asked(training: OutsideTraining, places: list[Enrolment], language: str) -> Asked:
    for place in places:
        found = course_words(place.cohort, language=language)
        course = seen_by_staff(found) if found else None
        if course and course.key == training.node:
            return Asked(training, place, course.title, True)
        if course and (module := course.module(training.node)):
            return Asked(training, place, module.title, False)
    return Asked(training, next(iter(places), None), "", False)


# ── Whether two entries are one person ───────────────────────────────────────────────────────────


def others_within(scope: Scope) -> QuerySet[Learner]:
    """The entries that may be put together with another: of people in the classes she answers for, still their own."""
    others = Learner.objects.within(replace(scope, teaches=False)).exclude(user=scope.user_id)
    return others.filter(merged_into=None).select_related("user", "origin", "destination")


def alike_people(learner: Learner, scope: Scope) -> list[Learner]:
    """Those whose names are alike and who go to the same country; a year of birth tells apart where both say one."""
    alikes = Alikes()
    named = (learner.user.name, learner.user.name_own)
    alikes.add(learner.pk, Somebody(named, learner.birth_year, learner.destination.code))
    reach = within_reach(replace(scope, teaches=False), {learner.destination.code})
    alike = [pk for pk, who in reach if pk != learner.pk and alikes.like(who)]
    return list(others_within(scope).filter(pk__in=alike[:_ALIKE_SHOWN]))
