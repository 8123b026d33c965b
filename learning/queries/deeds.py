"""Who asks, and what learners did. Read through the one gate, in a flat number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F, Q, QuerySet, Value

from accounts.models import Organisation, User
from accounts.permissions import memberships_of
from assessments.queries import checklists
from core.prepared import Prepared, Slot
from courses import overlays
from courses.models import Destination, Origin
from courses.overlays import Corridor
from courses.queries import facts_without_words
from learning.access import Scope, scope_of
from learning.attending import Attended, Sitting, attendance
from learning.completion import Deeds, Tried
from learning.gathering import Entry, What, gather
from learning.models import Attendance, ClassSession, Enrolment, Exemption, Learner, OutsideTraining, Progress, Record

Place = TypeVar("Place", Origin, Destination)


def scope_for(user: User | AnonymousUser) -> Scope:
    """Whose data this person may see. One query a request, none when her roles were asked for before."""
    held = memberships_of(user)
    ministries = (one.organisation_id for one in held if one.organisation.kind == Organisation.Kind.MINISTRY)
    scope = scope_of(user.pk or 0, [(one.role, one.organisation_id) for one in held], ministries=frozenset(ministries))
    return replace(scope, everyone=True) if user.is_superuser else scope


_HERS = Prepared(
    lambda: Learner.objects.filter(user=Slot("user", User._meta.pk)).annotate(
        origin_code=F("origin__code"), destination_code=F("destination__code")
    )
)


def learner_of(user: User) -> Learner | None:
    """Her own minimum record, if she has joined a class. One query, which leaves the names of both places in all
    languages where they are: nearly every page needs their codes alone."""
    learner = _HERS.first(user=user.pk)
    if learner:
        read: Any = learner  # with the codes beside it
        learner.user = user  # who asks is known already
        learner.origin = _known(Origin, learner.origin_id, read.origin_code)
        learner.destination = _known(Destination, learner.destination_id, read.destination_code)
    return learner


def _known(kind: type[Place], pk: int, code: str) -> Place:
    """A place of which no more than the code is read yet."""
    return kind.from_db(connection.alias, ["id", "code"], [pk, code])


def deeds(learner: Learner, *, destination: str | None = None) -> Deeds:
    """What she has done towards a destination, else towards her own. Four queries."""
    towards = learner.destination.code if destination is None else destination
    return deeds_of({learner.pk: towards})[learner.pk]


# What became of a quiz: by its questions, said aloud, or put together from its parts.
RESULTS = (Record.Verb.QUIZ_SUBMITTED, Record.Verb.ORAL_CHECK, Record.Verb.QUIZ_DECIDED)
# What she did with something in a lesson beside reading.
TRIES = (Record.Verb.TRIED, Record.Verb.WATCHED)


def deeds_of(towards: dict[int, str]) -> dict[int, Deeds]:
    """What each of these learners did towards the destination given for her. Four queries, however many they are."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for learner, verb, node, scope, payload, place in _counted(towards):
        if node:
            entries[learner].append(_entry(verb, node, scope, payload, place))
    rows = Progress.objects.filter(learner__in=towards)
    for learner, node, scope, done_at in rows.values_list("learner", "node", "scope", "done_at"):
        entries[learner].append(Entry(What.DONE if done_at else What.BEGUN, node, scope))
    for learner, node, scope, what in _standing_in(towards):
        entries[learner].append(Entry(What(what), node, scope))
    named = checklists()
    return {
        learner: gather(
            entries[learner],
            destination=destination,
            asked=[(each.quiz, each.question) for each in named if each.meant_for(destination)],
        )
        for learner, destination in towards.items()
    }


def _counted(learners: Collection[int]) -> QuerySet[Record, Any]:
    """Records that progress follows from."""
    suffices = Q(payload__passed=True) | Q(payload__answered=True)
    done = Q(verb__in=[Record.Verb.LESSON_READ, Record.Verb.TAUGHT, *TRIES, Record.Verb.OBSERVED])
    records = Record.objects.filter(done | Q(verb__in=RESULTS) & suffices, learner__in=learners).order_by()
    return records.values_list("learner", "verb", "node", "scope", "payload", "sequence")


def _entry(verb: str, node: uuid.UUID, scope: str, payload: dict[str, Any], place: int) -> Entry:
    if verb == Record.Verb.LESSON_READ:
        return Entry(What.READ, node, scope)
    if verb == Record.Verb.TAUGHT:
        return Entry(What.TAUGHT, node, scope)
    if verb in TRIES:
        return Entry(What.TRIED, node, scope, tried=Tried(node, payload["block"], payload["done"], payload["percent"]))
    if verb == Record.Verb.OBSERVED:
        return Entry(What.OBSERVED, node, scope, payload["checklist"], payload["passed"], place)
    return Entry(What.PASSED if payload["passed"] else What.ANSWERED, node, scope)


def _standing_in(learners: Collection[int]) -> QuerySet[Any, Any]:
    """Exemptions that have not ended, and training elsewhere that two people recognised."""
    exempt = Exemption.objects.filter(learner__in=learners, ended_at=None).order_by()
    outside = OutsideTraining.objects.filter(learner__in=learners, accepted=True).order_by()
    fields = ("learner", "node", "scope")
    return exempt.values_list(*fields, Value(What.EXEMPT.value)).union(
        outside.values_list(*fields, Value(What.RECOGNISED.value)), all=True
    )


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
    """How long each was there, by enrolment; a session counts once it has begun. Three queries.

    Who came from another class brings along what was held there until she moved, and begins here on that day.
    """
    stays = _stays(enrolments)
    cohorts = {stay.cohort_id for of_one in stays.values() for stay in of_one}
    sessions: dict[int, list[tuple[int, datetime, int]]] = defaultdict(list)
    begun = ClassSession.objects.filter(cohort__in=cohorts, starts_at__lte=now)
    for pk, cohort, starts_at, minutes in begun.order_by().values_list("pk", "cohort", "starts_at", "minutes"):
        sessions[cohort].append((pk, starts_at, minutes))
    places = [stay.pk for of_one in stays.values() for stay in of_one]
    rows = Attendance.objects.filter(enrolment__in=places).values_list("session", "enrolment", "minutes")
    there = {(session, enrolment): minutes for session, enrolment, minutes in rows}
    return {
        enrolment: attendance(
            Sitting(minutes, there.get((session, stay.pk), 0))
            for stay in of_one
            for session, starts_at, minutes in sessions[stay.cohort_id]
            if stay.holds(starts_at)
        )
        for enrolment, of_one in stays.items()
    }


class _Stay(NamedTuple):
    """One place with the time that counts of it: from the day she came there, until she moved on."""

    pk: int
    cohort_id: int
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


def _stays(enrolments: Collection[Enrolment]) -> dict[int, list[_Stay]]:
    """Each place with those that she came from, however often she moved, there and back too. One query."""
    moved = Enrolment.objects.filter(learner__in={one.learner_id for one in enrolments}, moved_to__isnull=False)
    came_from: dict[int, list[Enrolment]] = defaultdict(list)
    for earlier in moved.order_by("withdrawn_at"):
        if earlier.moved_to_id:
            came_from[earlier.moved_to_id].append(earlier)
    return {one.pk: _stays_of(one, came_from) for one in enrolments}


def _stays_of(last: Enrolment, came_from: Mapping[int, list[Enrolment]]) -> list[_Stay]:
    """She is where she came to last: by moving; else, and at the very first, by getting a place.

    Of who moved back, the place says no more that she had left it: that is told by when she got the one between.
    """
    places = {last.pk: last}
    further = [last]
    while further:
        before = [earlier for place in further for earlier in came_from.get(place.pk, ())]
        further = [place for place in before if place.pk not in places]
        places |= {place.pk: place for place in further}
    first = min(places.values(), key=lambda place: (place.enrolled_at, place.pk))
    got = [(place.enrolled_at, place) for place in places.values() if place is first or place.pk not in came_from]
    moves = [(one.withdrawn_at, places[pk]) for pk in places for one in came_from.get(pk, ()) if one.withdrawn_at]
    came = sorted([*got, *moves], key=lambda each: each[0])
    leaves = [*(moment for moment, _place in came[1:]), None]
    return [
        _Stay(place.pk, place.cohort_id, since=moment if number else None, until=until)
        for number, ((moment, place), until) in enumerate(zip(came, leaves, strict=True))
    ]
