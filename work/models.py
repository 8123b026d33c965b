"""Rows of the work that leaves the request: outbox, embedded queue, worker's heartbeat. Nothing here sends or runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet["OutboxItem"]):
    def open(self) -> OutboxQuerySet:
        return self.filter(due_at__isnull=False)

    def due(self, now: datetime) -> OutboxQuerySet:
        return self.filter(due_at__lte=now)

    def done(self) -> OutboxQuerySet:
        return self.filter(done_at__isnull=False)

    def failed(self) -> OutboxQuerySet:
        """Given up: nobody looks for these again until a person says so."""
        return self.filter(due_at__isnull=True, done_at__isnull=True)


class OutboxItem(models.Model):
    """A promise made in one transaction with its data: this task will run, and be looked for until it has."""

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=list)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # when the sweeper looks for it again; empty once done or given up
    done_at = models.DateTimeField(null=True)
    sends = models.PositiveIntegerField(default=0)  # the number of its newest message; older messages are void
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    held_at: datetime | None = None  # in the process that works on it: when it last said that it goes on

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="outbox_open")]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__isnull=True) | Q(done_at__isnull=True), name="done_is_not_due"),
        ]

    def __str__(self) -> str:
        return f"{self.task}({', '.join(map(repr, self.arguments))})"


DEAD = "dead:"  # stands before the name of the queue that a dead message came from


class MessageQuerySet(models.QuerySet["QueuedMessage"]):
    def waiting(self, queue: str, now: datetime) -> MessageQuerySet:
        """What may be taken now, the most urgent first, then the oldest."""
        return self.filter(queue=queue, visible_at__lte=now).order_by("-priority", "visible_at", "id")

    def dead(self) -> MessageQuerySet:
        return self.filter(queue__startswith=DEAD)


class QueuedMessage(models.Model):
    """A message of the embedded broker. A taken message stays, unseen, until it is acknowledged or its lease ends."""

    queue = models.CharField(max_length=200)
    tag = models.CharField(max_length=200, unique=True)
    payload = models.TextField()
    priority = models.SmallIntegerField(default=0)  # 0 to 9; 9 goes first, as in RabbitMQ
    visible_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["queue", "-priority", "visible_at", "id"], name="queue_order")]

    def __str__(self) -> str:
        return f"{self.queue} {self.tag}"

    def lend(self, *, now: datetime, lease: timedelta) -> None:
        self.visible_at = now + lease
        self.attempts += 1
        self.save(update_fields=["visible_at", "attempts"])

    def bury(self, *, now: datetime) -> None:
        """Lay aside a message that was taken too often: it may be what kills the worker."""
        self.queue = DEAD + self.queue
        self.visible_at = now
        self.save(update_fields=["queue", "visible_at"])

    def revive(self, *, now: datetime) -> None:
        self.queue = self.queue.removeprefix(DEAD)
        self.visible_at = now
        self.attempts = 0
        self.save(update_fields=["queue", "visible_at", "attempts"])


class Heartbeat(models.Model):
    """When a worker last ran its beat task."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%H:%M:%S}"
