"""The times of captions: ``01:02.500`` and ``1:00:01.250``. Milliseconds inside, points and colons outside."""

from __future__ import annotations

import re

ARROW = "-->"
_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})", re.ASCII)
_LOOSE = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?|(\d{1,5})(?:[.,](\d{1,3}))?", re.ASCII)
MOST_HOURS_DIGITS = 4


class NotATime(ValueError):
    """No time of a caption is written like this."""


def read(text: str) -> int:
    """Milliseconds of a time as the format asks for it. Raises ``NotATime``."""
    found = _TIME.fullmatch(text)
    if not found or len(found[1] or "") > MOST_HOURS_DIGITS:
        raise NotATime(text)
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def read_typed(text: str) -> int:
    """Milliseconds of a time as people type it: ``7``, ``7.5``, ``1:07``, ``01:07,250``. Raises ``NotATime``."""
    found = _LOOSE.fullmatch(text.strip())
    if not found:
        raise NotATime(text)
    hours, minutes, seconds, part, alone, part_alone = found.groups()
    whole = int(alone) if alone else (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((part or part_alone or "0").ljust(3, "0"))


def write(milliseconds: int) -> str:
    """As short as the format allows: hours only where there are some."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{f'{hours:02}:' if hours else ''}{minutes:02}:{seconds:02}.{thousandths:03}"
