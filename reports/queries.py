"""Counts people by class and by destination and sex, in SQL and within a scope. Hides nothing; reads no lesson.

Withdrawn places are not counted. A person has started a course, and has completed it, by what ``Progress`` says of the
course as a whole, towards the destination she goes to now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Least

from accounts.models import Organisation, Role, User
from accounts.permissions import memberships_of
from courses.models import Audience, Destination
from learning.access import Scope
from learning.models import Attendance, ClassSession, Cohort, Enrolment, Progress
from learning.queries import scope_for


@dataclass(frozen=True)
class Filters:
    """What the address asks for. Codes, not names, so that an address means the same in every language."""

    cohort: str = ""
    centre: str = ""
    destination: str = ""
    sex: str = ""
    starts_from: date | None = None
    starts_to: date | None = None
    state: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether only some of the people of a class are asked for."""
        return bool(self.destination or self.sex)


@dataclass(frozen=True)
class Counts:
    """Distinct people, each number a part of the one before."""

    enrolled: int = 0
    started: int = 0
    completed: int = 0
    certified: int = 0

    def in_order(self) -> tuple[int, int, int, int]:
        return (self.enrolled, self.started, self.completed, self.certified)


@dataclass(frozen=True)
class Minutes:
    """Minutes of the sessions that have begun: planned for these people, and attended by them."""

    planned: int = 0
    present: int = 0


@dataclass(frozen=True)
class ClassLine:
    """One class, with its people by the cut that was asked for. Without a cut all stand under ``""``."""

    code: str
    title: str
    centre: str
    starts_on: date
    ends_on: date
    people: dict[str, Counts]
    minutes: Minutes


@dataclass(frozen=True)
class ByClass:
    lines: tuple[ClassLine, ...]
    total: Counts


@dataclass(frozen=True)
class ByDestination:
    """People by destination code and sex, with the names of the destinations."""

    names: dict[str, str]
    people: dict[tuple[str, str], Counts]


def office_scope(user: User | AnonymousUser) -> Scope:
    """For whom this person answers. Counting for her organisation, a consular officer sees numbers, and nobody's data.

    What she teaches elsewhere is left out: the office speaks for organisations.
    """
    posts = {one.organisation_id for one in memberships_of(user) if one.role == Role.CONSULAR_OFFICER}
    scope = scope_for(user)
    return replace(scope, teaches=False, organisations=scope.organisations | posts)


def classes_of(scope: Scope) -> QuerySet[Cohort]:
    """The classes that an office counts. Those of staff are not: in a post of two they would tell of a colleague."""
    within: QuerySet[Cohort] = Cohort.objects.within(scope)
    return within.exclude(course__audience=Audience.CONSULAR)


def centres(scope: Scope) -> list[tuple[str, str]]:
    """Codes and names of the organisations that have classes within a scope."""
    held = Organisation.objects.filter(pk__in=classes_of(scope).values("centre"))
    return sorted(((one.code, one.name) for one in held), key=lambda pair: pair[1])


def destinations() -> list[tuple[str, str]]:
    return sorted(((one.code, one.name) for one in Destination.objects.all()), key=lambda pair: pair[1])


def class_title(scope: Scope, code: str) -> str | None:
    """The name of a class within a scope; ``None`` where there is none."""
    return classes_of(scope).filter(code=code).values_list("title", flat=True).first()


def cohorts(scope: Scope, filters: Filters) -> QuerySet[Cohort]:
    """The classes within a scope that fit, by everything but the people in them."""
    found = classes_of(scope)
    if filters.cohort:
        found = found.filter(code=filters.cohort)
    if filters.centre:
        found = found.filter(centre__code=filters.centre)
    if filters.starts_from:
        found = found.filter(starts_on__gte=filters.starts_from)
    if filters.starts_to:
        found = found.filter(starts_on__lte=filters.starts_to)
    if filters.state:
        found = found.filter(closed_at__isnull=filters.state == "open")
    return found


def by_class(scope: Scope, filters: Filters, *, now: datetime) -> ByClass:
    """Every class that fits, the latest first. Five queries.

    A cut by sex or destination counts every part of every class, for what may be shown of one part depends on the
    others; the minutes and the total are those of the part that was asked for.
    """
    fitting = cohorts(scope, filters)
    people = _enrolments(fitting)
    asked = people.filter(_asked(filters))
    parts = _parts(people, filters)
    minutes = _minutes(fitting, asked, parts, filters, now)
    found = fitting.select_related("centre").order_by("-starts_on", "title", "pk")
    lines = tuple(
        ClassLine(
            one.code,
            one.title,
            one.centre.name,
            one.starts_on,
            one.ends_on,
            parts.get(one.pk, {}),
            minutes.get(one.pk, Minutes()),
        )
        for one in found
    )
    return ByClass(lines, Counts(**_counted(asked).aggregate(**_figures())))


def how_many(scope: Scope, filters: Filters) -> int:
    return cohorts(scope, filters).count()


def by_destination(scope: Scope, filters: Filters) -> ByDestination:
    """Everybody in the classes that fit, whatever destination or sex is asked for. Two queries."""
    rows = _counted(_enrolments(cohorts(scope, filters))).values("learner__destination__code", "learner__sex")
    people = {
        (row.pop("learner__destination__code"), row.pop("learner__sex")): Counts(**row)
        for row in rows.order_by().annotate(**_figures())
    }
    return ByDestination(dict(destinations()), people)


def part_of(filters: Filters) -> str:
    """Which part of each class is asked for: a sex, a destination, or all of it."""
    return filters.sex or filters.destination


def _enrolments(fitting: QuerySet[Cohort]) -> QuerySet[Enrolment]:
    return Enrolment.objects.active().filter(cohort__in=fitting.values("pk"))


def _asked(filters: Filters) -> Q:
    asked = Q(learner__sex=filters.sex) if filters.sex else Q()
    return asked & Q(learner__destination__code=filters.destination) if filters.destination else asked


def _counted(people: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Each place with the course's progress and certificate of the person, if any. The course is the class's own."""
    return people.alias(
        course=FilteredRelation(
            "learner__progress",
            condition=Q(learner__progress__kind=Progress.Kind.COURSE, learner__progress__node=F("course_key")),
        ),
        certificate=FilteredRelation(
            "learner__user__certificates",
            condition=Q(
                learner__user__certificates__course=F("course_key"), learner__user__certificates__revoked_at=None
            ),
        ),
    )


def _figures() -> dict[str, Count]:
    """Conditional counts of distinct people, for a query made by ``_counted``."""
    here = ["", F("learner__destination__code")]
    started = Q(course__scope__in=here)
    completed = started & Q(course__done_at__isnull=False)
    certified = completed & Q(certificate__destination__in=here)
    return {
        "enrolled": Count("learner", distinct=True),
        "started": Count("learner", distinct=True, filter=started),
        "completed": Count("learner", distinct=True, filter=completed),
        "certified": Count("learner", distinct=True, filter=certified),
    }


def _parts(people: QuerySet[Enrolment], filters: Filters) -> dict[int, dict[str, Counts]]:
    """The people of each class, by sex or destination where such a part is asked for."""
    by = "learner__sex" if filters.sex else "learner__destination__code" if filters.destination else None
    rows = _counted(people).values("cohort", *([by] if by else [])).order_by().annotate(**_figures())
    parts: dict[int, dict[str, Counts]] = {}
    for row in rows:
        cohort, part = row.pop("cohort"), row.pop(by) if by else ""
        parts.setdefault(cohort, {})[part] = Counts(**row)
    return parts


def _minutes(
    fitting: QuerySet[Cohort],
    asked: QuerySet[Enrolment],
    parts: dict[int, dict[str, Counts]],
    filters: Filters,
    now: datetime,
) -> dict[int, Minutes]:
    """As ``completion.attendance`` counts it for one person: a session counts once it has begun, never for more."""
    begun = ClassSession.objects.filter(cohort__in=fitting.values("pk"), starts_at__lte=now)
    planned = dict(begun.order_by().values_list("cohort").annotate(Sum("minutes")))
    marks = Attendance.objects.filter(session__starts_at__lte=now, enrolment__in=asked.values("pk"))
    there = marks.values_list("session__cohort").annotate(there=Sum(Least("minutes", "session__minutes")))
    present = dict(there.order_by())
    part = part_of(filters)
    return {
        cohort: Minutes(minutes * parts.get(cohort, {}).get(part, Counts()).enrolled, present.get(cohort, 0))
        for cohort, minutes in planned.items()
    }
