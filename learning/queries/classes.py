"""What staff see of classes: states of modules, attendance, and nothing that is hers alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from courses.outline import CourseOutline
from learning.access import Scope, is_private, seen_by_staff
from learning.completion import NOTHING, Attended, Deeds, State, progress
from learning.models import Attendance, ClassSession, Cohort, Enrolment
from learning.queries.deeds import attendance_of, deeds_of
from learning.queries.words import course_words


@dataclass(frozen=True)
class Column:
    """A module as staff see it, and how many have done it. A private one has no title and no number."""

    title: str
    private: bool
    done: int = 0


@dataclass(frozen=True)
class RosterRow:
    """One person in a class. A state is ``None`` where it is hers alone."""

    enrolment: Enrolment
    columns: tuple[Column, ...]
    states: tuple[State | None, ...]
    finished: bool
    attendance: Attended

    @property
    def pairs(self) -> list[tuple[Column, State | None]]:
        return list(zip(self.columns, self.states, strict=True))

    @property
    def done(self) -> int:
        return self.states.count(State.DONE)

    @property
    def counted(self) -> int:
        return len(self.states) - self.states.count(None)


@dataclass(frozen=True)
class Roster:
    columns: tuple[Column, ...]
    rows: tuple[RosterRow, ...]
    withdrawn: tuple[Enrolment, ...]

    @property
    def finished(self) -> int:
        return sum(row.finished for row in self.rows)

    @property
    def not_begun(self) -> int:
        return sum(all(state in {None, State.NOT_BEGUN} for state in row.states) for row in self.rows)


def roster(cohort: Cohort, *, language: str, now: datetime) -> Roster:
    """The people of a class with what staff may know of each: no lesson, no time, nothing private. Six queries."""
    everyone = list(
        cohort.enrolments.select_related("learner__user", "learner__destination").order_by("learner__user__name", "pk")
    )
    active = [enrolment for enrolment in everyone if enrolment.withdrawn_at is None]
    course = seen_by_staff(_course(cohort, language))
    known = deeds_of({enrolment.learner_id: enrolment.learner.destination.code for enrolment in active})
    states = {enrolment.pk: _states(enrolment, course, known[enrolment.learner_id]) for enrolment in active}
    columns = tuple(
        Column(module.title, is_private(module), done=sum(row[place] is State.DONE for row in states.values()))
        for place, module in enumerate(course.modules)
    )
    there = attendance_of(active, now=now)
    return Roster(
        columns=columns,
        rows=tuple(
            RosterRow(one, columns, states[one.pk], course.key in known[one.learner_id].done, there[one.pk])
            for one in active
        ),
        withdrawn=tuple(enrolment for enrolment in everyone if enrolment.withdrawn_at),
    )


def _course(cohort: Cohort, language: str) -> CourseOutline:
    """The course in a reader's language; without modules while it is withdrawn."""
    page = cohort.course
    return course_words(cohort, language=language) or CourseOutline(page.translation_key, page.slug, page.title, ())


def _states(enrolment: Enrolment, course: CourseOutline, known: Deeds) -> tuple[State | None, ...]:
    # That something was begun is left out: it may have been begun by a lesson that staff must not know of.
    tree = progress(course, replace(known, begun=NOTHING), destination=enrolment.learner.destination.code)
    parts = zip(course.modules, tree.modules, strict=True)
    return tuple(None if is_private(module) else part.state for module, part in parts)


@dataclass(frozen=True)
class ClassCard:
    """A class on the first page of the console. ``meets_at`` is today's session, if there is one."""

    cohort: Cohort
    people: int
    meets: ClassSession | None = None


@dataclass(frozen=True)
class Shelf:
    """Classes as an instructor looks for them."""

    today: tuple[ClassCard, ...]
    running: tuple[ClassCard, ...]
    ended: tuple[ClassCard, ...]


def classes(scope: Scope, *, now: datetime) -> Shelf:
    """The classes within a scope: those that meet today, those that have not ended, and the rest. Three queries."""
    today = timezone.localdate(now)
    active = Count("enrolments", filter=Q(enrolments__withdrawn_at=None), distinct=True)
    cohorts = Cohort.objects.within(scope).select_related("course", "centre")
    people = dict(Cohort.objects.within(scope).annotate(people=active).values_list("pk", "people"))
    begins = timezone.make_aware(datetime.combine(today, time.min))
    meeting = ClassSession.objects.filter(starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
    meets = {session.cohort_id: session for session in meeting.order_by("-starts_at")}
    cards = [ClassCard(cohort, people[cohort.pk], meets.get(cohort.pk)) for cohort in cohorts]
    nearest = sorted(cards, key=lambda card: card.meets.starts_at if card.meets else begins)
    return Shelf(
        today=tuple(card for card in nearest if card.meets),
        running=tuple(card for card in cards if not card.meets and card.cohort.ends_on >= today),
        ended=tuple(card for card in cards if not card.meets and card.cohort.ends_on < today),
    )


def sessions(cohort: Cohort) -> list[ClassSession]:
    """The sessions of a class with how many were marked in each, and how many of them were there. One query."""
    there = ~Q(attendance__state__in=[Attendance.State.ABSENT, Attendance.State.EXCUSED])
    marked = cohort.sessions.annotate(
        marked=Count("attendance"), there=Count("attendance", filter=Q(attendance__isnull=False) & there)
    )
    return list(marked)


@dataclass(frozen=True)
class RollLine:
    """One person in a roll call. Who joined after the session was not absent from it."""

    enrolment: Enrolment
    mark: Attendance | None
    joined_later: bool

    @property
    def by_phone(self) -> bool:
        """Whether she was marked by her own phone."""
        return self.mark is not None and self.mark.marked_by_id == self.enrolment.learner.user_id


def roll(session: ClassSession) -> list[RollLine]:
    """The people of the class with their marks in this session. Two queries."""
    marks = {mark.enrolment_id: mark for mark in session.attendance.all()}
    people = Enrolment.objects.active().filter(cohort=session.cohort_id).select_related("learner__user")
    return [
        RollLine(one, marks.get(one.pk), joined_later=one.enrolled_at > session.ends_at)
        for one in people.order_by("learner__user__name", "pk")
    ]
