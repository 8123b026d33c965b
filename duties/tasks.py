"""What the worker and beat do for this room. Doing it twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from duties import actions
from work.tasking import outbox_task


@outbox_task
def send_digest(digest: int) -> None:
    """Send the one message of a day to one person."""
    actions.send(digest, now=timezone.now())


@outbox_task
def assign_everyone() -> None:
    """Find on whom the rules fall, after one has changed."""
    actions.assign_everyone(now=timezone.now())


@shared_task
def follow_everyone() -> None:
    """Take the roles of postings that are over, once a night."""
    actions.follow_everyone(now=timezone.now())


@shared_task
def remind() -> int:
    """Look for reminders that are owed to people who are at work now."""
    return actions.remind(now=timezone.now())


@shared_task
def forget_old_lists() -> int:
    """Forget what stood in lists of staff that were never written."""
    return actions.forget_old_lists(now=timezone.now())
