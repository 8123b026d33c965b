"""What the worker does for this room. Doing it twice is harmless."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from learning import actions


@shared_task
def end_forgotten_live() -> int:
    """End the rounds of live questions that an instructor walked away from."""
    return actions.end_forgotten_live(now=timezone.now())
