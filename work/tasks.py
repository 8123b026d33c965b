"""The house's own recurring tasks; config/settings.py holds their timetable. Other rooms keep theirs to themselves."""

from __future__ import annotations

from datetime import timedelta

from celery import Task, shared_task
from django.utils import timezone

from work import outbox
from work.models import Heartbeat, OutboxItem, QueuedMessage

KEPT = timedelta(days=30)
STALE_SECONDS = 60  # a worker that was away does not make up for every beat it missed


@shared_task(expires=STALE_SECONDS)
def sweep_outbox() -> None:
    outbox.sweep(now=timezone.now())


@shared_task(bind=True, expires=STALE_SECONDS)
def beat(self: Task) -> None:
    Heartbeat.objects.update_or_create(name=self.request.hostname or "here", defaults={"at": timezone.now()})


@shared_task
def clean() -> None:
    """Forget what was done, or died, long ago. Failed outbox items stay: each is a promise still open."""
    long_ago = timezone.now() - KEPT
    OutboxItem.objects.done().filter(done_at__lt=long_ago).delete()
    QueuedMessage.objects.dead().filter(visible_at__lt=long_ago).delete()
