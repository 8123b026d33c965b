"""Who asks, and what learners did. Read through the one gate, in a flat number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Organisation, User
from accounts.permissions import memberships_of
from courses import overlays
from courses.overlays import Corridor
from courses.queries import facts
from learning.access import Scope, scope_of
from learning.completion import Attended, Deeds, Sitting, attendance
from learning.models import Attendance, ClassSession, Enrolment, Learner, Progress, Record


def scope_for(user: User | AnonymousUser) -> Scope:
    """Whose data this person may see. One query a request, none when her roles were asked for before."""
    held = memberships_of(user)
    ministries = (one.organisation_id for one in held if one.organisation.kind == Organisation.Kind.MINISTRY)
    scope = scope_of(user.pk or 0, [(one.role, one.organisation_id) for one in held], ministries=frozenset(ministries))
    return replace(scope, everyone=True) if user.is_superuser else scope


def learner_of(user: User) -> Learner | None:
    """Her own minimum record, if she has joined a class."""
    return Learner.objects.filter(user=user).select_related("user", "origin", "destination").first()


def deeds(learner: Learner, *, destination: str | None = None) -> Deeds:
    """What she has done towards a destination, else towards her own. Two queries."""
    towards = learner.destination.code if destination is None else destination
    return deeds_of({learner.pk: towards})[learner.pk]


def deeds_of(towards: dict[int, str]) -> dict[int, Deeds]:
    """What each of these learners did towards the destination given for her. Two queries, however many they are."""
    read, passed, begun, done = (defaultdict[int, set[uuid.UUID]](set) for _each in range(4))
    counted = Q(verb=Record.Verb.LESSON_READ) | Q(verb=Record.Verb.QUIZ_SUBMITTED, payload__passed=True)
    records = Record.objects.filter(counted, learner__in=towards).order_by()
    for learner, verb, node, scope in records.values_list("learner", "verb", "node", "scope"):
        if node and scope in {"", towards[learner]}:
            (read if verb == Record.Verb.LESSON_READ else passed)[learner].add(node)
    rows = Progress.objects.filter(learner__in=towards)
    for learner, node, scope, done_at in rows.values_list("learner", "node", "scope", "done_at"):
        if scope in {"", towards[learner]}:
            (done if done_at else begun)[learner].add(node)
    return {learner: Deeds(*(frozenset(kind[learner]) for kind in (read, passed, begun, done))) for learner in towards}


def known_facts(corridor: Corridor, *, today: date) -> tuple[frozenset[str], frozenset[str]]:
    """Which facts her lessons show as true: about her destination, and about her origin. One query."""
    known = [
        place
        for place, fact in facts(corridor).items()
        if overlays.show(fact, key=place[1], language="en", today=today).known
    ]
    return (
        frozenset(key for scope, key in known if scope == "destination"),
        frozenset(key for scope, key in known if scope == "origin"),
    )


def attendance_of(enrolments: Collection[Enrolment], *, now: datetime) -> dict[int, Attended]:
    """How long each was there, by enrolment; a session counts once it has begun. Two queries."""
    cohorts = {enrolment.cohort_id for enrolment in enrolments}
    begun = ClassSession.objects.filter(cohort__in=cohorts, starts_at__lte=now)
    sessions = defaultdict(list)
    for pk, cohort, minutes in begun.order_by().values_list("pk", "cohort", "minutes"):
        sessions[cohort].append((pk, minutes))
    rows = Attendance.objects.filter(enrolment__in=enrolments).values_list("session", "enrolment", "minutes")
    there = {(session, enrolment): minutes for session, enrolment, minutes in rows}
    return {
        enrolment.pk: attendance(
            Sitting(minutes, there.get((session, enrolment.pk), 0))
            for session, minutes in sessions[enrolment.cohort_id]
        )
        for enrolment in enrolments
    }
