"""The class at a glance: where everybody is, who is stuck, who leaves soon. Nothing here comes from what is hers alone:
no private lesson, no time, no answer."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from assessments.models import Attempt
from courses.outline import CourseOutline
from learning.access import is_private, seen_by_staff
from learning.completion import NOTHING, CourseProgress, Deeds, progress
from learning.departure import Clock, Core, Readiness, Traveller, clock
from learning.models import Attendance, Cohort, CoreCourse, Enrolment, Record
from learning.queries.classes import class_course
from learning.queries.deeds import deeds_of
from learning.steps import Step, StepKind, next_step
from learning.stuck import Doings, Rule, Sticking, Try, stuck

_WAS_THERE = (Attendance.State.PRESENT, Attendance.State.LATE, Attendance.State.LEFT_EARLY)


@dataclass(frozen=True)
class Place:
    """Where somebody goes on: a module of the course by its number, else the final test, or the end. ``key`` stands in
    addresses."""

    key: str
    kind: StepKind
    title: str = ""
    number: int = 0


@dataclass(frozen=True)
class Snag:
    """A rule by which somebody is stuck, with the name of the module; without one it is the final test."""

    rule: Rule
    count: int
    title: str = ""


@dataclass(frozen=True)
class Person:
    """One trainee as her instructor sees her at a glance."""

    enrolment: Enrolment
    place: Place
    snags: tuple[Snag, ...]
    clock: Clock


@dataclass(frozen=True)
class Glance:
    """``has_core`` tells whether this course has a short one for those who leave early."""

    people: tuple[Person, ...]
    has_core: bool

    @property
    def where(self) -> list[tuple[Place, int]]:
        """How many people are at each place, in the order of the course. Where nobody is, is left out."""
        return sorted(Counter(each.place for each in self.people).items(), key=lambda pair: pair[0].number)

    @property
    def stuck(self) -> list[Person]:
        """Who needs a word, those with most to say of first."""
        return sorted((each for each in self.people if each.snags), key=lambda each: -len(each.snags))

    @property
    def leaving(self) -> list[Person]:
        """Who leaves within days, or has left, and is not ready, in the order in which to see to them."""
        return sorted((each for each in self.people if each.clock.presses), key=lambda each: each.clock.order)

    @property
    def without_day(self) -> int:
        """How many are not ready and have told no day of departure."""
        return sum(each.clock.readiness is Readiness.UNKNOWN for each in self.people)


def glance(cohort: Cohort, *, language: str, now: datetime) -> Glance:
    """What an instructor may know of a class in one look. As many queries for five hundred people as for five."""
    people = cohort.enrolments.active().select_related("learner__user", "learner__destination")
    active = list(people.order_by("learner__user__name", "pk"))
    course = seen_by_staff(class_course(cohort, language))
    known = deeds_of({one.learner_id: one.learner.destination.code for one in active})
    seen = _Seen(cohort, course, timezone.localdate(now), _last_days(active, course), _tries(active, course))
    return Glance(
        people=tuple(seen.person(one, known[one.learner_id]) for one in active),
        has_core=CoreCourse.objects.filter(course_key=cohort.course.translation_key).exists(),
    )


@dataclass(frozen=True)
class _Seen:
    """What is asked once for the whole class."""

    cohort: Cohort
    course: CourseOutline
    today: date
    last: dict[int, date]
    tries: dict[int, list[tuple[str, Try]]]

    def person(self, one: Enrolment, known: Deeds) -> Person:
        destination = one.learner.destination.code
        # That something was begun is left out: it may have been begun by a lesson that staff must not know of.
        tree = progress(self.course, replace(known, begun=NOTHING), destination=destination)
        return Person(
            enrolment=one,
            place=self._place(next_step(tree)),
            snags=self._snags(one, tree, known),
            clock=self._clock(one, tree, known),
        )

    def _place(self, step: Step) -> Place:
        module = step.module and self.course.module(step.module)
        if module:
            number = self.course.modules.index(module) + 1
            return Place(str(number), StepKind.LESSON, module.title, number)
        last = len(self.course.modules) + 1
        return Place(step.kind, step.kind, number=last if step.kind is StepKind.FINAL else last + 1)

    def _snags(self, one: Enrolment, tree: CourseProgress, known: Deeds) -> tuple[Snag, ...]:
        tries = self.tries.get(one.learner.user_id, [])
        scopes = {module.key: module.scope for module in tree.modules}
        doings = Doings(
            last=self.last.get(one.pk, timezone.localdate(one.enrolled_at)),
            left=_is_left(tree),
            # What was tried on the way to another country tells nothing of this one.
            tries=tuple(each for towards, each in tries if scopes.get(each.place, "") in {"", towards}),
            passed=known.passed | known.answered | known.done,
        )
        return tuple(self._snag(each) for each in stuck(doings, today=self.today))

    def _snag(self, sticking: Sticking) -> Snag:
        module = sticking.place and self.course.module(sticking.place)
        return Snag(sticking.rule, sticking.count, module.title if module else "")

    def _clock(self, one: Enrolment, tree: CourseProgress, known: Deeds) -> Clock:
        traveller = Traveller(
            departs_on=one.learner.departs_on,
            finished=self.course.key in known.done,
            left=sum(module.required and module.asks for module in tree.modules),
            core=_core(one, known),
        )
        return clock(traveller, today=self.today, class_ends=self.cohort.ends_on)


def _is_left(tree: CourseProgress) -> bool:
    """Whether anything is to be done that staff may know of: what is private has no place in this course any more."""
    return next_step(tree).kind is not StepKind.FINISHED


def _core(one: Enrolment, known: Deeds) -> Core:
    if one.core_key is None:
        return Core.NONE
    return Core.DONE if one.core_key in known.done else Core.GIVEN


def _last_days(active: Collection[Enrolment], course: CourseOutline) -> dict[int, date]:
    """The day of the last thing that staff may know of, by enrolment: in lessons that are open, and in class."""
    mine = {one.learner_id: one.pk for one in active}
    did = Record.objects.filter(learner__in=mine, node__in=_open_nodes(course)).order_by().values("learner")
    came = Attendance.objects.filter(enrolment__in=active, state__in=_WAS_THERE).order_by().values("enrolment")
    found = {mine[row["learner"]]: row["last"] for row in did.annotate(last=Max("received_at"))}
    for row in came.annotate(last=Max("session__starts_at")):
        found[row["enrolment"]] = max(row["last"], found.get(row["enrolment"], row["last"]))
    return {pk: timezone.localdate(moment) for pk, moment in found.items()}


def _open_nodes(course: CourseOutline) -> set[uuid.UUID]:
    """What records may be about for staff to know of them. The course is the one that ``seen_by_staff`` gives."""
    return _open_places(course) | {line.key for module in course.modules for line in module.lessons}


def _open_places(course: CourseOutline) -> set[uuid.UUID]:
    """Where the quizzes stand whose results staff may know of."""
    return {course.key} | {module.key for module in course.modules if not is_private(module)}


def _tries(active: Iterable[Enrolment], course: CourseOutline) -> dict[int, list[tuple[str, Try]]]:
    """The quizzes that were handed in, by person: towards which destination, and what came of it. One query."""
    handed_in = Attempt.objects.submitted().filter(
        person__in=[one.learner.user_id for one in active], placement__in=_open_places(course)
    )
    found: dict[int, list[tuple[str, Try]]] = defaultdict(list)
    rows = handed_in.order_by("submitted_at", "pk").values_list(
        "person", "placement", "destination", "passed", "missed_must_know"
    )
    for person, place, towards, passed, missed in rows:
        found[person].append((towards, Try(place, bool(passed), len(missed))))
    return found
