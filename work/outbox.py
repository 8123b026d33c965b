"""The outbox: work promised in the same transaction as the data it is about, and looked for until it is done.

A room writes a task that takes ids, calls one action, and bears being run again:

    @outbox_task                                                    # from work.tasking
    def make_pdf(serial: str) -> None: ...                          # in certificates/tasks.py

and promises it where the data changes:

    outbox.enqueue("certificates.tasks.make_pdf", certificate.serial, now=now)

The way of an item:

    enqueue ──commit──▶ sent ──worker──▶ begun ──▶ done
                         ▲                 └─ error or silence: due again after a growing pause
                         └──── sweep ──────────┘   (after ATTEMPTS: failed, kept for a person to see and retry)

A message carries the item's id and the number of the sending. Only the newest number is valid, so however often an
item is sent, one message can begin it. No lock is held while the task runs: on SQLite it would stop every writer.
What remains is a worker that dies between the effect and the note of it; the task then runs again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from work.models import OutboxItem

ATTEMPTS = 10  # over about three hours
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
HOLDS = 10  # how often in a lease it is written that a long task goes on

_present: ContextVar[OutboxItem | None] = ContextVar("present", default=None)  # what this process is working on


class TakenOver(Exception):
    """This work was held for dead, and somebody else has begun it anew: stop, and touch nothing more."""


def enqueue(task: str, *arguments: object, now: datetime) -> OutboxItem:
    """Promise to run a task; the arguments must fit into JSON. Rolled back with the caller's transaction."""
    item = OutboxItem.objects.create(task=task, arguments=list(arguments), made_at=now, due_at=now)
    # Robust: the data is safe already, and a broker that is away must not turn her answer into an error page.
    transaction.on_commit(lambda: _send(item, now=now), robust=True)
    return item


def sweep(*, now: datetime) -> int:
    """Send again what is due: never sent, lost by the broker, or failed and rested. Returns how many were sent."""
    OutboxItem.objects.due(now).filter(attempts__gte=ATTEMPTS).update(due_at=None)
    return sum(_send(item, now=now) for item in OutboxItem.objects.due(now).order_by("due_at"))


def is_open(task: str, *arguments: object) -> bool:
    """Whether somebody will still run this: it is neither done nor given up."""
    return OutboxItem.objects.open().filter(task=task, arguments=list(arguments)).exists()


def retry_failed(*, now: datetime) -> int:
    """Let the sweeper look for the failed items again; how many."""
    return OutboxItem.objects.failed().update(due_at=now, attempts=0)


def run(action: Callable[..., None], item_id: int, *, sending: int) -> None:
    """Run the action of an item in a worker, unless this message is void or the item done."""
    item = begin(item_id, sending=sending, now=timezone.now())
    if item is None:
        return
    token = _present.set(item)
    try:
        action(*item.arguments)
    except Exception as error:
        postpone(item, error=error, now=timezone.now())
        raise
    finally:
        _present.reset(token)
    finish(item, now=timezone.now())


def hold_on(*, now: datetime) -> None:
    """Say, from within a task that outlasts a lease, that it is still at work. Say it several times in each lease.

    A message of it that a broker sends again is void from then on; who stays silent for a lease is followed by the
    sweeper. Outside of a task it does nothing; said too often, it is not written. Raises ``TakenOver``.
    """
    item = _present.get()
    if item is None or (item.held_at and now - item.held_at < _lease() / HOLDS):
        return
    mine = OutboxItem.objects.open().filter(pk=item.pk, sends=item.sends)
    sending = item.sends if item.held_at else item.sends + 1  # once: no message bears this number
    if not mine.update(due_at=now + _lease(), sends=sending):
        raise TakenOver(str(item))
    item.sends, item.held_at = sending, now


def begin(item_id: int, *, sending: int, now: datetime) -> OutboxItem | None:
    """Take up an item; ``None`` if a newer message was sent since, or nobody waits for it any more."""
    mine = OutboxItem.objects.open().filter(pk=item_id, sends=sending)
    # The lease is longer than the longest task, so the sweeper does not send what is still running.
    begun = mine.update(attempts=F("attempts") + 1, due_at=now + _lease())
    return mine.first() if begun else None


def finish(item: OutboxItem, *, now: datetime) -> None:
    OutboxItem.objects.filter(pk=item.pk).update(done_at=now, due_at=None, last_error="")


def postpone(item: OutboxItem, *, error: Exception, now: datetime) -> None:
    """Keep the error, and leave the item to the sweeper or, after too many attempts, to a person."""
    due_at = None if item.attempts >= ATTEMPTS else now + growing(FIRST_REST, item.attempts)
    # Only while it is ours: another sending may have finished it.
    mine = OutboxItem.objects.open().filter(pk=item.pk, sends=item.sends)
    mine.update(due_at=due_at, last_error=f"{type(error).__name__}: {error}")


def growing(first: timedelta, times: int) -> timedelta:
    """The pause after so many times: doubled each time, to an hour at most."""
    return min(first * int(2 ** min(times - 1, 12)), max(first, LONGEST_REST))


def _send(item: OutboxItem, *, now: datetime) -> bool:
    """Hand an item to the broker, unless another process has just done so."""
    sending = item.sends + 1
    unsent = OutboxItem.objects.filter(pk=item.pk, sends=item.sends, due_at=item.due_at)
    # Count first, send after: of two senders one finds nothing to count, and a message lost in between is missed later.
    if not unsent.update(sends=sending, due_at=now + growing(_lease(), sending)):
        return False
    current_app.send_task(item.task, args=[item.pk, sending])
    return True


def _lease() -> timedelta:
    return timedelta(seconds=settings.QUEUE_LEASE_SECONDS)
