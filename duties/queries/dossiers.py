"""What is known of members of staff: their postings and what they have done. Nine queries, however many they are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch, Q

from certificates.models import Certificate
from courses.models import Edition
from courses.outline import CourseOutline
from courses.queries import outlines
from duties.due import Completion
from duties.hours import local_day
from duties.models import Exemption, PostDetails, Posting, Recognition, Requirement, StaffMember
from duties.models.people import zone_of
from learning.models import Record
from learning.queries.deeds import RESULTS

Passes = dict[object, list[date]]


@dataclass(frozen=True)
class Dossier:
    """One member of staff. ``done`` are completions by course, ``recognised`` and ``exempt`` go by requirement.

    ``passed`` are the days on which the quizzes of a course were passed, by quiz; one never passed has no day.
    """

    staff: StaffMember
    postings: tuple[Posting, ...]
    kinds: Mapping[int, PostDetails]
    today: date
    zone: ZoneInfo
    done: Mapping[uuid.UUID, tuple[Completion, ...]]
    passed: Mapping[uuid.UUID, Passes]
    recognised: Mapping[int, tuple[Completion, ...]]
    exempt: frozenset[int] = frozenset()
    editions: Mapping[uuid.UUID, tuple[date, ...]] = field(default_factory=dict)

    def details(self, posting: Posting | None) -> PostDetails | None:
        return self.kinds.get(posting.post_id) if posting else None

    def ends(self, posting: Posting) -> date | None:
        """The last day at a post: the one that was given, or that on which the next posting begins."""
        following = [one.starts_on for one in self.postings if one.starts_on > posting.starts_on]
        return min([*following, *([posting.ends_on] if posting.ends_on else [])], default=None)

    @property
    def present(self) -> Posting | None:
        """Where she is now, else where she goes first."""
        to_come = [one for one in self.postings if (ends := self.ends(one)) is None or ends >= self.today]
        begun = [one for one in to_come if one.starts_on <= self.today]
        return next(iter(begun[-1:] or to_come), None)


def dossiers(staff: Collection[int], *, now: datetime) -> dict[int, Dossier]:
    """The dossiers of those who serve, by the id of their file."""
    everyone = _staff(staff, now.date())
    kinds = {one.organisation_id: one for one in PostDetails.objects.all()}
    requirements = list(Requirement.objects.all())
    courses = {requirement.course for requirement in requirements}
    zones = {one.pk: _zone(one, kinds, now) for one in everyone}
    done = _certificates(everyone, courses, zones)
    passed = _passes(everyone, courses, zones)
    today = {pk: local_day(now, at=at) for pk, at in zones.items()}
    recognised, exempt = _recognised(everyone), _exempt(everyone, today)
    editions = _editions(courses)
    return {
        one.pk: Dossier(
            one, tuple(one.postings.all()), kinds, today[one.pk], zones[one.pk],
            done[one.pk], passed[one.pk], recognised[one.pk], frozenset(exempt[one.pk]), editions,
        )
        for one in everyone
    }  # fmt: skip


def _staff(staff: Collection[int], today: date) -> list[StaffMember]:
    live = Posting.objects.live().select_related("post").order_by("starts_on")
    found = StaffMember.objects.serving(today=today).filter(pk__in=staff)
    return list(found.select_related("user", "supervisor__user").prefetch_related(Prefetch("postings", queryset=live)))


def _editions(courses: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[date, ...]]:
    """When the editions of each course came out: what was done is good until the first that follows it."""
    found: dict[uuid.UUID, tuple[date, ...]] = {}
    rows = Edition.objects.filter(course_key__in=courses).order_by("made_at").values_list("course_key", "made_at")
    for course, made_at in rows:
        found[course] = (*found.get(course, ()), made_at.date())
    return found


def _zone(staff: StaffMember, kinds: Mapping[int, PostDetails], now: datetime) -> ZoneInfo:
    today = now.date()
    begun = [one for one in staff.postings.all() if one.starts_on <= today] or list(staff.postings.all())[:1]
    return zone_of(staff, kinds.get(begun[-1].post_id) if begun else None)


def _certificates(
    staff: Iterable[StaffMember], courses: Collection[uuid.UUID], zones: Mapping[int, ZoneInfo]
) -> dict[int, dict[uuid.UUID, tuple[Completion, ...]]]:
    """From certificates that stand. One taken back proves nothing; one that a corrected one replaced is not needed."""
    owner = {one.user_id: one.pk for one in staff}
    found: dict[int, dict[uuid.UUID, tuple[Completion, ...]]] = defaultdict(dict)
    rows = Certificate.objects.live().filter(person__in=owner, course__in=courses).order_by("issued_at")
    for person, course, country, issued_at in rows.values_list("person", "course", "destination", "issued_at"):
        pk = owner[person]
        completion = Completion(local_day(issued_at, at=zones[pk]), country)
        found[pk][course] = (*found[pk].get(course, ()), completion)
    return found


def _passes(
    staff: Iterable[StaffMember], courses: Collection[uuid.UUID], zones: Mapping[int, ZoneInfo]
) -> dict[int, dict[uuid.UUID, Passes]]:
    """On which days each quiz of a course was passed: that is how a training that runs out is done again."""
    asked = {course.key: _quizzes(course) for course in outlines(settings.LANGUAGE_CODE) if course.key in courses}
    owner = {one.user_id: one.pk for one in staff}
    nodes = {node for nodes in asked.values() for node in nodes}
    days: dict[int, dict[uuid.UUID, list[date]]] = defaultdict(lambda: defaultdict(list))
    rows = Record.objects.filter(verb__in=RESULTS, payload__passed=True, learner__user__in=owner, node__in=nodes)
    for person, node, received_at in rows.values_list("learner__user", "node", "received_at"):
        assert node is not None
        days[owner[person]][node].append(local_day(received_at, at=zones[owner[person]]))
    return {
        one.pk: {course: {node: days[one.pk][node] for node in nodes} for course, nodes in asked.items()}
        for one in staff
    }


def _quizzes(course: CourseOutline) -> list[uuid.UUID]:
    """Where a quiz must be passed: in modules that everyone must do, and at the end."""
    nodes = [module.key for module in course.modules if module.quiz and module.required]
    return [*nodes, course.key] if course.final_quiz else nodes


def _recognised(staff: Iterable[StaffMember]) -> dict[int, dict[int, tuple[Completion, ...]]]:
    found: dict[int, dict[int, tuple[Completion, ...]]] = defaultdict(dict)
    rows = Recognition.objects.filter(accepted=True, assignment__staff__in=[one.pk for one in staff])
    values = rows.values_list("assignment__staff", "assignment__requirement", "held_on")
    for member, requirement, held_on in values.order_by("held_on"):
        found[member][requirement] = (*found[member].get(requirement, ()), Completion(held_on))
    return found


def _exempt(staff: Iterable[StaffMember], today: Mapping[int, date]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Exemption.objects.filter(Q(ended_at__isnull=True), assignment__staff__in=[one.pk for one in staff])
    for member, requirement, until in rows.values_list("assignment__staff", "assignment__requirement", "until"):
        if until is None or today[member] <= until:
            found[member].add(requirement)
    return found
