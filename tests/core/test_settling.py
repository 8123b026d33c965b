"""A process that stands ready."""

import gc

import pytest

from core.settling import settle


@pytest.fixture
def collector():
    """The collector as the other tests have it."""
    before = gc.get_threshold()
    yield gc
    gc.set_threshold(*before)


def test_what_is_here_is_not_looked_through_again(collector):
    here = [[] for _each in range(1000)]
    before = collector.get_freeze_count()
    settle()
    assert collector.get_freeze_count() >= before + len(here)
