"""A Celery broker in Django's own database, for one machine: ``CELERY_BROKER_URL=djangodb://``.

Why it exists: the brokers that come with kombu and need no server lose the task of a killed worker (docs/decisions,
task queue). Here a message that is taken stays in its row, out of sight, and is seen again when its lease ends
(``QUEUE_LEASE_SECONDS``, which must be longer than the longest task); only an acknowledgement deletes it. So a
message is delivered at least once, never at most once, and tasks must bear being run again. A message taken
``QUEUE_ATTEMPTS_BEFORE_DEAD`` times without an acknowledgement moves to the queue ``dead:<its queue>``.

Since a message is a row, one sent inside ``atomic()`` is rolled back with the data. There is no fanout, hence no
remote control or events: a heartbeat row tells that a worker lives. Leases compare the clocks of the machines.
"""

# mypy: allow-untyped-calls
# (kombu has no annotations)
from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from queue import Empty
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

import django
from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from kombu.transport import TRANSPORT_ALIASES, virtual

if TYPE_CHECKING:
    from work.models import MessageQuerySet

T = TypeVar("T")
LOST = (OperationalError, InterfaceError)


def register() -> None:
    """Make ``djangodb://`` known to kombu."""
    TRANSPORT_ALIASES["djangodb"] = "work.transport:Transport"


def messages() -> MessageQuerySet:
    from work.models import QueuedMessage  # noqa: PLC0415 -- config.celery imports this module before the apps are ready

    return QueuedMessage.objects.all()


def surely(query: Callable[[], T]) -> T:
    """Ask once more on a fresh connection if the first broke: a worker outlives the server it spoke to."""
    try:
        return query()
    except LOST:
        if connection.in_atomic_block:
            raise
        connection.close()
        return query()


def seen_from(message: dict[str, Any], *, now: datetime) -> datetime:
    """The moment a message may be taken: its ETA, else now."""
    eta = (message.get("headers") or {}).get("eta")
    if not eta:
        return now
    moment = datetime.fromisoformat(eta)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class QoS(virtual.QoS):
    """Keeps the rows in step: what is acknowledged or thrown away goes, what is requeued shows again."""

    def ack(self, delivery_tag: str) -> None:
        self._free(delivery_tag)
        self.channel.forget(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        self._free(delivery_tag)
        if requeue:
            self.channel.show(delivery_tag)
        else:
            self.channel.forget(delivery_tag)

    def _free(self, delivery_tag: str) -> None:
        # Before the row is touched: were the database away, the worker would else lose this place for good.
        super().ack(delivery_tag)
        self.channel.wake()


class Channel(virtual.Channel):
    QoS = QoS

    def _put(self, queue: str, message: dict[str, Any], **_options: Any) -> None:
        row = messages().model(
            queue=queue,
            tag=message["properties"]["delivery_tag"],
            payload=json.dumps(message),
            priority=self._get_message_priority(message),
            visible_at=seen_from(message, now=timezone.now()),
        )
        # The first try may have arrived although its answer was lost; the tag is unique.
        surely(lambda: messages().bulk_create([row], ignore_conflicts=True))

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        try:
            return surely(lambda: self._take(queue, now=timezone.now()))
        except LOST:
            # Celery will close this channel and open another. That says nothing of the tasks still running:
            # leave their messages to their leases, or each would run twice at once.
            self.do_restore = False
            raise

    def _take(self, queue: str, *, now: datetime) -> dict[str, Any]:
        waiting = messages().waiting(queue, now)
        lease = timedelta(seconds=settings.QUEUE_LEASE_SECONDS)
        while waiting.exists():  # look before locking: an idle worker must not hold up SQLite's writers
            with transaction.atomic():
                message = waiting.select_for_update(skip_locked=True).first()
                if message is None:
                    break
                if message.attempts < settings.QUEUE_ATTEMPTS_BEFORE_DEAD:
                    message.lend(now=now, lease=lease)
                    return dict(json.loads(message.payload))
                message.bury(now=now)
        raise Empty

    def _restore(self, message: virtual.Message) -> None:
        """Give back, at shutdown, a message that was not begun; the attempt does not count against it."""
        # Without the database there is nothing to do but wait for the lease to end.
        with suppress(*LOST):
            self.show(message.delivery_tag, attempts=F("attempts") - 1)

    def show(self, tag: str, **changes: Any) -> None:
        surely(lambda: messages().filter(tag=tag).update(visible_at=timezone.now(), **changes))

    def forget(self, tag: str) -> None:
        surely(lambda: messages().filter(tag=tag).delete())

    def wake(self) -> None:
        if self.connection is not None:  # a task that outlives its channel still acknowledges
            self.connection.freed.set()

    def _size(self, queue: str) -> int:
        return surely(lambda: messages().filter(queue=queue).count())

    def _purge(self, queue: str) -> int:
        return surely(lambda: messages().filter(queue=queue).delete()[0])


class Transport(virtual.Transport):
    Channel = Channel
    polling_interval = 0.2
    driver_type = driver_name = "djangodb"
    connection_errors = (*virtual.Transport.connection_errors, *LOST)  # type: ignore[assignment]  # kombu names one
    default_connection_params = {}  # there is no host to name

    def __init__(self, client: Any, **kwargs: Any) -> None:
        if not apps.ready:  # `celery call` and `celery purge` do not set Django up
            django.setup()
        super().__init__(client, **kwargs)
        self.freed = Event()

    def driver_version(self) -> str:
        return django.get_version()

    def establish_connection(self) -> Any:
        surely(connection.ensure_connection)  # here Celery waits longer after each failure, in its loop it would not
        return super().establish_connection()

    def drain_events(self, connection: Any, timeout: float | None = None, **_options: Any) -> None:
        """Take one message, else wait one poll or until a process of the pool is free, and say so by TimeoutError.

        Celery's loop asks again. Kombu's own wait goes on for the whole timeout, deaf to acknowledgements and stops.
        """
        self.freed.clear()
        try:
            self.cycle.get(self._deliver)  # type: ignore[union-attr]  # set by kombu
        except Empty:
            self.freed.wait(self.polling_interval if timeout is None else min(timeout, self.polling_interval))
            raise TimeoutError from None
