"""Where people are posted: what takes the place of what."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duties.actions import NewPosting, assign_everyone, cancel_posting, post
from duties.models import Assignment, Posting
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
