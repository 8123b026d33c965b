"""Opus and Vorbis in Ogg pages. See RFC 3533, RFC 7845 and the Vorbis I specification."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from media.sounds.sound import Fault, Kind, NotASound, Sound

_HEADER = 27
_CHECKSUM = slice(22, 26)
_FIRST = 2
_NO_TIME = 2**64 - 1
_OPUS_RATE = 48_000
_OPUS = (b"OpusHead", b"OpusTags", b"")
_VORBIS = (b"\x01vorbis", b"\x03vorbis", b"\x01")
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True)
class _Page:
    """``segments`` are the sizes of the pieces in its body: one below 255 ends a packet."""

    start: int
    end: int
    kind: int
    time: int
    stream: int
    segments: bytes

    @property
    def body(self) -> int:
        return self.start + _HEADER + len(self.segments)


def clean(content: bytes) -> Sound:
    """The same pages, with the comments blanked where they stand. Raises ``NotASound``."""
    pages = list(_pages(content))
    first = pages[0]
    if not first.kind & _FIRST or any(page.stream != first.stream for page in pages):
        raise NotASound(Fault.DAMAGED)
    head = content[first.body : first.end]
    if head.startswith(_OPUS[0]) and len(head) >= 19:
        kind, names, rate, skipped = Kind.OPUS, _OPUS, _OPUS_RATE, int.from_bytes(head[10:12], "little")
    elif head.startswith(_VORBIS[0]) and len(head) >= 30:
        kind, names, rate, skipped = Kind.OGG, _VORBIS, int.from_bytes(head[12:16], "little"), 0
    else:
        raise NotASound(Fault.NO_RECORDING)
    last = max((page.time for page in pages if page.time != _NO_TIME), default=0)
    if not rate or last <= skipped:
        raise NotASound(Fault.DAMAGED)
    blanked = _without_comments(content, pages[1:], names)
    return Sound(blanked, kind, math.ceil(Fraction(last - skipped, rate)))


def _pages(content: bytes) -> Iterator[_Page]:
    """Every page, whole and unbroken, with nothing between or behind."""
    at = 0
    while at < len(content):
        head = content[at : at + _HEADER]
        if len(head) < _HEADER or not head.startswith(b"OggS\0"):
            raise NotASound(Fault.DAMAGED)
        segments = content[at + _HEADER : at + _HEADER + head[26]]
        end = at + _HEADER + head[26] + sum(segments)
        if end > len(content) or checksum(content[at:end]) != head[_CHECKSUM]:
            raise NotASound(Fault.DAMAGED)
        time, stream = int.from_bytes(head[6:14], "little"), int.from_bytes(head[14:18], "little")
        yield _Page(at, end, head[5], time, stream, segments)
        at = end


def checksum(page: bytes) -> bytes:
    """The four bytes that guard a page, as if they were nought in it.

    Ogg counts bits from the other end than ``zlib`` does: turned round, its checksum is the same.
    """
    blank = page[: _CHECKSUM.start] + bytes(4) + page[_CHECKSUM.stop :]
    turned = zlib.crc32(blank.translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2).to_bytes(4, "little")


def _without_comments(content: bytes, pages: Sequence[_Page], names: tuple[bytes, bytes, bytes]) -> bytes:
    """Comments hold titles, names and places. Blanked in their length, so that every other page stays as it is."""
    places = list(_second_packet(pages))
    said = b"".join(content[start:end] for start, end in places)
    _head, name, ending = names
    room = len(said) - len(name) - 8 - len(ending)
    if not said.startswith(name) or room < 0:
        raise NotASound(Fault.DAMAGED)
    blank = name + room.to_bytes(4, "little") + b" " * room + bytes(4) + ending
    out = bytearray(content)
    for start, end in places:
        out[start:end], blank = blank[: end - start], blank[end - start :]
    for page in pages:
        out[page.start : page.end] = _sealed(out[page.start : page.end])
    return bytes(out)


def _sealed(page: bytearray) -> bytearray:
    page[_CHECKSUM] = checksum(bytes(page))
    return page


def _second_packet(pages: Sequence[_Page]) -> Iterator[tuple[int, int]]:
    """Where the pieces of the packet lie that follows the first page."""
    for page in pages:
        at = page.body
        for size in page.segments:
            yield at, at + size
            if size < 255:
                return
            at += size
    raise NotASound(Fault.DAMAGED)
