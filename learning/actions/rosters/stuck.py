"""Lets go of class lists that no worker will bring to an end: the outbox tried often enough. Tries nothing again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from learning.actions.rosters import reading, undoing, writing
from learning.actions.rosters.states import NotNow, State, failed, locked
from learning.models import RosterImport
from work import outbox

_TASKS = {State.READING: reading.TASK, State.WRITING: writing.TASK, State.UNDOING: undoing.TASK}


def release_stuck_rosters(*, now: datetime) -> int:
    """Lists that were not read have failed; of the others stands what was written, and can be undone. How many."""
    released = 0
    for roster in RosterImport.objects.filter(state__in=_TASKS):
        with suppress(NotNow):
            released += _release(roster, State(roster.state), now)
    return released


@transaction.atomic
def _release(roster: RosterImport, state: RosterImport.State, now: datetime) -> bool:
    # Lock first: who promises work sets the state in the same transaction.
    mine = locked(roster, state)
    if outbox.is_open(_TASKS[state], str(mine.pk)):
        return False
    if state == State.READING:
        failed(mine, fault=None, now=now)
    else:
        RosterImport.objects.filter(pk=mine.pk).update(state=State.WRITTEN, finished_at=now)
    return True
