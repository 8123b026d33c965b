"""What a list of staff would change, seen before it is written. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.models import Organisation, User
from duties.models import Posting, StaffMember
from duties.staff_rows import Fault, RowFault, StaffRow


class Effect(StrEnum):
    """What a row does."""

    NEW_PERSON = "new_person"
    CHANGED = "changed"
    POSTED = "posted"
    CALLED_OFF = "called_off"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Preview:
    """Rows with what each does, and faults that only the register can tell."""

    effects: tuple[tuple[StaffRow, Effect], ...]
    faults: tuple[RowFault, ...]

    def count(self, effect: Effect) -> int:
        return sum(one is effect for _row, one in self.effects)


@dataclass(frozen=True)
class Register:
    """Who is there already: members by staff number, people by address, live postings by member."""

    members: Mapping[str, StaffMember]
    people: Mapping[str, User]
    postings: Mapping[int, list[Posting]]


def register(service: Organisation, rows: Iterable[StaffRow]) -> Register:
    """Three queries, however many rows there are."""
    given = list(rows)
    members = StaffMember.objects.filter(service=service).select_related("user", "supervisor")
    people = User.objects.filter(username__in={row.email for row in given})
    postings: dict[int, list[Posting]] = {}
    for one in Posting.objects.live().filter(staff__service=service).select_related("post"):
        postings.setdefault(one.staff_id, []).append(one)
    return Register({one.number: one for one in members}, {one.username: one for one in people}, postings)


def preview(service: Organisation, rows: tuple[StaffRow, ...]) -> Preview:
    """What would be written of these rows."""
    known = register(service, rows)
    numbers = {row.number for row in rows} | set(known.members)
    faults = [fault for row in rows if (fault := _fault(row, known, numbers))]
    wrong, seen = {fault.row for fault in faults}, set[str]()
    effects = []
    for row in rows:
        if row.row not in wrong:
            effects.append((row, _effect(row, known, seen)))
            seen.add(row.number)
    return Preview(tuple(effects), tuple(faults))


def _fault(row: StaffRow, known: Register, numbers: set[str]) -> RowFault | None:
    member, person = known.members.get(row.number), known.people.get(row.email)
    if member and member.user.username != row.email:
        return RowFault(row.row, Fault.EMAIL_CHANGED, member.user.username)
    if not member and person and (person.is_trainee or hasattr(person, "staff_member")):
        return RowFault(row.row, Fault.EMAIL_TAKEN, row.email)
    if row.supervisor and row.supervisor not in numbers:
        return RowFault(row.row, Fault.UNKNOWN_SUPERVISOR, row.supervisor)
    if row.called_off and standing_posting(row, member, known) is None:
        return RowFault(row.row, Fault.NO_SUCH_POSTING)
    return None


def standing_posting(row: StaffRow, member: StaffMember | None, known: Register) -> Posting | None:
    """The live posting that a row speaks of: at this post, from this day."""
    postings = known.postings.get(member.pk, []) if member else []
    return next((one for one in postings if (one.post.code, str(one.starts_on)) == (row.post, row.starts_on)), None)


def _effect(row: StaffRow, known: Register, seen: set[str]) -> Effect:
    member = known.members.get(row.number)
    if row.called_off:
        return Effect.CALLED_OFF
    if member is None:
        return Effect.POSTED if row.number in seen else Effect.NEW_PERSON
    there = standing_posting(row, member, known)
    same = there and (there.role, str(there.ends_on or "")) == (row.role, row.ends_on)
    if row.post and not same:
        return Effect.POSTED
    return Effect.CHANGED if differs(row, member) else Effect.NOTHING


def differs(row: StaffRow, member: StaffMember) -> dict[str, str | None]:
    """What of a member's file the row says otherwise; an empty cell says nothing. The supervisor is her number."""
    told = {
        "name": (member.user.name, row.name),
        "grade": (member.grade, row.grade),
        "hired_on": (str(member.hired_on or ""), row.hired_on),
        "left_on": (str(member.left_on or ""), row.left_on),
        "time_zone": (member.time_zone, row.time_zone),
        "supervisor": (member.supervisor.number if member.supervisor else "", row.supervisor),
    }
    return {field: new for field, (old, new) in told.items() if new and new != old}


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
