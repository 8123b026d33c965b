"""Who asks, and what learners did. Read through the one gate, in a flat number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Organisation, User
from accounts.permissions import memberships_of
from assessments.queries import checklists
from courses import overlays
from courses.overlays import Corridor
from courses.queries import facts_without_words
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
    """Her own minimum record, if she has joined a class. One query, which leaves the names of both places in all
    languages where they are: nearly every page needs their codes alone."""
    own = (field.name for field in Learner._meta.concrete_fields)
    found = Learner.objects.filter(user=user).select_related("origin", "destination")
    learner = found.only(*own, "origin__code", "destination__code").first()
    if learner:
        learner.user = user  # who asks is known already
    return learner


def deeds(learner: Learner, *, destination: str | None = None) -> Deeds:
    """What she has done towards a destination, else towards her own. Three queries."""
    towards = learner.destination.code if destination is None else destination
    return deeds_of({learner.pk: towards})[learner.pk]


# What became of a quiz: by its questions, said aloud, or put together from its parts.
RESULTS = (Record.Verb.QUIZ_SUBMITTED, Record.Verb.ORAL_CHECK, Record.Verb.QUIZ_DECIDED)


def deeds_of(towards: dict[int, str]) -> dict[int, Deeds]:
    """What each of these learners did towards the destination given for her. Three queries, however many they are."""
    read, passed, answered, begun, done = (defaultdict[int, set[uuid.UUID]](set) for _each in range(5))
    observed: dict[int, dict[str, bool]] = defaultdict(dict)
    for learner, verb, node, scope, payload in _counted(towards):
        if not node or scope not in {"", towards[learner]}:
            continue
        if verb == Record.Verb.LESSON_READ:
            read[learner].add(node)
        elif verb == Record.Verb.OBSERVED:
            observed[learner][payload["checklist"]] = payload["passed"]
        else:
            (passed if payload["passed"] else answered)[learner].add(node)
    rows = Progress.objects.filter(learner__in=towards)
    for learner, node, scope, done_at in rows.values_list("learner", "node", "scope", "done_at"):
        if scope in {"", towards[learner]}:
            (done if done_at else begun)[learner].add(node)
    named = checklists()
    return {
        learner: Deeds(
            read=frozenset(read[learner]),
            passed=frozenset(passed[learner]),
            answered=frozenset(answered[learner]),
            begun=frozenset(begun[learner]),
            done=frozenset(done[learner]),
            observed=frozenset(key for key, seen in observed[learner].items() if seen),
            asked=frozenset((each.quiz, each.question) for each in named if each.meant_for(destination)),
        )
        for learner, destination in towards.items()
    }


def _counted(learners: Collection[int]) -> QuerySet[Record, Any]:
    """Records that progress follows from; of one checklist the last decides."""
    suffices = Q(payload__passed=True) | Q(payload__answered=True)
    counted = Q(verb__in=[Record.Verb.LESSON_READ, Record.Verb.OBSERVED]) | Q(verb__in=RESULTS) & suffices
    records = Record.objects.filter(counted, learner__in=learners).order_by("sequence")
    return records.values_list("learner", "verb", "node", "scope", "payload")


def known_facts(corridor: Corridor, *, today: date) -> tuple[frozenset[str], frozenset[str]]:
    """Which facts her lessons show as true: about her destination, and about her origin. One query."""
    known = [
        place
        for place, fact in facts_without_words(corridor).items()
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
