"""The states of a class list, and the turns in which a worker goes through one."""

from __future__ import annotations

from time import sleep
from typing import Any

from learning.models import RosterImport, RosterRow

HANDFUL = 100  # people written in one transaction: on SQLite everybody else waits for so long
BREATH = 0.1  # seconds between two, in which the others write

State, Decision = RosterImport.State, RosterRow.Decision


class NotNow(Exception):
    """The list is not in a state for this: a worker has it, or it was done before."""


def drop_file(roster: RosterImport) -> None:
    if roster.upload:
        roster.upload.delete(save=False)
        RosterImport.objects.filter(pk=roster.pk).update(upload="")


def state_of(roster: RosterImport) -> str:
    """The state as it is now."""
    return str(RosterImport.objects.values_list("state", flat=True).get(pk=roster.pk))


def leave(roster: RosterImport, was: RosterImport.State, **values: Any) -> None:
    RosterImport.objects.filter(pk=roster.pk, state=was).update(**values)


def locked(roster: RosterImport, state: RosterImport.State) -> RosterImport:
    """The list as it is now, held until the transaction ends. Raises ``NotNow`` in any other state."""
    # Lock first: two tabs can decide about the same list, and a task can come twice.
    mine: RosterImport = RosterImport.objects.select_for_update(of=("self",)).select_related("cohort__course").get(
        pk=roster.pk
    )  # fmt: skip
    if mine.state != state:
        raise NotNow(mine.state)
    return mine


def subject(roster: RosterImport) -> str:
    return f"roster:{roster.pk}"


def breathe() -> None:
    """Let the others write."""
    sleep(BREATH)
