from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from work import outbox, tasks
from work.models import Heartbeat, OutboxItem, QueuedMessage
from work.tasking import outbox_task

pytestmark = pytest.mark.django_db


def test_an_outbox_task_stays_a_function_and_is_known_by_its_dotted_name(now):
    greeted: list[str] = []

    def greet(name: str) -> None:
        greeted.append(name)

    greet.__qualname__ = "greet"
    assert outbox_task(greet) is greet

    item = outbox.enqueue(f"{__name__}.greet", "Asha", now=now)
    outbox.sweep(now=now)
    app.tasks[f"{__name__}.greet"](item.pk, 1)
    assert greeted == ["Asha"]
    assert OutboxItem.objects.done().get() == item


def test_the_timetable_names_tasks_that_exist():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_beat_leaves_one_row_a_worker():
    tasks.beat()
    tasks.beat()
    assert timezone.now() - Heartbeat.objects.get().at < timedelta(seconds=5)


def test_sweep_outbox_sends_what_is_due(now):
    outbox.enqueue("work.tests.greet", now=now)
    tasks.sweep_outbox()
    assert QueuedMessage.objects.count() == 1


def test_clean_forgets_what_was_done_or_died_long_ago_and_nothing_else():
    now = timezone.now()
    old, recent = now - timedelta(days=31), now - timedelta(days=29)
    for task, done_at in {"old": old, "recent": recent, "failed": None}.items():
        OutboxItem.objects.create(task=task, made_at=old, done_at=done_at)
    for tag, queue, moment in [("a", "dead:post", old), ("b", "dead:post", recent), ("c", "post", old)]:
        QueuedMessage.objects.create(queue=queue, tag=tag, payload="{}", visible_at=moment)
    tasks.clean()
    assert set(OutboxItem.objects.values_list("task", flat=True)) == {"recent", "failed"}
    assert set(QueuedMessage.objects.values_list("tag", flat=True)) == {"b", "c"}
