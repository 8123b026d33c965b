"""How a room declares a task for the outbox. The tasks themselves stand in each room's ``tasks.py``."""

from __future__ import annotations

from collections.abc import Callable

from celery import shared_task

from work import outbox


def outbox_task(action: Callable[..., None]) -> Callable[..., None]:
    """Let the worker run this function for outbox items that bear its dotted name. The function stays as it is."""

    def run(item_id: int, sending: int) -> None:
        outbox.run(action, item_id, sending=sending)

    shared_task(run, name=f"{action.__module__}.{action.__qualname__}")
    return action
