"""Lets Wagtail index each object once when the demo has been loaded, not after each of its many saves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.base import BaseTaskBackend


class _Once(BaseTaskBackend):
    """Keeps what is asked of it, each thing once."""

    def __init__(self) -> None:
        super().__init__(DEFAULT_TASK_BACKEND_ALIAS, {})
        self.asked: dict[tuple[Any, tuple[Any, ...]], None] = {}

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> None:  # type: ignore[override]
        self.asked[task, tuple(args)] = None

    @transaction.atomic
    def run(self) -> None:
        for task, args in self.asked:
            with suppress(ObjectDoesNotExist):  # made, saved and deleted again
                task.call(*args)


@contextmanager
def each_object_once() -> Iterator[None]:
    """Wagtail's tasks, which bring an object to the search and to the index of references, wait to the end.

    They run also where the load breaks off: what is saved by then is found.
    """
    usual, later = task_backends[DEFAULT_TASK_BACKEND_ALIAS], _Once()
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = later
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
        later.run()
