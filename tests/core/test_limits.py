"""How often one may come: within a minute from one address, and in all."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from core import limits


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """In files, as a small site has it."""
    monkeypatch.setattr(limits, "cache", FileBasedCache(str(tmp_path), {}))
    return limits.cache


def test_a_minute_has_room_for_so_many_and_doors_are_counted_apart(cache, rf):
    request = rf.get("/")
    came = [limits.too_many(request, door="a", a_minute=2) for _time in range(4)]
    assert came[:2] == [False, False]
    assert came[3]
    assert not limits.too_many(request, door="b", a_minute=2)


def test_tries_in_all_are_counted_for_as_long_as_was_said(cache, monkeypatch):
    kept = []
    monkeypatch.setattr(type(cache), "touch", lambda _cache, _key, timeout, **_more: kept.append(timeout) or True)
    assert [limits.tried_out("x", tries=2, seconds=9000) for _time in range(4)] == [False, False, True, True]
    assert set(kept) == {9000}


def test_a_count_that_the_cache_threw_out_begins_anew(cache, monkeypatch):
    monkeypatch.setattr(type(cache), "add", lambda *_given, **_more: True)
    assert not limits.tried_out("x", tries=1, seconds=60)


def test_the_cache_of_a_small_site_has_room(settings):
    if isinstance(caches["default"], FileBasedCache):
        assert caches["default"]._max_entries >= 10_000
