"""Training falls on people by itself, and follows their postings."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from accounts.models import Role
from duties.actions import assign_everyone, begin_study, cancel_posting, exempt, keep_requirement
from duties.models import Assignment, Posting
from duties.models.assignments import Status
from learning.models import Record
from tests.duties.conftest import NOW, assignment_of, certify, days, member, posted, requirement, supervisor
from work.models import OutboxItem


def history(assignment: Assignment) -> list[tuple]:
    return [(one.status, one.due_on, one.ended) for one in assignment.history.all()]


def test_a_posting_brings_its_training_fourteen_days_before(service, rule):
    found = assignment_of(posted(service, starts=100))
    assert (found.status, found.due_on, found.why, found.sequence) == (Status.NOT_YET, days(86), "posting", 0)
    assert history(found) == [(Status.NOT_YET, days(86), False)]


def test_looking_again_changes_nothing(service, rule):
    posted(service)
    assert assign_everyone(now=NOW) == 0


@pytest.mark.parametrize(
    ("values", "role", "at", "falls"),
    [
        ({"roles": ["consul"]}, "consul", "amman", True),
        ({"roles": ["consul"]}, "clerk", "amman", False),
        ({"post_kinds": ["consulate"]}, "consul", "aqaba", True),
        ({"post_kinds": ["consulate"]}, "consul", "amman", False),
        ({"roles": ["consul"], "post_kinds": ["embassy"]}, "consul", "aqaba", False),
        ({"ended_on": days(0)}, "consul", "amman", False),
    ],
)
def test_it_falls_on_the_roles_and_posts_it_names(service, values, role, at, falls):
    requirement(service, **values)
    staff = posted(service, at=at, role=role)
    assert Assignment.objects.filter(staff=staff).exists() is falls


def test_a_rule_that_begins_later_is_seen_beforehand_and_nobody_is_late(service):
    requirement(service, active_from=days(20))
    found = assignment_of(posted(service, starts=-300))
    assert (found.status, found.due_on) == (Status.DUE_SOON, days(20))


def test_a_rule_from_the_day_of_hiring_needs_no_posting(service):
    requirement(service, basis="hire", days=30)
    staff = member(service, hired_on=days(-10))
    assign_everyone(now=NOW)
    assert (assignment_of(staff).due_on, assignment_of(staff).posting) == (days(20), None)


def test_a_posting_that_moves_moves_the_day_and_leaves_a_trace(service, rule):
    staff = posted(service, starts=100)
    posted(service, starts=130)
    found = assignment_of(staff)
    assert (found.due_on, found.sequence) == (days(116), 1)
    assert history(found) == [(Status.NOT_YET, days(86), False), (Status.NOT_YET, days(116), False)]
    assert [(one.starts_on, one.superseded_at is None) for one in Posting.objects.filter(staff=staff)] == [
        (days(100), False), (days(130), True),
    ]  # fmt: skip


def test_a_posting_called_off_takes_the_training_with_it(service, rule):
    staff = posted(service)
    cancel_posting(posting=staff.postings.get(), now=NOW)
    found = assignment_of(staff)
    assert (found.ended_at, found.sequence) == (NOW, 1)
    assert history(found)[-1] == (Status.NOT_YET, days(86), True)
    posted(service)
    assert assignment_of(staff).ended_at is None


def test_done_is_seen_the_next_time_somebody_looks(service, rule):
    staff = posted(service)
    certify(staff, service)
    assign_everyone(now=NOW)
    assert [state for state, _due, _ended in history(assignment_of(staff))] == [Status.NOT_YET, Status.DONE]


def test_who_has_done_the_present_post_begins_with_the_next(service, rule):
    staff = posted(service, at="amman", starts=-30)
    certify(staff, service, on=NOW - timedelta(days=60))
    posted(service, at="doha", starts=200)
    found = assignment_of(staff)
    assert (found.posting.post.code, found.due_on, found.why) == ("doha", days(186), "change_of_post")


def test_what_was_done_since_for_another_post_is_not_what_a_renewal_follows(service, rule):
    staff = posted(service, at="amman", starts=-1000)
    certify(staff, service, on=NOW - timedelta(days=720))
    certify(staff, service, on=NOW - timedelta(days=30), country="QA")
    learner = begin_study(assignment=assignment_of(staff), notice_version="v", now=NOW).learner
    quiz, passed_at = service.course.course_modules.get().module.translation_key, NOW - timedelta(days=5)
    Record(
        id=uuid.uuid4(), learner=learner, verb="quiz_submitted", node=quiz, received_at=passed_at,
        payload={"passed": True},
    ).save(force_insert=True)  # fmt: skip
    assign_everyone(now=NOW)
    assert assignment_of(staff).status == Status.RENEWED


def test_who_is_late_at_the_present_post_is_asked_for_that_first(service, rule):
    staff = posted(service, at="amman", starts=-30)
    posted(service, at="doha", starts=200)
    assert (assignment_of(staff).posting.post.code, assignment_of(staff).status) == ("amman", Status.OVERDUE)


def test_one_who_left_has_nothing_to_do(service, rule):
    staff = posted(service)
    staff.left_on = days(-1)
    staff.save()
    assign_everyone(now=NOW)
    assert assignment_of(staff).ended_at == NOW


def test_an_exemption_holds_until_its_day(service, rule):
    staff, head = posted(service, starts=10), supervisor(service.amman)
    exempt(assignment=assignment_of(staff), reason="Has taught it", until=days(3), by=head, now=NOW)
    assert assignment_of(staff).status == Status.EXEMPT
    assign_everyone(now=NOW + timedelta(days=4))
    assert assignment_of(staff).status == Status.OVERDUE


def test_roles_at_posts_follow_postings(service, rule):
    staff = posted(service, starts=5)
    held = staff.user.memberships.filter(role=Role.CONSULAR_OFFICER)
    assert [one.organisation.code for one in held.all()] == ["amman"]
    cancel_posting(posting=staff.postings.get(), now=NOW)
    assert not held.exists()


def test_a_changed_rule_is_looked_at_by_a_worker(service, rule, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        keep_requirement(rule, now=NOW)
    assert [item.task for item in OutboxItem.objects.all()] == ["duties.tasks.assign_everyone"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_is_flat(service, rule, count, django_assert_max_num_queries):
    for number in range(count):
        posted(service, f"{number}")
    with django_assert_max_num_queries(30):
        assign_everyone(now=NOW + timedelta(days=80))
