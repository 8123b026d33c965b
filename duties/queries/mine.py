"""What an officer sees of her own training. Nothing here is for supervisors."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from certificates.checking import State, state_of
from certificates.models import Certificate
from courses.queries import outlines
from duties.models import Assignment, Recognition, Requirement, StaffMember
from duties.models.assignments import Status
from duties.queries.cases import Case, cases
from duties.queries.dossiers import dossiers


@dataclass(frozen=True)
class Task:
    """One training of hers. ``asked`` is the recognition she waits for, or the last one that was decided."""

    case: Case
    assignment: Assignment
    title: str
    asked: Recognition | None

    @property
    def status(self) -> str:
        return self.case.standing.status.value

    @property
    def label(self) -> str:
        return str(Status(self.status).label)


@dataclass(frozen=True)
class Paper:
    """A certificate of hers in one of the required courses, and whether it still holds."""

    certificate: Certificate
    title: str
    state: State


def titles(language: str) -> dict[uuid.UUID, str]:
    """What the courses are called in a language."""
    return {course.key: course.title for course in outlines(language)}


def my_tasks(member: StaffMember, *, language: str, now: datetime) -> list[Task]:
    """What falls on her now, the most urgent first. As many queries for one training as for ten."""
    dossier = dossiers([member.pk], now=now)[member.pk]
    assigned = {one.requirement_id: one for one in member.assignments.open()}
    named, asked = titles(language), _asked(assigned.values())
    found = cases(dossier, Requirement.objects.active(dossier.today))
    tasks = [
        Task(case, assigned[rule.pk], named.get(rule.course, ""), asked.get(rule.pk))
        for case in found
        if (rule := case.requirement).pk in assigned
    ]
    return sorted(tasks, key=_urgency)


def _urgency(task: Task) -> tuple[bool, str, str]:
    stands = task.case.standing
    return not stands.is_open, str(stands.due_on or "9999"), task.title


def _asked(assigned: Iterable[Assignment]) -> dict[int, Recognition]:
    rows = Recognition.objects.filter(assignment__in=list(assigned)).select_related("assignment").order_by("asked_at")
    return {one.assignment.requirement_id: one for one in rows}


def my_papers(member: StaffMember, *, language: str, now: datetime) -> list[Paper]:
    """Her certificates, the newest first."""
    named = titles(language)
    rows = Certificate.objects.filter(person=member.user_id, course__in=Requirement.objects.values("course"))
    return [Paper(one, named.get(one.course, ""), state_of(one, now=now)) for one in rows]


def my_dates(tasks: Iterable[Task]) -> list[Task]:
    """Those that have a last day to come or gone by."""
    return [task for task in tasks if task.case.standing.is_open and task.case.standing.due_on]
