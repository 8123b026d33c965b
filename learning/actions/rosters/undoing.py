"""Takes a written class list back where nothing has followed from it, and forgets those that nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError

from accounts.actions import log_access
from accounts.models import User
from learning import queries
from learning.actions.rosters import states
from learning.actions.rosters.states import NotNow, State, breathe, erase_file, leave, locked, subject
from learning.models import Enrolment, RosterImport, RosterRow
from work import outbox

TASK = "learning.tasks.undo_roster"
KEPT = timedelta(days=14)
_UNWRITTEN = (State.READING, State.ASKING, State.READ, State.FAILED)


@transaction.atomic
def ask_to_undo(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Promise to take a whole list back. Raises ``NotNow``."""
    _ask_to_undo(roster, by, now)
    outbox.enqueue(TASK, str(roster.pk), now=now)


@transaction.atomic
def _ask_to_undo(roster: RosterImport, by: User, now: datetime) -> None:
    mine = locked(roster, State.WRITTEN)
    mine.state = roster.state = State.UNDOING
    mine.save(update_fields=["state"])
    log_access(actor=by, verb="roster_undone", subject=subject(mine), purpose="", now=now)


def undo_roster(*, roster: RosterImport, now: datetime) -> None:
    """Take back the people and the places that a list made, where nothing has followed. Who has begun stays."""
    last = 0
    with suppress(NotNow):
        while last := _undo_some(roster, last):
            breathe()
        leave(roster, State.UNDOING, state=State.UNDONE, finished_at=now)


@transaction.atomic
def _undo_some(roster: RosterImport, after: int) -> int:
    """The number of the last row that was looked at; nought at the end."""
    mine = locked(roster, State.UNDOING)
    written = mine.rows.filter(enrolment__isnull=False, number__gt=after).select_related("enrolment__learner")
    rows = list(written[: states.HANDFUL])
    idle = queries.untouched(rows)
    gone = [row for row in rows if row.enrolment_id in idle]
    _delete(User, [row.enrolment.learner.user_id for row in gone if row.enrolment and row.made_person])
    _delete(Enrolment, [row.enrolment_id for row in gone if row.enrolment_id and not row.made_person])
    return rows[-1].number if rows else 0


def _delete(kind: type[User] | type[Enrolment], keys: Sequence[int]) -> None:
    """All of them; where something hangs on one of them after all, the others."""
    try:
        with transaction.atomic():
            kind.objects.filter(pk__in=keys).delete()
    except ProtectedError:
        for key in keys:
            with suppress(ProtectedError), transaction.atomic():
                kind.objects.filter(pk=key).delete()


@transaction.atomic
def put_away_roster(*, roster: RosterImport) -> None:
    """Forget a list that was not written. A worker that reads it finds nothing to write into. Raises ``NotNow``."""
    mine = locked(roster, *_UNWRITTEN)
    erase_file(mine)
    mine.delete()


def forget_old_rosters(*, now: datetime) -> int:
    """Forget lists that nobody wrote, and of the others the rows that came to nothing; how many lists."""
    old = RosterImport.objects.filter(made_at__lt=now - KEPT)
    waiting = list(old.filter(state__in=_UNWRITTEN))
    for roster in waiting:
        with suppress(NotNow):
            put_away_roster(roster=roster)
    done = old.filter(state__in=[State.WRITTEN, State.UNDONE])
    RosterRow.objects.filter(roster__in=done, enrolment=None).delete()
    return len(waiting)


def unkey_person(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Take back what was keyed, unless she has begun. Raises ``NotNow``."""
    _ask_to_undo(roster, by, now)
    undo_roster(roster=roster, now=now)
