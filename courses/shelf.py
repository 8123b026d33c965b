"""The mark that says which documents are still true. Every publish and every changed fact renews it.

Kept as the time of a file on one machine, or in the shared cache where several machines serve the same site.
"""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

_KEY = "documents-mark"
_SHARED_FOR_SECONDS = 1.0
_seen: tuple[float, str] = (0.0, "")


def mark() -> str:
    """Changes whenever any document may have changed. Costs a look at a file, no query."""
    return _shared_mark() if settings.CACHE_URL else _file_mark()


def renew() -> None:
    """Declare every document made so far to be old."""
    global _seen
    if settings.CACHE_URL:
        cache.set(_KEY, str(time.time_ns()), None)
        _seen = (0.0, "")
    else:
        path = _path()
        path.write_text(str(time.time_ns()))


def _path() -> Path:
    return Path(settings.VAR_DIR) / "documents.mark"


def _file_mark() -> str:
    try:
        found = _path().stat()
    except FileNotFoundError:
        return "none"
    return f"{found.st_mtime_ns}-{found.st_size}"


def _shared_mark() -> str:
    global _seen
    asked_at, value = _seen
    now = time.monotonic()
    if now - asked_at > _SHARED_FOR_SECONDS:
        # A cache that forgot gets a new mark: an old one coming back would make old documents true again.
        value = str(cache.get_or_set(_KEY, time.time_ns, None))
        _seen = (now, value)
    return value
