"""What beat asks of this room."""

from celery import shared_task
from django.utils import timezone

from media import actions


@shared_task
def forget_removed_recordings() -> int:
    """Delete recordings that were taken away a month ago, with their files."""
    return actions.forget_removed(now=timezone.now())
