"""The states of a class list, and the turns in which a worker goes through one."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from time import sleep
from typing import Any

from django.db import transaction

from learning.models import RosterImport, RosterRow

HANDFUL = 100  # people written in one transaction: on SQLite everybody else waits for so long
BREATH = 0.1  # seconds between two, in which the others write

State, Decision = RosterImport.State, RosterRow.Decision


class NotNow(Exception):
    """The list is not in a state for this: a worker has it, or it was done before."""


def drop_file(roster: RosterImport) -> None:
    if roster.upload:
        RosterImport.objects.filter(pk=roster.pk).update(upload="")
        erase_file(roster)


def erase_file(roster: RosterImport) -> None:
    """Take the file away, once the transaction has ended well."""
    if roster.upload.name:
        transaction.on_commit(partial(roster.upload.storage.delete, roster.upload.name))


def state_of(roster: RosterImport) -> str:
    """The state as it is now."""
    return str(RosterImport.objects.values_list("state", flat=True).get(pk=roster.pk))


def leave(roster: RosterImport, was: RosterImport.State, **values: Any) -> None:
    RosterImport.objects.filter(pk=roster.pk, state=was).update(**values)


def failed(mine: RosterImport, *, fault: dict[str, str] | None, now: datetime) -> None:
    """Nothing of a list that is locked was taken. Without a fault it was not the list's."""
    mine.rows.all().delete()
    RosterImport.objects.filter(pk=mine.pk).update(state=State.FAILED, fault=fault, finished_at=now)
    drop_file(mine)


def locked(roster: RosterImport, *states: RosterImport.State) -> RosterImport:
    """The list as it is now, held until the transaction ends. Raises ``NotNow`` in any other state."""
    # Lock first: two tabs can decide about the same list, and a task can come twice.
    mine: RosterImport = RosterImport.objects.select_for_update(of=("self",)).select_related("cohort__course").get(
        pk=roster.pk
    )  # fmt: skip
    if mine.state not in states:
        raise NotNow(mine.state)
    return mine


def subject(roster: RosterImport) -> str:
    return f"roster:{roster.pk}"


def breathe() -> None:
    """Let the others write."""
    sleep(BREATH)
