"""Keeps assignments in step with postings, rules and what people have done. What changed is written down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from duties import queries
from duties.models import Assignment, AssignmentState, Requirement, StaffMember
from duties.queries import Case
from work import outbox

AT_ONCE = 200


def keep_requirement(requirement: Requirement, *, now: datetime) -> Requirement:
    """Save a rule and let a worker find on whom it falls."""
    with transaction.atomic():
        requirement.save()
        outbox.enqueue("duties.tasks.assign_everyone", now=now)
    return requirement


def assign_everyone(*, now: datetime) -> int:
    """Look at all who serve, some at a time; how many assignments changed."""
    everyone = list(StaffMember.objects.order_by("pk").values_list("pk", flat=True))
    return sum(assign(everyone[start : start + AT_ONCE], now=now) for start in range(0, len(everyone), AT_ONCE))


def lock(staff: Collection[int]) -> None:
    """Hold the files of these people: a list and the nightly look can come together.

    Always in the same order, and before anything else of theirs is written: else two could wait for each other.
    """
    list(StaffMember.objects.select_for_update().filter(pk__in=staff).order_by("pk").values_list("pk"))


@transaction.atomic
def assign(staff: Collection[int], *, now: datetime) -> int:
    """Give each what falls on her, move what has moved, end what falls on her no more; how many changed.

    Doing it again changes nothing. Who has left the service has nothing to do.
    """
    lock(staff)
    rules = list(Requirement.objects.active(now.date()))
    found = {
        (case.dossier.staff.pk, case.requirement.pk): case
        for dossier in queries.dossiers(staff, now=now).values()
        for case in queries.cases(dossier, rules)
    }
    there = {(one.staff_id, one.requirement_id): one for one in Assignment.objects.filter(staff__in=staff)}
    fresh = [_fresh(case, now) for place, case in found.items() if place not in there]
    changed = [one for place, one in there.items() if (_follow if place in found else _end)(one, found.get(place), now)]
    Assignment.objects.bulk_create(fresh)
    Assignment.objects.bulk_update(
        changed, ["posting", "status", "due_on", "why", "sequence", "changed_at", "ended_at"]
    )
    AssignmentState.objects.bulk_create(map(_state, [*fresh, *changed]))
    return len(fresh) + len(changed)


def _fresh(case: Case, now: datetime) -> Assignment:
    made = Assignment(staff=case.dossier.staff, requirement=case.requirement, changed_at=now)
    _copy(case, made)
    return made


def _copy(case: Case, to: Assignment) -> None:
    stands = case.standing
    to.posting, to.status, to.why = case.posting, stands.status.value, stands.why.value if stands.why else ""
    to.due_on = stands.due_on or to.due_on  # the day that was stays, so that it can be called off


def _follow(assignment: Assignment, case: Case | None, now: datetime) -> bool:
    """Bring an assignment up to date; whether anything changed. The sequence counts moves that calendars must see."""
    assert case is not None
    before = (assignment.posting_id, assignment.status, assignment.due_on, assignment.why, assignment.ended_at)
    due_on = assignment.due_on
    _copy(case, assignment)
    assignment.ended_at = None
    after = (case.posting.pk if case.posting else None, assignment.status, assignment.due_on, assignment.why, None)
    if before == after:
        return False
    assignment.sequence += due_on != assignment.due_on or before[4] is not None
    assignment.changed_at = now
    return True


def _end(assignment: Assignment, _case: Case | None, now: datetime) -> bool:
    if assignment.ended_at:
        return False
    assignment.ended_at = assignment.changed_at = now
    assignment.sequence += 1
    return True


def _state(one: Assignment) -> AssignmentState:
    return AssignmentState(
        assignment=one, posting=one.posting, status=one.status, due_on=one.due_on, why=one.why,
        ended=one.ended_at is not None, at=one.changed_at,
    )  # fmt: skip
