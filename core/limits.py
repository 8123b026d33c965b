"""Slows down whoever asks faster than people can. Keeps a keyed hash of the address, for two minutes."""

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
    cache.add(f"limit:{mark}", 0, timeout=2 * SECONDS)
    try:
        return bool(cache.incr(f"limit:{mark}") > a_minute)
    except ValueError:  # thrown out of the cache in between
        return False
