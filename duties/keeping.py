"""Reads out everything that is kept here of one member of staff, for herself. Her lessons are told by ``learning``."""

from __future__ import annotations

from typing import Any

from duties.models import AssignmentState, Digest, Exemption, Recognition, Reminder, StaffMember

Rows = list[dict[str, Any]]


def everything_about(member: StaffMember) -> dict[str, Any]:
    """Plain values that go into a JSON file. A query for each kind of row, however many there are."""
    user, supervisor = member.user, member.supervisor
    hers = {"assignment__staff": member}
    return {
        "name": user.name,
        "email": user.email,
        "staff_number": member.number,
        "grade": member.grade,
        "service": member.service.code,
        "supervisor": str(supervisor.user) if supervisor else None,
        "hired_on": _plain(member.hired_on),
        "left_on": _plain(member.left_on),
        "time_zone": member.time_zone,
        "postings": _rows(member.postings, "post__code", "role", "starts_on", "ends_on", "made_at", "superseded_at"),
        "required_training": _rows(member.assignments, "requirement__course", "status", "due_on", "why", "ended_at"),
        "how_it_stood": _rows(AssignmentState.objects.filter(**hers), "at", "status", "due_on", "why", "ended"),
        "messages": _rows(Digest.objects.filter(recipient=member), "day", "sent_at", "dropped_at"),
        "lines_of_messages": _rows(Reminder.objects.filter(**hers), "step", "due_on", "digest__sent_at"),
        "exemptions": _rows(Exemption.objects.filter(**hers), "reason", "until", "signed_at", "ended_at"),
        "training_had_elsewhere": _rows(
            Recognition.objects.filter(**hers), "title", "provider", "held_on", "accepted", "answer", "decided_at"
        ),
    }


def _rows(found: Any, *fields: str) -> Rows:
    return [{name: _plain(value) for name, value in row.items()} for row in found.values(*fields)]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
