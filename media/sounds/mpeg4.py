"""AAC in MPEG-4 boxes, as phones record it. See ISO/IEC 14496-12."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from media.sounds.sound import Fault, Kind, NotASound, Sound

_KNOWN = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"meta", b"udta", b"uuid"})
_NOTES = frozenset({b"free", b"skip", b"wide", b"meta", b"udta", b"uuid"})  # titles, names, places, and empty room
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})  # each begins with when it was made and changed
_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_MOST_BOXES = 5000


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


def clean(content: bytes) -> Sound:
    """The same boxes, with notes and dates blanked where they stand. Raises ``NotASound``."""
    top = list(_boxes(content, 0, len(content)))
    inside = [box for moov in top if moov.name == b"moov" for box in _within(content, moov)]
    if not {box.name for box in top} <= _KNOWN or not any(box.name == b"mdat" for box in top):
        raise NotASound(Fault.DAMAGED)
    if not _is_one_voice(content, inside):
        raise NotASound(Fault.NO_RECORDING)
    seconds = _seconds(content, inside)
    return Sound(_without_notes(content, [*top, *inside]), Kind.M4A, seconds)


def _boxes(content: bytes, start: int, end: int) -> Iterator[_Box]:
    """The boxes side by side in this stretch, which they fill."""
    at = start
    while at < end:
        size, name, body = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(content[body : body + 8], "big"), body + 8
        elif size == 0:
            size = end - at
        if at + size > end or at + size < body:
            raise NotASound(Fault.DAMAGED)
        yield _Box(name, at, body, at + size)
        at += size


def _within(content: bytes, outer: _Box) -> list[_Box]:
    """Every box inside, at whatever depth; notes are not opened."""
    found: list[_Box] = []
    waiting = [outer]
    while waiting:
        box = waiting.pop()
        inner = list(_boxes(content, box.body, box.end))
        found += inner
        if len(found) > _MOST_BOXES:
            raise NotASound(Fault.DAMAGED)
        waiting += [one for one in inner if one.name in _HOLDING]
    return found


def _is_one_voice(content: bytes, inside: list[_Box]) -> bool:
    """One track, which is sound, in AAC: no pictures that move, no text, no links."""
    tracks = sum(box.name == b"trak" for box in inside)
    handlers = [content[box.body + 8 : box.body + 12] for box in inside if box.name == b"hdlr"]
    formats = [content[box.body + 12 : box.body + 16] for box in inside if box.name == b"stsd"]
    return tracks == 1 and handlers == [b"soun"] and formats == [b"mp4a"]


def _seconds(content: bytes, inside: list[_Box]) -> int:
    for box in inside:
        if box.name == b"mvhd":
            long = content[box.body : box.body + 1] == b"\1"
            at, width = (box.body + 20, 8) if long else (box.body + 12, 4)
            scale = int.from_bytes(content[at : at + 4], "big")
            duration = int.from_bytes(content[at + 4 : at + 4 + width], "big")
            if scale and duration and at + 4 + width <= box.end:
                return math.ceil(Fraction(duration, scale))
    raise NotASound(Fault.DAMAGED)


def _without_notes(content: bytes, boxes: list[_Box]) -> bytes:
    """Blanked in their length: the tables of a recording count bytes from the beginning of the file."""
    out = bytearray(content)
    for box in boxes:
        if box.name in _NOTES:
            out[box.start + 4 : box.start + 8] = b"free"
            out[box.body : box.end] = bytes(box.end - box.body)
        elif box.name in _DATED:
            dates = 16 if content[box.body : box.body + 1] == b"\1" else 8
            start, end = min(box.body + 4, box.end), min(box.body + 4 + dates, box.end)
            out[start:end] = bytes(end - start)
    return bytes(out)
