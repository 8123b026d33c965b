"""How long an MPEG-4 file says that it lasts, in its head. ffmpeg counts its tables instead, and does not tell.

A head that promises hours is what a file of ten hours looks like that was cut off, or one that means ill.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

_MOST_BOXES = 10_000
_HEAD = 8
_LONG = 16
_LONGEST_BOX = 2**50  # no file is as long, and no system seeks as far as 64 bits could tell it to


def promised_seconds(path: Path) -> Decimal | None:
    """By the box ``mvhd``, see ISO/IEC 14496-12. Nothing where there is none, or where it promises nothing."""
    with path.open("rb") as file:
        if not _enter(file, b"moov") or not _enter(file, b"mvhd"):
            return None
        body = file.read(32)
    at, width = (20, 8) if body[:1] == b"\1" else (12, 4)
    scale = int.from_bytes(body[at : at + 4], "big")
    length = int.from_bytes(body[at + 4 : at + 4 + width], "big")
    if not scale or length in {0, 2 ** (8 * width) - 1}:  # all ones: not known
        return None
    return Decimal(length) / scale


def _enter(file: BinaryIO, name: bytes) -> bool:
    """Go on box by box until the body of this one. Each is stepped over: what is in it is not read."""
    for _box in range(_MOST_BOXES):
        start, head = file.tell(), file.read(_HEAD)
        if len(head) < _HEAD:
            return False
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(file.read(_LONG - _HEAD), "big")
        if head[4:] == name:
            return True
        if not _HEAD <= size <= _LONGEST_BOX:
            return False
        file.seek(start + size)
    return False
