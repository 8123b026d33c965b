"""Says whether work is being done, and what waits for a person."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from work import health
from work.models import OutboxItem


class Command(BaseCommand):
    help = "Show the queue, the outbox and the age of the worker's heartbeat; exits with 1 if it is over two minutes."

    def handle(self, *_args: Any, **_options: Any) -> None:
        state = health.look(now=timezone.now())
        age = state.heartbeat_age
        self.stdout.write(f"in the queue          {state.queued}")
        self.stdout.write(f"dead messages         {state.dead}")
        self.stdout.write(f"open outbox items     {state.open_items}")
        self.stdout.write(f"failed outbox items   {state.failed_items}")
        self.stdout.write(f"last heartbeat        {'never' if age is None else f'{age.total_seconds():.0f} s ago'}")
        for item in OutboxItem.objects.failed().order_by("-pk")[:10]:
            self.stdout.write(f"failed: {item}: {item.last_error}")
        if not state.alive:
            raise CommandError("No worker has been heard of for two minutes.", returncode=1)
