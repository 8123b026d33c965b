"""What every test starts from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from assessments.queries import forget_versions
from core import tongues
from courses import shelf


@pytest.fixture
def now() -> datetime:
    """A moment that does not move."""
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Memos of one test do not reach the next."""
    tongues.forget()
    forget_versions()
    shelf.renew()
    cache.clear()
