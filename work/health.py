"""Answers whether work is being done and what waits. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from kombu.exceptions import ChannelError

from work.models import Heartbeat, OutboxItem, QueuedMessage

SILENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Health:
    queued: int
    dead: int
    open_items: int
    failed_items: int
    heartbeat_age: timedelta | None

    @property
    def alive(self) -> bool:
        return self.heartbeat_age is not None and self.heartbeat_age <= SILENCE


def look(*, now: datetime) -> Health:
    newest = Heartbeat.objects.order_by("-at").first()
    return Health(
        queued=queue_length(),
        dead=QueuedMessage.objects.dead().count(),
        open_items=OutboxItem.objects.open().count(),
        failed_items=OutboxItem.objects.failed().count(),
        heartbeat_age=now - newest.at if newest else None,
    )


def queue_length() -> int:
    """Messages in the queue, whichever the broker; the embedded one counts those being worked on too."""
    with current_app.connection_for_read() as connection:
        try:
            declared = connection.default_channel.queue_declare(current_app.conf.task_default_queue, passive=True)
        except ChannelError:  # Redis and RabbitMQ know a queue only once it had a message
            return 0
    return int(declared.message_count)
