"""Writes a list of staff whole or not at all, and undoes a whole one. What it changed is kept row by row."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from accounts.actions import create_staff, log_access
from accounts.models import Organisation, User
from duties.actions.assigning import lock
from duties.actions.postings import NewPosting, call_off, follow, place
from duties.models import Posting, Recognition, StaffList, StaffListChange, StaffMember
from duties.queries.lists import Register, day_or_none, differs, register, standing_posting
from duties.staff_rows import StaffRow
from learning.models import Learner

KEPT = timedelta(days=1)
Kind = StaffListChange.Kind


class BeganSince(ValueError):
    """People whom the list made have begun since, so that they cannot be unmade: ``names``."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class ChangedSince(ValueError):
    """What the list changed was changed again since, or the list was undone or written before: ``names``."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def bring_list(
    *, form_id: uuid.UUID, service: Organisation, name: str, rows: Iterable[StaffRow], by: User, now: datetime
) -> StaffList:
    """Keep what a file says for a day, so that it can be looked at before it is written. Sent twice it is one."""
    brought, _made = StaffList.objects.get_or_create(
        id=form_id,
        defaults={
            "service": service, "name": name[:200], "rows": [asdict(row) for row in rows], "brought_by": by,
            "brought_at": now,
        },
    )  # fmt: skip
    return brought


def rows_of(brought: StaffList) -> tuple[StaffRow, ...]:
    return tuple(StaffRow(**row) for row in brought.rows)


def put_away(*, staff_list: StaffList) -> None:
    """Forget a list that was not written."""
    StaffList.objects.filter(pk=staff_list.pk, written_at=None).delete()


def forget_old_lists(*, now: datetime) -> int:
    old, _by_kind = StaffList.objects.filter(written_at=None, brought_at__lt=now - KEPT).delete()
    return old


@transaction.atomic
def write_list(*, staff_list: StaffList, rows: Iterable[StaffRow], by: User, now: datetime) -> int:
    """Write these rows, all or none; how many changes were made. Writing twice is harmless."""
    waiting = StaffList.objects.filter(pk=staff_list.pk, written_at=None)
    if not waiting.update(written_at=now, rows=[]):
        return staff_list.changes.count()
    given = list(rows)
    known = register(staff_list.service, given)
    lock([member.pk for member in known.members.values()])
    members = {row.number: _member(staff_list, row, known, now) for row in given}
    _set_supervisors(staff_list, given, members)
    for row in given:
        _place(staff_list, row, members[row.number], known, now)
    follow(members.values(), now=now)
    log_access(actor=by, verb="staff_list_written", subject=f"list:{staff_list.pk}", purpose="", now=now)
    return staff_list.changes.count()


def _member(brought: StaffList, row: StaffRow, known: Register, now: datetime) -> StaffMember:
    member = known.members.get(row.number)
    if member is None:
        member = StaffMember.objects.filter(service=brought.service, number=row.number).first()
    return _changed(brought, row, member) if member else _made(brought, row, known, now)


def _made(brought: StaffList, row: StaffRow, known: Register, now: datetime) -> StaffMember:
    """Her account has no password that anybody knows: she signs in by her service's door, or is given one."""
    user = known.people.get(row.email)
    if user is None:
        user = create_staff(email=row.email, name=row.name, password=None, now=now)
        _note(brought, row, Kind.PERSON_MADE, user.pk)
    member = StaffMember.objects.create(
        user=user, number=row.number, grade=row.grade, service=brought.service, hired_on=day_or_none(row.hired_on),
        left_on=day_or_none(row.left_on), time_zone=row.time_zone,
    )  # fmt: skip
    _note(brought, row, Kind.MEMBER_MADE, member.pk)
    return member


def _changed(brought: StaffList, row: StaffRow, member: StaffMember) -> StaffMember:
    new = {field: value for field, value in differs(row, member).items() if field != "supervisor"}
    if new:
        old = _values(member, new)
        _set(member, new)
        _note(brought, row, Kind.MEMBER_CHANGED, member.pk, before=old, after=new)
    return member


def _values(member: StaffMember, fields: Iterable[str]) -> dict[str, Any]:
    now = {
        "name": member.user.name,
        "grade": member.grade,
        "hired_on": str(member.hired_on or ""),
        "left_on": str(member.left_on or ""),
        "time_zone": member.time_zone,
        "supervisor": member.supervisor_id,
    }
    return {field: now[field] for field in fields}


def _set(member: StaffMember, values: dict[str, Any]) -> None:
    for field, value in values.items():
        if field == "name":
            member.user.name = value
            member.user.save(update_fields=["name"])
        elif field in {"hired_on", "left_on"}:
            setattr(member, field, day_or_none(value))
        elif field == "supervisor":
            member.supervisor_id = value
        else:
            setattr(member, field, value)
    member.save()


def _set_supervisors(brought: StaffList, rows: Iterable[StaffRow], members: dict[str, StaffMember]) -> None:
    """After everyone is there: a list may name a supervisor below her people."""
    for row in rows:
        member = members[row.number]
        above = members.get(row.supervisor) or StaffMember.objects.filter(
            service=brought.service, number=row.supervisor
        ).first()  # fmt: skip
        if row.supervisor and above and member.supervisor_id != above.pk:
            before = _values(member, ["supervisor"])
            _set(member, {"supervisor": above.pk})
            _note(brought, row, Kind.MEMBER_CHANGED, member.pk, before=before, after={"supervisor": above.pk})


def _place(brought: StaffList, row: StaffRow, member: StaffMember, known: Register, now: datetime) -> None:
    if not row.post:
        return
    if row.called_off:
        there = standing_posting(row, member, known)
        if there and call_off(there, now=now):
            _note(brought, row, Kind.POSTING_ENDED, there.pk)
        return
    where = Organisation.objects.get(code=row.post)
    starts_on = day_or_none(row.starts_on)
    assert starts_on is not None
    new = NewPosting(where, row.role, starts_on, day_or_none(row.ends_on))
    posted = place(staff=member, posting=new, now=now)
    if posted.new:
        for old in posted.ended:
            _note(brought, row, Kind.POSTING_ENDED, old.pk)
        _note(brought, row, Kind.POSTING_MADE, posted.made.pk)


def _note(brought: StaffList, row: StaffRow, kind: StaffListChange.Kind, target: int, **values: dict[str, Any]) -> None:
    StaffListChange.objects.create(staff_list=brought, row=row.row, kind=kind, target=target, **values)


@transaction.atomic
def undo_list(*, staff_list: StaffList, by: User, now: datetime) -> None:
    """Put back everything that a list changed, the last first. Raises ``BeganSince`` and ``ChangedSince``."""
    if not StaffList.objects.filter(pk=staff_list.pk, written_at__isnull=False, undone_at=None).update(undone_at=now):
        raise ChangedSince([staff_list.name])
    changes = list(staff_list.changes.order_by("-pk"))
    _refuse_if_begun(changes)
    lock(_whose(changes))
    touched: dict[int, StaffMember] = {}
    for change in changes:
        _undo(change, touched, now)
    follow(touched.values(), now=now)
    log_access(actor=by, verb="staff_list_undone", subject=f"list:{staff_list.pk}", purpose="", now=now)


def _whose(changes: Iterable[StaffListChange]) -> set[int]:
    """Whose files a list has touched."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        by_kind[change.kind].add(change.target)
    postings = Posting.objects.filter(pk__in=by_kind[Kind.POSTING_MADE] | by_kind[Kind.POSTING_ENDED])
    return by_kind[Kind.MEMBER_MADE] | by_kind[Kind.MEMBER_CHANGED] | set(postings.values_list("staff", flat=True))


def _refuse_if_begun(changes: Iterable[StaffListChange]) -> None:
    made = StaffMember.objects.filter(pk__in=[one.target for one in changes if one.kind == Kind.MEMBER_MADE])
    learners = Learner.objects.filter(user__staff_member__in=made).values("user")
    asked = Recognition.objects.filter(assignment__staff__in=made).values("assignment__staff")
    begun = made.filter(Q(user__last_login__isnull=False) | Q(user__in=learners) | Q(pk__in=asked))
    if names := [str(one) for one in begun.select_related("user")]:
        raise BeganSince(names)


def _undo(change: StaffListChange, touched: dict[int, StaffMember], now: datetime) -> None:
    if change.kind == Kind.PERSON_MADE:
        _unmake(User.objects.get(pk=change.target))
    elif change.kind == Kind.MEMBER_MADE:
        member = touched.pop(change.target, None) or StaffMember.objects.get(pk=change.target)
        follow([member], now=now)  # her postings are gone by now: so go the roles that came with them
        member.delete()
    elif change.kind == Kind.MEMBER_CHANGED:
        member = StaffMember.objects.select_related("user").get(pk=change.target)
        if _values(member, change.after) != change.after:
            raise ChangedSince([str(member)])
        _set(member, change.before)
        touched[member.pk] = member
    else:
        _undo_posting(change, touched, now)


def _unmake(person: User) -> None:
    try:
        person.delete()
    except ProtectedError as error:  # she has been named for something since, such as the trainer of a rule
        raise ChangedSince([str(person)]) from error


def _undo_posting(change: StaffListChange, touched: dict[int, StaffMember], now: datetime) -> None:
    posting = Posting.objects.select_related("staff__user", "replaced_by").get(pk=change.target)
    if change.kind == Kind.POSTING_MADE:
        if posting.superseded_at:
            raise ChangedSince([str(posting)])
        posting.superseded_at = now
    else:
        if Posting.objects.live().filter(staff=posting.staff_id, starts_on=posting.starts_on).exists():
            raise ChangedSince([str(posting)])
        posting.superseded_at, posting.replaced_by = None, None
    posting.save(update_fields=["superseded_at", "replaced_by"])
    touched[posting.staff_id] = posting.staff
