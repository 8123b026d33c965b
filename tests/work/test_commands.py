from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from work.models import Heartbeat, OutboxItem, QueuedMessage


def status() -> str:
    out = StringIO()
    call_command("worker_status", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_worker_status_counts_and_tells_the_age_of_the_heartbeat(now):
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=90))
    OutboxItem.objects.create(task="certificates.tasks.make_pdf", arguments=["B-1"], made_at=now, last_error="no ink")
    QueuedMessage.objects.create(queue="celery", tag="a", payload="{}", visible_at=now)
    assert status() == (
        "in the queue          1\n"
        "dead messages         0\n"
        "open outbox items     0\n"
        "failed outbox items   1\n"
        "last heartbeat        90 s ago\n"
        "failed: certificates.tasks.make_pdf('B-1'): no ink\n"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("age", [None, 121])
def test_worker_status_fails_when_no_worker_was_heard_of(age):
    if age:
        Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=age))
    with pytest.raises(CommandError) as error:
        status()
    assert error.value.returncode == 1


@pytest.mark.django_db
def test_worker_retry_gives_both_kinds_another_chance(now):
    OutboxItem.objects.create(task="work.tests.greet", made_at=now)
    QueuedMessage.objects.create(queue="dead:celery", tag="a", payload="{}", visible_at=now, attempts=5)
    out = StringIO()
    call_command("worker_retry", stdout=out)
    assert out.getvalue() == "1 dead messages and 1 failed outbox items try again.\n"
    assert OutboxItem.objects.open().count() == 1
    assert QueuedMessage.objects.get(queue="celery").attempts == 0


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_its_tasks_loses_and_doubles_nothing():
    command = [sys.executable, "manage.py", "chaos", "worker", "--jobs", "6", "--kills", "2", "--slowness", "1"]
    run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=300, check=True)
    figures = json.loads(run.stdout.splitlines()[-1])
    assert figures.pop("seconds") > 0
    assert figures.pop("begun_again") > 0
    assert figures == {"jobs": 6, "done": 6, "lost": 0, "doubled_effects": 0, "kills": 2}
