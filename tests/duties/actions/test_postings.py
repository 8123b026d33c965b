"""Where people are posted: what takes the place of what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions import grant
from accounts.models import Role, User
from duties.access import Reach
from duties.actions import NewPosting, assign_everyone, cancel_posting, follow_everyone, post
from duties.models import Assignment, Posting, StaffMember
from duties.queries import dossiers
from tests.duties.conftest import NOW, days, member, posted


def live(staff) -> list[tuple]:
    return [(one.post.code, one.starts_on, one.ends_on) for one in Posting.objects.live().filter(staff=staff)]


def test_the_same_posting_twice_is_one(service):
    staff = member(service)
    new = NewPosting(service.amman, "consul", days(10), days(700))
    assert [post(staff=staff, posting=new, now=NOW).new for _each in range(2)] == [True, False]
    assert Posting.objects.filter(staff=staff).count() == 1


@pytest.mark.parametrize(
    ("second", "stays"),
    [
        (("doha", 10, None), [("doha", days(10), None)]),
        (("amman", 50, 400), [("amman", days(50), days(400))]),
        (("doha", 800, None), [("amman", days(10), days(700)), ("doha", days(800), None)]),
        (("amman", 800, None), [("amman", days(10), days(700)), ("amman", days(800), None)]),
    ],
)
def test_a_posting_takes_the_place_of_one_it_cannot_stand_beside(service, second, stays):
    staff = posted(service, at="amman", starts=10, ends=700)
    posted(service, at=second[0], starts=second[1], ends=second[2])
    assert live(staff) == stays


def test_what_was_replaced_says_by_what(service):
    staff = posted(service, starts=10)
    posted(service, starts=20)
    old, new = Posting.objects.filter(staff=staff)
    assert (old.replaced_by, old.superseded_at, new.superseded_at) == (new, NOW, None)


moves = st.lists(
    st.tuples(st.sampled_from(["amman", "aqaba", "doha"]), st.integers(-200, 200), st.none() | st.integers(0, 300)),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves, st.booleans())
def test_however_postings_change_there_is_one_assignment_and_its_history_ends_with_it(service, rule, moves, call_off):
    Assignment.objects.all().delete()
    Posting.objects.all().delete()
    for at, starts, length in moves:
        staff = posted(service, at=at, starts=starts, ends=None if length is None else starts + length)
        if call_off and Posting.objects.live().filter(staff=staff).count() > 1:
            cancel_posting(posting=Posting.objects.live().filter(staff=staff).first(), now=NOW)
    assert assign_everyone(now=NOW) == 0
    for found in Assignment.objects.all():
        last = found.history.last()
        assert (last.status, last.due_on, last.posting_id, last.ended) == (
            found.status, found.due_on, found.posting_id, found.ended_at is not None,
        )  # fmt: skip
        assert found.ended_at or found.posting.superseded_at is None
    assert Assignment.objects.count() <= 1


def officer_at(staff) -> list[str]:
    held = staff.user.memberships.filter(role=Role.CONSULAR_OFFICER)
    return sorted(held.values_list("organisation__code", flat=True))


def test_a_posting_that_ends_by_the_calendar_takes_its_role_with_it_in_the_night(service, rule):
    staff = posted(service, starts=-400, ends=5)
    follow_everyone(now=NOW + timedelta(days=5))
    assert officer_at(staff) == ["amman"]
    follow_everyone(now=NOW + timedelta(days=6))
    assert officer_at(staff) == []


def test_a_posting_is_over_once_another_has_begun(service, rule):
    staff = posted(service, at="amman", starts=-400)
    posted(service, at="doha", starts=3)
    posts = {one.code: Reach(0, frozenset({one.pk})) for one in (service.amman, service.doha)}
    for day, there in ((3, ["amman", "doha"]), (4, ["doha"])):
        follow_everyone(now=NOW + timedelta(days=day))
        found = [code for code, reach in posts.items() if StaffMember.objects.within(reach, today=days(day)).exists()]
        assert (officer_at(staff), found) == (there, there)


def test_a_role_given_by_hand_where_she_was_never_posted_stays(service, rule):
    staff = member(service)
    grant(user=staff.user, organisation=service.doha, role=Role.CONSULAR_OFFICER)
    posted(service, at="amman", starts=-10)
    assert officer_at(staff) == ["amman", "doha"]
    cancel_posting(posting=staff.postings.get(), now=NOW)
    assert officer_at(staff) == ["doha"]


def test_who_left_or_was_switched_off_loses_what_came_with_her_post(service, rule):
    left, off = posted(service, "1", starts=-10), posted(service, "2", starts=-10)
    StaffMember.objects.filter(pk=left.pk).update(left_on=days(1))
    User.objects.filter(pk=off.user_id).update(is_active=False)
    follow_everyone(now=NOW)
    assert (officer_at(left), officer_at(off)) == (["amman"], [])
    follow_everyone(now=NOW + timedelta(days=1))
    assert officer_at(left) == []
    assert Assignment.objects.open().count() == 0


@given(moves.filter(bool), st.integers(-200, 600))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_gate_and_the_file_mean_the_same_by_over(service, moves, day):
    Posting.objects.all().delete()
    for at, starts, length in moves:
        staff = posted(service, at=at, starts=starts, ends=None if length is None else starts + length)
    dossier = dossiers([staff.pk], now=NOW)[staff.pk]
    told = {one.pk for one in dossier.postings if (ends := dossier.ends(one)) is None or ends >= days(day)}
    assert set(Posting.objects.lasting(today=days(day)).values_list("pk", flat=True)) == told


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_of_a_night_is_flat(service, rule, count, django_assert_max_num_queries):
    for number in range(count):
        posted(service, f"{number}")
    with django_assert_max_num_queries(32):
        follow_everyone(now=NOW)
