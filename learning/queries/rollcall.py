"""What staff see besides the marks of a roll call: shared phones, who has no mark, and changes to signed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from learning import arriving
from learning.access import Scope
from learning.models import Attendance, AttendanceChange, ClassSession, Enrolment, Learner, Record
from learning.queries.classes import roll

THERE = ~Q(state__in=[Attendance.State.ABSENT, Attendance.State.EXCUSED])
_DECIDED_SHOWN = 50
_LONGEST = timedelta(hours=12)


def shared_phones(session: ClassSession) -> list[list[str]]:
    """The names of who were marked from one phone, where they are several. One query."""
    arrived = Record.objects.filter(
        verb=Record.Verb.ATTENDED, payload__session=session.pk, payload__has_key="phone",
        learner__enrolments__cohort=session.cohort_id,
    )  # fmt: skip
    names: dict[str, dict[int, str]] = defaultdict(dict)
    for record in arrived.select_related("learner__user").order_by("learner__user__name", "pk"):
        names[record.payload["phone"]][record.learner_id] = record.learner.user.get_full_name()
    return [list(people.values()) for people in names.values() if len(people) > 1]


def unmarked(session: ClassSession) -> list[Enrolment]:
    """Who has no mark, but for those who joined later. Two queries."""
    return [line.enrolment for line in roll(session) if line.mark is None and not line.joined_later]


def heads(session: ClassSession) -> tuple[int, int]:
    """How many are here, and how many are in the class. Two queries."""
    there = session.attendance.filter(THERE).count()
    return there, Enrolment.objects.active().filter(cohort=session.cohort_id).count()


# ── Her own phone ────────────────────────────────────────────────────────────────────────────────


def session_of_square(session: int, token: str, *, now: datetime) -> ClassSession | None:
    """The session whose square this is, while it is on the screen. One query."""
    found = _squares().filter(pk=session).first()
    return found if found and arriving.token_fits(token, secret=found.secret, now=now) else None


def sessions_with_digits(learner: Learner, *, now: datetime) -> list[ClassSession]:
    """The sessions of hers that show digits now: neither to come nor over. One query."""
    hers = _squares().filter(cohort__enrolments__learner=learner, cohort__enrolments__withdrawn_at=None)
    near = hers.filter(starts_at__range=(now - _LONGEST, now + arriving.OPENS_BEFORE)).order_by("-starts_at")
    return [one for one in near if now < one.ends_at]


def own_mark(learner: Learner, session: ClassSession) -> Attendance | None:
    """What the roll call says of her. One query."""
    return Attendance.objects.filter(session=session, enrolment__learner=learner).first()


def _squares() -> QuerySet[ClassSession]:
    return ClassSession.objects.filter(closed_at=None).exclude(secret="").select_related("cohort")


# ── Changes to what was signed ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ChangedLine:
    """One person in a change: what the roll call says now, if anything, and what is asked for."""

    name: str
    now: Attendance | None
    becomes: str
    minutes: int


@dataclass(frozen=True)
class ChangeSheet:
    change: AttendanceChange
    lines: tuple[ChangedLine, ...]


def changes_within(scope: Scope) -> QuerySet[AttendanceChange]:
    """Changes that this person may decide: of the centres she answers for. Teaching a class gives no say."""
    if scope.everyone:
        return AttendanceChange.objects.all()
    return AttendanceChange.objects.filter(session__cohort__centre__in=scope.organisations)


def changes_waiting(scope: Scope) -> int | None:
    """How many wait for her; none where she decides none. One query."""
    if not (scope.everyone or scope.organisations):
        return None
    return changes_within(scope).filter(decided_at=None).count()


def change_sheets(changes: QuerySet[AttendanceChange]) -> tuple[list[ChangeSheet], list[ChangeSheet]]:
    """Those that wait, the oldest first, and the last that were decided. Four queries."""
    found = changes.select_related("session__cohort__centre", "asked_by", "decided_by")
    waiting = list(found.filter(decided_at=None).order_by("asked_at"))
    decided = list(found.filter(decided_at__isnull=False).order_by("-decided_at")[:_DECIDED_SHOWN])
    sheets = _sheets([*waiting, *decided])
    return sheets[: len(waiting)], sheets[len(waiting) :]


def changes_of(session: ClassSession) -> list[AttendanceChange]:
    """What was asked for one session, the last first. One query."""
    return list(session.changes.select_related("asked_by", "decided_by"))


def _sheets(changes: list[AttendanceChange]) -> list[ChangeSheet]:
    people = {int(pk) for change in changes for pk in change.marks}
    names = {
        one.pk: one.learner.user.get_full_name()
        for one in Enrolment.objects.filter(pk__in=people).select_related("learner__user")
    }
    rows = Attendance.objects.filter(session__in=[change.session_id for change in changes], enrolment__in=people)
    marks = {(row.session_id, row.enrolment_id): row for row in rows}
    return [ChangeSheet(change, tuple(_lines(change, names, marks))) for change in changes]


def _lines(
    change: AttendanceChange, names: dict[int, str], marks: dict[tuple[int, int], Attendance]
) -> Iterable[ChangedLine]:
    for pk, (state, minutes) in change.marks.items():
        word = str(Attendance.State(state).label)
        yield ChangedLine(names.get(int(pk), ""), marks.get((change.session_id, int(pk))), word, minutes)


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────

COLUMNS = 8


def register(cohort_sessions: QuerySet[ClassSession]) -> list[list[ClassSession | None]]:
    """The sessions of a class in sheets of as many columns as a page has; the last is filled up. One query."""
    sessions: list[ClassSession | None] = list(cohort_sessions.order_by("starts_at"))
    sessions += [None] * (-len(sessions) % COLUMNS if sessions else COLUMNS)
    return [sessions[start : start + COLUMNS] for start in range(0, len(sessions), COLUMNS)]
