"""The part of a file that a player asks for: browsers on iPhones play nothing without. See RFC 9110, section 14."""

from __future__ import annotations

import re

_ONE_PART = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_MOST_DIGITS = 15


class NothingThere(ValueError):
    """The part asked for lies behind the end of the file."""


def part(header: str, size: int) -> range | None:
    """The bytes asked for, or nothing where the whole file is to be sent: several parts at once are never needed.

    Raises ``NothingThere``.
    """
    asked = _ONE_PART.fullmatch(header.strip())
    if not asked or not any(asked.groups()) or len(header) > 2 * _MOST_DIGITS:
        return None
    first, last = asked.groups()
    if not first:
        found = range(max(size - int(last), 0), size)
    else:
        found = range(int(first), min(int(last) + 1 if last else size, size))
        if last and int(last) < int(first):
            return None
    if not found:
        raise NothingThere(header)
    return found
