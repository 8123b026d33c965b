"""Slows down whoever asks faster than people can, and ends guessing. Keeps a keyed hash of an address, for two minutes.

Counts stand in the cache: exact in Redis. In files, which a small site has, tries of one moment may share a count, so
that a limit is passed by as many as there are processes; where every try must count, count in the database.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.doors import address_of

SECONDS = 60


def too_many(request: HttpRequest, *, door: str, a_minute: int) -> bool:
    """Whether more came to this door from one address in this minute than the limit. Doors are counted apart."""
    minute = int(timezone.now().timestamp()) // SECONDS
    # The hash is salted with the minute: it does not tell that two minutes saw the same address.
    mark = salted_hmac(f"core.limits:{door}:{minute}", address_of(request), algorithm="sha256").hexdigest()
    return _count(f"limit:{mark}", seconds=2 * SECONDS) > a_minute


def tried_out(what: str, *, tries: int, seconds: int) -> bool:
    """Whether this try is one more than may be made in all, from whatever address, until none was made for so long."""
    return _count(f"tries:{what}", seconds=seconds) > tries


def _count(key: str, *, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds)
    try:
        count = int(cache.incr(key))
    except ValueError:  # thrown out of the cache in between
        return 1
    cache.touch(key, timeout=seconds)  # counting in files makes it last as long as the cache likes
    return count
