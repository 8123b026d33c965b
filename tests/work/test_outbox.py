from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict

from config.celery import app
from work import outbox
from work.models import OutboxItem, QueuedMessage

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=120)
TASK = "work.tests.greet"


@pytest.fixture(autouse=True)
def lease(settings) -> None:
    settings.QUEUE_LEASE_SECONDS = LEASE.total_seconds()


@pytest.fixture
def item(now: datetime, django_capture_on_commit_callbacks: Callable) -> OutboxItem:
    """Promised, committed and sent once."""
    with django_capture_on_commit_callbacks(execute=True):
        return outbox.enqueue(TASK, "Asha", now=now)


def state(item: OutboxItem) -> dict[str, object]:
    item.refresh_from_db()
    return model_to_dict(item, fields=["due_at", "done_at", "sends", "attempts", "last_error"])


def test_a_rollback_leaves_nothing(now):
    with transaction.atomic():
        outbox.enqueue(TASK, "Asha", now=now)
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()
    assert not QueuedMessage.objects.exists()


def test_nothing_is_sent_before_the_commit(now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue(TASK, "Asha", now=now)
        assert not QueuedMessage.objects.exists()
    assert QueuedMessage.objects.count() == 1


def test_what_was_sent_is_left_alone_for_a_lease(item, now):
    assert state(item) == {"due_at": now + LEASE, "done_at": None, "sends": 1, "attempts": 0, "last_error": ""}
    assert outbox.sweep(now=now + LEASE - timedelta(seconds=1)) == 0


def test_a_broker_that_is_away_does_not_disturb_the_caller(now, monkeypatch, django_capture_on_commit_callbacks):
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(app, "send_task", _away)
        outbox.enqueue(TASK, "Asha", now=now)
    assert outbox.sweep(now=now + LEASE) == 1
    assert QueuedMessage.objects.count() == 1


def _away(*_args: object, **_options: object) -> None:
    raise ConnectionError


def test_the_sweeper_finds_what_the_broker_lost_and_waits_longer_each_time(item, now):
    pauses = []
    for _loss in range(7):
        QueuedMessage.objects.all().delete()
        due_at = OutboxItem.objects.get().due_at
        assert outbox.sweep(now=due_at) == 1
        pauses.append((OutboxItem.objects.get().due_at - due_at) // timedelta(minutes=1))
    assert pauses == [4, 8, 16, 32, 60, 60, 60]


def test_the_sweeper_finds_what_was_never_sent(now):
    outbox.enqueue(TASK, "Asha", now=now)  # the process dies before its on_commit
    assert outbox.sweep(now=now) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_once(now):
    items = [OutboxItem(task=TASK, arguments=[n], made_at=now, due_at=now) for n in range(10)]
    OutboxItem.objects.bulk_create(items)
    with ThreadPoolExecutor(2) as sweepers:
        assert sum(sweepers.map(_sweep_and_close, [now, now])) == 10
    assert QueuedMessage.objects.count() == 10


def _sweep_and_close(now: datetime) -> int:
    try:
        return outbox.sweep(now=now)
    finally:
        connection.close()


def test_the_action_runs_with_its_arguments_and_the_item_is_done(item):
    names: list[str] = []
    outbox.run(names.append, item.pk, sending=1)
    assert names == ["Asha"]
    after = state(item)
    assert after.pop("done_at") is not None
    assert after == {"due_at": None, "sends": 1, "attempts": 1, "last_error": ""}


def test_a_done_item_is_not_run_again(item):
    names: list[str] = []
    outbox.run(names.append, item.pk, sending=1)
    outbox.run(names.append, item.pk, sending=1)
    assert names == ["Asha"]


def test_an_older_message_is_void_once_a_newer_was_sent(item, now):
    outbox.sweep(now=now + LEASE)
    assert outbox.begin(item.pk, sending=1, now=now + LEASE) is None
    assert outbox.begin(item.pk, sending=2, now=now + LEASE) == item


def test_the_sweeper_does_not_send_what_was_just_begun(item, now):
    outbox.begin(item.pk, sending=1, now=now + LEASE)
    assert outbox.sweep(now=now + LEASE) == 0


def test_a_message_delivered_again_after_its_worker_died_runs(item, now):
    outbox.begin(item.pk, sending=1, now=now)
    names: list[str] = []
    outbox.run(names.append, item.pk, sending=1)
    assert names == ["Asha"]


def test_an_error_is_kept_and_the_item_rests_longer_each_time(item, now):
    rests = []
    for sending in range(1, outbox.ATTEMPTS):
        begun = outbox.begin(item.pk, sending=sending, now=now)
        outbox.postpone(begun, error=ValueError("no ink"), now=now)
        due_at = OutboxItem.objects.get().due_at
        assert outbox.sweep(now=due_at) == 1
        rests.append((due_at - now).total_seconds())
        now = due_at
    assert rests == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert state(item)["last_error"] == "ValueError: no ink"


def test_a_failing_action_raises_for_the_log_and_leaves_the_item_open(item):
    with pytest.raises(ZeroDivisionError):
        outbox.run(lambda _name: 1 / 0, item.pk, sending=1)
    assert OutboxItem.objects.open().get().last_error == "ZeroDivisionError: division by zero"


def test_after_too_many_attempts_it_has_failed_and_can_be_retried(item, now):
    OutboxItem.objects.update(attempts=outbox.ATTEMPTS - 1)
    begun = outbox.begin(item.pk, sending=1, now=now)
    outbox.postpone(begun, error=ValueError("no ink"), now=now)
    assert OutboxItem.objects.failed().get() == item
    assert outbox.sweep(now=now + timedelta(days=1)) == 0

    assert outbox.retry_failed(now=now) == 1
    assert outbox.sweep(now=now) == 1


def test_an_item_whose_worker_dies_each_time_fails_too(item, now):
    OutboxItem.objects.update(attempts=outbox.ATTEMPTS)
    assert outbox.sweep(now=now + timedelta(days=1)) == 0
    assert OutboxItem.objects.failed().get() == item


def test_a_promise_is_open_until_it_is_done_or_given_up(item, now):
    assert (outbox.is_open(TASK, "Asha"), outbox.is_open(TASK, "Joy")) == (True, False)
    outbox.finish(item, now=now)
    assert not outbox.is_open(TASK, "Asha")
    OutboxItem.objects.update(done_at=None)
    assert not outbox.is_open(TASK, "Asha")


def test_a_late_error_does_not_reopen_what_another_sending_finished(item, now):
    first = outbox.begin(item.pk, sending=1, now=now)
    outbox.finish(item, now=now)
    outbox.postpone(first, error=ValueError("too slow"), now=now)
    assert state(item) == {"due_at": None, "done_at": now, "sends": 1, "attempts": 1, "last_error": ""}


class TestALongTask:
    """One that outlasts a lease says that it goes on."""

    def test_it_is_not_taken_up_by_anybody_else(self, item, now):
        def long(_name: str) -> None:
            outbox.hold_on(now=now + LEASE * 5)
            assert outbox.begin(item.pk, sending=1, now=now) is None  # the message that a broker sent again
            assert outbox.sweep(now=now + LEASE * 5.5) == 0

        outbox.run(long, item.pk, sending=1)
        assert state(item) | {"done_at": None} == {
            "due_at": None, "done_at": None, "sends": 2, "attempts": 1, "last_error": "",
        }  # fmt: skip

    def test_it_may_say_so_as_often_as_it_likes(self, item, now, django_assert_num_queries):
        def long(_name: str) -> None:
            outbox.hold_on(now=now)
            with django_assert_num_queries(0):
                outbox.hold_on(now=now + LEASE / 20)
            with django_assert_num_queries(1):
                outbox.hold_on(now=now + LEASE / 5)

        outbox.run(long, item.pk, sending=1)
        assert state(item)["sends"] == 2

    def test_when_it_dies_the_sweeper_follows(self, item, now):
        begun = outbox.begin(item.pk, sending=1, now=now)
        token = outbox._present.set(begun)
        outbox.hold_on(now=now)
        outbox._present.reset(token)
        assert outbox.sweep(now=now + LEASE + timedelta(seconds=1)) == 1
        assert state(item)["sends"] == 3

    def test_it_is_told_when_it_was_held_for_dead(self, item, now):
        def long(_name: str) -> None:
            outbox.hold_on(now=now)
            outbox.sweep(now=now + LEASE * 2)
            outbox.hold_on(now=now + LEASE * 2)

        with pytest.raises(outbox.TakenOver):
            outbox.run(long, item.pk, sending=1)
        assert state(item)["last_error"] == ""

    def test_outside_of_a_task_it_does_nothing(self, now, django_assert_num_queries):
        with django_assert_num_queries(0):
            outbox.hold_on(now=now)
