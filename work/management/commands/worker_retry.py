"""Gives the work that was given up another chance, once its cause is mended."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from work import outbox
from work.models import QueuedMessage


class Command(BaseCommand):
    help = "Put the dead messages back into their queues, and let the sweeper look for failed outbox items again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        dead = list(QueuedMessage.objects.dead())
        for message in dead:
            message.revive(now=now)
        self.stdout.write(
            f"{len(dead)} dead messages and {outbox.retry_failed(now=now)} failed outbox items try again."
        )
