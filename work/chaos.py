"""A trial by kill -9: does a worker that dies again and again lose work? Reached by ``manage.py chaos worker`` alone.

Jobs go the way of all work, through the outbox. A job is slow, and its effect is a line in a file of its own, written
unless it is there: one run after another is harmless, as for every task of the house; two at once leave two lines.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from work import outbox
from work.health import queue_length
from work.models import OutboxItem
from work.tasking import outbox_task

WORKER = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "2", "-l", "ERROR", "-I", "work.chaos"]
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Plan:
    """``slowness`` is the seconds that a job takes; ``seed`` fixes the moments of the kills."""

    jobs: int
    kills: int
    slowness: float
    seed: int


@outbox_task
def job(number: int, slowness: float) -> None:
    append(effects() / "begun", f"{number}")
    effect = effects() / f"job-{number}"
    if effect.exists():
        return
    time.sleep(slowness)
    append(effect, f"{os.getpid()}")


def try_worker(plan: Plan) -> dict[str, float]:
    """Run the trial in the database and folder of the settings, which must be scratch; the figures of its last line."""
    started = time.monotonic()
    call_command("migrate", "work", verbosity=0)
    effects().mkdir(parents=True, exist_ok=True)
    for number in range(plan.jobs):
        outbox.enqueue("work.chaos.job", number, plan.slowness, now=timezone.now())
    kills = _kill_again_and_again(plan)
    _work_to_the_end()
    return _figures(plan) | {"kills": kills, "seconds": round(time.monotonic() - started, 1)}


def _kill_again_and_again(plan: Plan) -> int:
    """Start a worker, let it begin something, kill it; until the plan's kills are made or the work is done."""
    moments = random.Random(plan.seed)  # noqa: S311 -- moments, not secrets
    kills = 0
    while kills < plan.kills and OutboxItem.objects.open().exists():
        worker = _start()
        _wait(partial(_begun_beyond, _beginnings()))
        time.sleep(moments.uniform(0, 3 * plan.slowness))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        kills += 1
    return kills


def _work_to_the_end() -> None:
    """Let one worker live until nothing is open. The sweeper helps only with what is no longer in the queue."""
    worker = _start()
    _wait(_swept_clean)
    worker.terminate()
    worker.wait(timeout=30)


def _swept_clean() -> bool:
    if not OutboxItem.objects.open().exists():
        return True
    if not queue_length():
        outbox.sweep(now=timezone.now())
    return False


def _figures(plan: Plan) -> dict[str, float]:
    lines = [_lines(effects() / f"job-{number}") for number in range(plan.jobs)]
    return {
        "jobs": plan.jobs,
        "done": OutboxItem.objects.done().count(),
        "lost": lines.count(0),
        "doubled_effects": sum(count - 1 for count in lines if count),
        "begun_again": _beginnings() - plan.jobs,
    }


def _start() -> subprocess.Popen[bytes]:
    """A worker that leads a process group, so that it can be killed with its children."""
    with (Path(settings.VAR_DIR) / "worker.log").open("ab") as log:
        return subprocess.Popen(WORKER, cwd=settings.BASE_DIR, start_new_session=True, stdout=log, stderr=log)  # noqa: S603 -- our own command


def _wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > end:
            return  # the figures will tell
        time.sleep(0.1)


def effects() -> Path:
    return Path(settings.VAR_DIR) / "effects"


def append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(f"{line}\n")


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines()) if path.exists() else 0


def _beginnings() -> int:
    return _lines(effects() / "begun")


def _begun_beyond(count: int) -> bool:
    return _beginnings() > count
