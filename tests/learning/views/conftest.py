"""Where the small class stands."""

from __future__ import annotations

import pytest


@pytest.fixture
def at(small) -> str:
    small.cohort.code = "K7M42P"
    small.cohort.save()
    return "/teach/K7M42P/"
