"""Lists of the personnel office: whole or not at all, and back again."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist

from accounts.models import AccessLog, Membership, User
from duties.actions import (
    BeganSince,
    ChangedSince,
    assign_everyone,
    bring_list,
    forget_old_lists,
    put_away,
    rows_of,
    undo_list,
    write_list,
)
from duties.models import Assignment, Posting, StaffList, StaffListChange, StaffMember
from duties.queries import Effect, preview
from duties.staff_rows import Fault, StaffRow
from tests.duties.conftest import NOW, days, member, posted, supervisor

ANA = StaffRow(2, "200", "Ana Reyes", "ana@ministry.example", "P3", str(days(-900)), "201", "Asia/Amman",
               "amman", "consul", str(days(60)))  # fmt: skip
BEN = StaffRow(3, "201", "Ben Cruz", "ben@ministry.example", post="doha", role="head", starts_on=str(days(-400)))


@pytest.fixture
def head(service):
    return supervisor(service.ministry)


def bring(service, head, *rows) -> StaffList:
    return bring_list(form_id=uuid.uuid4(), service=service.ministry, name="list.csv", rows=rows, by=head, now=NOW)


def written(service, head, *rows) -> StaffList:
    brought = bring(service, head, *rows)
    write_list(staff_list=brought, rows=rows_of(brought), by=head, now=NOW)
    return brought


def everything() -> str:
    """All that a list can touch, but for the history that only grows."""
    rows = [
        *User.objects.order_by("pk"),
        *StaffMember.objects.order_by("pk"),
        *Membership.objects.order_by("user", "organisation"),
    ]
    live = Posting.objects.live().order_by("pk")
    found = json.loads(serializers.serialize("json", [*rows, *live]))
    for one in found:
        if one["model"] == "accounts.membership":
            one["pk"] = None
    states = list(Assignment.objects.open().order_by("staff", "requirement").values_list("staff", "status", "due_on"))
    return json.dumps([found, str(states)])


def test_a_list_makes_people_postings_and_training(service, rule, head):
    written(service, head, ANA, BEN)
    ana = StaffMember.objects.get(number="200")
    assert (ana.user.email, ana.grade, ana.supervisor.number, ana.time_zone) == (
        "ana@ministry.example", "P3", "201", "Asia/Amman",
    )  # fmt: skip
    assert not ana.user.has_usable_password()
    assert ana.assignments.get().due_on == days(46)
    held = Membership.objects.filter(role="consular_officer").values_list("user__name", "organisation__code")
    assert set(held) == {("Ana Reyes", "amman"), ("Ben Cruz", "doha")}


def test_nothing_is_written_before_it_is_said(service, rule, head):
    before = everything()
    brought = bring(service, head, ANA, BEN)
    assert everything() == before
    assert [effect for _row, effect in preview(service.ministry, rows_of(brought)).effects] == [Effect.NEW_PERSON] * 2
    put_away(staff_list=brought)
    assert StaffList.objects.count() == 0


def test_writing_twice_changes_nothing(service, rule, head):
    brought = written(service, head, ANA, BEN)
    before = everything()
    write_list(staff_list=brought, rows=[ANA, BEN], by=head, now=NOW)
    again = written(service, head, ANA, BEN)
    assert (everything(), again.changes.count()) == (before, 0)
    assert {effect for _row, effect in preview(service.ministry, (ANA, BEN)).effects} == {Effect.NOTHING}


def test_a_list_that_breaks_half_way_writes_nothing(service, rule, head, monkeypatch):
    before = everything()
    broken = StaffRow(4, "202", "Cy", "cy@ministry.example", post="nowhere", role="head", starts_on=str(days(1)))
    brought = bring(service, head, ANA, broken)
    with pytest.raises(ObjectDoesNotExist):
        write_list(staff_list=brought, rows=rows_of(brought), by=head, now=NOW)
    assert everything() == before
    assert StaffListChange.objects.count() == 0


def test_a_moved_posting_moves_the_day(service, rule, head):
    written(service, head, ANA, BEN)
    moved = StaffRow(**{**vars(ANA), "starts_on": str(days(90))})
    assert preview(service.ministry, (moved,)).effects == ((moved, Effect.POSTED),)
    written(service, head, moved)
    assert Assignment.objects.get(staff__number="200").due_on == days(76)


def test_a_posting_called_off(service, rule, head):
    written(service, head, ANA, BEN)
    off = StaffRow(**{**vars(ANA), "called_off": True})
    written(service, head, off)
    assert Assignment.objects.get(staff__number="200").ended_at == NOW
    assert preview(service.ministry, (off,)).faults[0].fault is Fault.NO_SUCH_POSTING


@pytest.mark.parametrize("rows", [[ANA, BEN], [BEN], [StaffRow(**{**vars(ANA), "number": "100", "supervisor": ""})]])
def test_a_whole_list_can_be_undone(service, rule, head, rows):
    kept = posted(service, "100", starts=30)
    kept.user.username = kept.user.email = "ana@ministry.example"
    kept.user.save()
    if rows[0].number == "200":
        kept.user.username = kept.user.email = "other@ministry.example"
        kept.user.save()
    before = everything()
    brought = written(service, head, *rows)
    assert everything() != before
    undo_list(staff_list=brought, by=head, now=NOW)
    assert everything() == before
    assert [log.verb for log in AccessLog.objects.order_by("pk")] == ["staff_list_written", "staff_list_undone"]


def test_who_left_is_written_and_can_be_put_back(service, rule, head):
    written(service, head, BEN)
    before = everything()
    gone = StaffRow(**{**vars(BEN), "left_on": str(days(-1))})
    assert preview(service.ministry, (gone,)).effects == ((gone, Effect.CHANGED),)
    brought = written(service, head, gone)
    ben = StaffMember.objects.get(number="201")
    assert (ben.left_on, Assignment.objects.get(staff=ben).ended_at, ben.user.memberships.count()) == (days(-1), NOW, 0)
    undo_list(staff_list=brought, by=head, now=NOW)
    assert everything() == before


def test_a_posting_whose_day_was_taken_since_is_not_called_back(service, rule, head):
    ana = StaffRow(**{**vars(ANA), "supervisor": ""})
    written(service, head, ana)
    off = written(service, head, StaffRow(**{**vars(ana), "called_off": True}))
    written(service, head, StaffRow(**{**vars(ana), "post": "doha"}))
    before = everything()
    with pytest.raises(ChangedSince):
        undo_list(staff_list=off, by=head, now=NOW)
    assert everything() == before


def test_who_answers_for_a_rule_since_is_not_unmade(service, rule, head):
    brought = written(service, head, BEN)
    rule.responsible = User.objects.get(email="ben@ministry.example")
    rule.save()
    before = everything()
    with pytest.raises(ChangedSince) as told:
        undo_list(staff_list=brought, by=head, now=NOW)
    assert (told.value.names, everything()) == (["Ben Cruz"], before)


def test_who_has_begun_since_is_not_unmade(service, rule, head):
    brought = written(service, head, ANA, BEN)
    User.objects.filter(email="ana@ministry.example").update(last_login=NOW)
    before = everything()
    with pytest.raises(BeganSince) as told:
        undo_list(staff_list=brought, by=head, now=NOW)
    assert (told.value.names, everything()) == (["Ana Reyes (200)"], before)


def test_what_a_later_list_changed_is_not_undone_by_an_earlier_one(service, rule, head):
    member(service, "200").user.save()
    User.objects.filter(username="200@ministry.example").update(
        username="ana@ministry.example", email="ana@ministry.example"
    )
    first = written(service, head, BEN, ANA)
    written(service, head, StaffRow(**{**vars(ANA), "grade": "P4"}))
    with pytest.raises(ChangedSince):
        undo_list(staff_list=first, by=head, now=NOW)
    assert StaffMember.objects.get(number="200").grade == "P4"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"supervisor": "999"}, Fault.UNKNOWN_SUPERVISOR),
        ({"email": "100@ministry.example"}, Fault.EMAIL_TAKEN),
        ({"number": "100"}, Fault.EMAIL_CHANGED),
        ({"called_off": True}, Fault.NO_SUCH_POSTING),
    ],
)
def test_what_only_the_register_can_tell(service, rule, head, cells, fault):
    posted(service, "100")
    row = StaffRow(**{**vars(ANA), "supervisor": "", **cells})
    assert [one.fault for one in preview(service.ministry, (row,)).faults] == [fault]


def test_lists_that_were_not_written_are_forgotten(service, head):
    bring(service, head, ANA)
    kept = written(service, head, BEN)
    assert forget_old_lists(now=NOW + timedelta(days=2)) == 1
    assert list(StaffList.objects.all()) == [kept]
    assert StaffList.objects.get().rows == []


def test_nothing_is_left_to_assign_after_a_list(service, rule, head):
    written(service, head, ANA, BEN)
    assert assign_everyone(now=NOW) == 0
