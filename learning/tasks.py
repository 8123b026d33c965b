"""What the worker does for this room. Doing it twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from learning import actions
from learning.models import RosterImport
from work.tasking import outbox_task


@outbox_task
def read_roster(pk: str) -> None:
    if roster := _roster(pk):
        actions.read_roster(roster=roster, now=timezone.now())


@outbox_task
def write_roster(pk: str) -> None:
    if roster := _roster(pk):
        actions.write_roster(roster=roster, now=timezone.now())


@outbox_task
def undo_roster(pk: str) -> None:
    if roster := _roster(pk):
        actions.undo_roster(roster=roster, now=timezone.now())


def _roster(pk: str) -> RosterImport | None:
    """The list, unless somebody has put it away meanwhile."""
    return RosterImport.objects.select_related("cohort__course", "by").filter(pk=pk).first()


@shared_task
def forget_old_rosters() -> int:
    """Forget class lists that nobody wrote."""
    return actions.forget_old_rosters(now=timezone.now())


@shared_task
def release_stuck_rosters() -> int:
    """Let go of class lists that no worker could bring to an end."""
    return actions.release_stuck_rosters(now=timezone.now())


@shared_task
def end_forgotten_live() -> int:
    """End the rounds of live questions that an instructor walked away from."""
    return actions.end_forgotten_live(now=timezone.now())
