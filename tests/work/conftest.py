"""The embedded queue, whichever broker the rest of the suite speaks to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.celery import app


@pytest.fixture(autouse=True)
def embedded_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CELERY_BROKER_URL", "djangodb://")  # Celery heeds the variable before its configuration
    app._after_fork()  # forgets the pools of connections, as in a new process
    yield
    app._after_fork()
