"""Which languages are open to readers: those that Wagtail has a ``Locale`` for. Asked on every page, so remembered."""

from __future__ import annotations

import time

from django.conf import settings
from wagtail.models import Locale

_REMEMBERED_SECONDS = 30.0
_seen: tuple[float, tuple[str, ...]] = (0.0, ())


def open_codes() -> tuple[str, ...]:
    """Language codes in the order of the settings. One query every half minute and process."""
    global _seen
    asked_at, codes = _seen
    if not codes or time.monotonic() - asked_at > _REMEMBERED_SECONDS:
        there = set(Locale.objects.values_list("language_code", flat=True))
        codes = tuple(code for code, _name in settings.LANGUAGES if code in there) or (settings.LANGUAGE_CODE,)
        _seen = (time.monotonic(), codes)
    return codes


def forget() -> None:
    """Ask again next time; called when a language is opened."""
    global _seen
    _seen = (0.0, ())
