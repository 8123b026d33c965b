"""What beat asks of this room."""

from celery import shared_task
from django.utils import timezone

from accounts import actions


@shared_task
def forget_old_failures() -> int:
    """Delete wrong PINs that slow nobody down any more."""
    return actions.forget_old_failures(now=timezone.now())
