"""What staff see of classes: states of modules, attendance, and nothing that is hers alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, When
from django.utils import timezone

from courses.outline import CourseOutline
from learning.access import Scope, is_private, seen_by_staff
from learning.attending import Attended
from learning.completion import NOTHING, Deeds, State, progress
from learning.models import Attendance, ClassSession, Cohort, Enrolment
from learning.queries.deeds import attendance_of, deeds_of
from learning.queries.words import course_words

CLASSES_SHOWN = 30  # on one page


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
    def begun(self) -> bool:
        """Whether anything that staff may know of is begun."""
        return any(state not in {None, State.NOT_BEGUN} for state in self.states)

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
        return sum(not row.begun for row in self.rows)


def roster(cohort: Cohort, *, language: str, now: datetime) -> Roster:
    """The people of a class with what staff may know of each: no lesson, no time, nothing private. Eight queries."""
    whole = cohort.enrolments.filter(learner__merged_into=None)  # who was entered twice is named once
    everyone = list(whole.select_related("learner__user", "learner__destination").order_by("learner__user__name", "pk"))
    active = [enrolment for enrolment in everyone if enrolment.withdrawn_at is None]
    course = seen_by_staff(class_course(cohort, language))
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


def class_course(cohort: Cohort, language: str) -> CourseOutline:
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
    """Classes as an instructor looks for them: those of one ``page`` of them all."""

    page: Page[Cohort]
    today: tuple[ClassCard, ...]
    running: tuple[ClassCard, ...]
    ended: tuple[ClassCard, ...]


def classes(scope: Scope, *, now: datetime, words: str = "", number: str | None = None) -> Shelf:
    """The classes within a scope: those that meet today, those that have not ended, and the rest.

    ``words`` are looked for in name, code and centre; ``number`` is that of the page. Four queries, however many
    classes there are.
    """
    today = timezone.localdate(now)
    begins = timezone.make_aware(datetime.combine(today, time.min))
    meeting = ClassSession.objects.filter(starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
    turn = Case(When(pk__in=meeting.values("cohort"), then=0), When(ends_on__gte=today, then=1), default=2)
    cohorts = Cohort.objects.within(scope).called(words).select_related("course", "centre").annotate(turn=turn)
    page = Paginator(cohorts.order_by("turn", "-starts_on", "title", "pk"), CLASSES_SHOWN).get_page(number)
    shown = list(page.object_list)
    meets = {session.cohort_id: session for session in meeting.filter(cohort__in=shown).order_by("-starts_at")}
    active = Enrolment.objects.active().filter(cohort__in=shown).order_by()
    people = dict(active.values_list("cohort").annotate(Count("pk")))
    cards = [ClassCard(cohort, people.get(cohort.pk, 0), meets.get(cohort.pk)) for cohort in shown]
    nearest = sorted(cards, key=lambda card: card.meets.starts_at if card.meets else begins)
    return Shelf(
        page=page,
        today=tuple(card for card in nearest if card.meets),
        running=tuple(card for card in cards if not card.meets and card.cohort.ends_on >= today),
        ended=tuple(card for card in cards if not card.meets and card.cohort.ends_on < today),
    )


@dataclass(frozen=True)
class Sessions:
    """Those of a class, each once. ``today`` is the one to call the roll of, or the last of today that was called.

    ``missed`` have begun, and nobody was marked in them; ``past`` begin with the last.
    """

    today: ClassSession | None
    missed: tuple[ClassSession, ...]
    coming: tuple[ClassSession, ...]
    past: tuple[ClassSession, ...]

    @property
    def next(self) -> ClassSession | None:
        return self.coming[0] if self.coming else None

    def __bool__(self) -> bool:
        return bool(self.today or self.missed or self.coming or self.past)


def sessions(cohort: Cohort, *, now: datetime) -> Sessions:
    """The sessions of a class with how many were marked in each, and how many of them were there. One query."""
    every = _sessions(cohort)
    todays = [one for one in every if timezone.localdate(one.starts_at) == timezone.localdate(now)]
    today = next((one for one in todays if not one.marked), todays[-1] if todays else None)  # type: ignore[attr-defined]
    rest = [one for one in every if one is not today]
    begun = [one for one in rest if one.starts_at <= now]
    return Sessions(
        today=today,
        missed=tuple(one for one in begun if not one.marked),  # type: ignore[attr-defined]
        coming=tuple(one for one in rest if one.starts_at > now),
        past=tuple(one for one in reversed(begun) if one.marked),  # type: ignore[attr-defined]
    )


def _sessions(cohort: Cohort) -> list[ClassSession]:
    there = ~Q(attendance__state__in=[Attendance.State.ABSENT, Attendance.State.EXCUSED])
    counted = Q(attendance__isnull=False, attendance__enrolment__learner__merged_into=None)  # entered twice, there once
    marked = cohort.sessions.annotate(
        marked=Count("attendance", filter=counted), there=Count("attendance", filter=counted & there)
    )
    return list(marked)


def roll_with_gone(session: ClassSession) -> list[RollLine]:
    """The same as ``roll``, and who was marked then and has left the class since. Three queries."""
    lines = roll(session)
    gone = session.attendance.filter(enrolment__withdrawn_at__isnull=False, enrolment__learner__merged_into=None)
    gone = gone.select_related("enrolment__learner__user")
    left = [RollLine(mark.enrolment, mark, joined_later=False) for mark in gone]
    return sorted([*lines, *left], key=lambda line: (line.enrolment.learner.user.name, line.enrolment.pk))


def unsigned_sessions(cohort: Cohort, *, now: datetime) -> list[ClassSession]:
    """Those that have begun and whose roll call nobody has signed. One query."""
    return list(cohort.sessions.filter(closed_at=None, starts_at__lte=now))


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
