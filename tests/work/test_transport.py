from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from kombu import Connection
from kombu.transport.virtual import Channel, Message

from config.celery import app
from work.models import QueuedMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker() -> Iterator[Connection]:
    with Connection("djangodb://") as opened:
        yield opened


@pytest.fixture
def channel(broker: Connection) -> Channel:
    return broker.channel()


def send(channel: Channel, body: str, *, priority: int = 0, eta: str | None = None) -> None:
    message = channel.prepare_message(body, priority=priority, headers={"eta": eta})
    channel.basic_publish(message, exchange="", routing_key="post")


def take(channel: Channel) -> Message | None:
    return channel.basic_get("post")


def bodies(channel: Channel) -> list[str]:
    """Everything that can be taken now, acknowledged."""
    found = []
    while message := take(channel):
        found.append(message.body.decode())
        message.ack()
    return found


def pass_time(seconds: float) -> None:
    """As if all rows had been written so much earlier."""
    QueuedMessage.objects.update(visible_at=F("visible_at") - timedelta(seconds=seconds))


def queues() -> list[tuple[str, int]]:
    return list(QueuedMessage.objects.values_list("queue", "attempts"))


def test_an_acknowledged_message_is_gone(channel):
    send(channel, "hello")
    take(channel).ack()
    assert queues() == []


def test_a_taken_message_is_unseen_until_its_lease_ends(channel, settings):
    send(channel, "hello")
    take(channel)
    pass_time(settings.QUEUE_LEASE_SECONDS - 1)
    assert take(channel) is None
    pass_time(1)
    assert take(channel).body == b"hello"


def test_messages_come_in_the_order_they_were_sent(channel):
    for body in ("first", "second", "third"):
        send(channel, body)
    assert bodies(channel) == ["first", "second", "third"]


def test_the_more_urgent_goes_first(channel):
    send(channel, "calm")
    send(channel, "urgent", priority=9)
    assert bodies(channel) == ["urgent", "calm"]


@pytest.mark.parametrize("in_utc", [True, False])
def test_a_message_for_later_waits_for_its_time(channel, in_utc):
    eta = timezone.now() + timedelta(minutes=5)
    send(channel, "later", eta=(eta if in_utc else eta.replace(tzinfo=None)).isoformat())
    assert take(channel) is None
    pass_time(5 * 60)
    assert bodies(channel) == ["later"]


def test_a_message_taken_too_often_is_laid_aside_and_can_be_revived(channel, settings):
    send(channel, "poison")
    for _attempt in range(settings.QUEUE_ATTEMPTS_BEFORE_DEAD):
        take(channel)
        pass_time(settings.QUEUE_LEASE_SECONDS)
    assert take(channel) is None
    assert queues() == [("dead:post", settings.QUEUE_ATTEMPTS_BEFORE_DEAD)]

    QueuedMessage.objects.dead().get().revive(now=timezone.now())
    assert bodies(channel) == ["poison"]


def test_a_dead_message_does_not_hold_up_those_behind_it(channel, settings):
    send(channel, "poison", priority=9)
    QueuedMessage.objects.update(attempts=settings.QUEUE_ATTEMPTS_BEFORE_DEAD)
    send(channel, "good")
    assert bodies(channel) == ["good"]


def test_a_requeued_message_shows_at_once_and_keeps_its_count(channel):
    send(channel, "again")
    take(channel).requeue()
    assert queues() == [("post", 1)]
    assert bodies(channel) == ["again"]


def test_a_rejected_message_is_gone(channel):
    send(channel, "never mind")
    take(channel).reject()
    assert queues() == []


def test_a_closing_channel_gives_back_what_it_did_not_finish(broker):
    channel = broker.channel()
    send(channel, "unfinished")
    take(channel)
    channel.close()
    assert queues() == [("post", 0)]
    assert bodies(broker.channel()) == ["unfinished"]


def test_a_channel_that_lost_the_database_leaves_its_messages_to_their_leases(broker, monkeypatch):
    channel = broker.channel()
    send(channel, "still running")
    take(channel)
    monkeypatch.setattr("work.transport.messages", _database_is_away)
    with pytest.raises(OperationalError):
        take(channel)
    monkeypatch.undo()
    channel.close()
    assert take(broker.channel()) is None


def _database_is_away() -> None:
    raise OperationalError


def test_a_task_that_outlives_its_channel_still_acknowledges(broker):
    channel = broker.channel()
    send(channel, "long")
    message = take(channel)
    channel.do_restore = False
    channel.close()
    message.ack()
    assert queues() == []


def test_a_lost_database_makes_the_worker_reconnect(broker):
    assert OperationalError in broker.recoverable_connection_errors
    assert OperationalError in broker.connection_errors


def test_a_task_sent_in_a_transaction_is_rolled_back_with_it():
    with transaction.atomic():
        app.send_task("work.tasks.beat")
        transaction.set_rollback(True)
    assert queues() == []


def test_looking_into_an_empty_queue_locks_nothing(channel, django_assert_num_queries):
    with django_assert_num_queries(1):
        take(channel)


def test_size_and_purge(channel):
    send(channel, "one")
    send(channel, "two")
    assert channel.queue_declare("post", passive=True).message_count == 2
    assert channel.queue_purge("post") == 2
    assert queues() == []


@pytest.mark.django_db(transaction=True)
def test_no_two_workers_take_the_same_message():
    with Connection("djangodb://") as broker:
        for number in range(20):
            send(broker.default_channel, str(number))
    with ThreadPoolExecutor(4) as workers:
        taken = [body for share in workers.map(lambda _worker: _take_all(), range(4)) for body in share]
    assert sorted(taken, key=int) == [str(number) for number in range(20)]


def _take_all() -> list[str]:
    try:
        with Connection("djangodb://") as broker:
            return bodies(broker.default_channel)
    finally:
        connection.close()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server to lose")
@pytest.mark.django_db(transaction=True)
def test_after_postgresql_came_back_the_next_look_succeeds():
    with Connection("djangodb://") as broker:
        send(broker.default_channel, "kept")
        with pytest.raises(OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        assert bodies(broker.default_channel) == ["kept"]
