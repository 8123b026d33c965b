"""Looks into a picture's or recording's file for anything that does not belong there. Decodes nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# Start, JFIF, tables, frames, scans. No comment, no Exif, no profile, nothing an application may have put there.
_JPEG_PARTS = frozenset({0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD, 0xDA})
_BEGINNINGS = {
    "pdf": ((0, b"%PDF-"),),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "ogg": ((0, b"OggS"),),
    "opus": ((0, b"OggS"),),
    "m4a": ((4, b"ftyp"),),
}


def is_bare_picture(content: bytes) -> bool:
    """Whether a JPEG or PNG holds its pixels and nothing besides, up to its last byte."""
    try:
        if content.startswith(_PNG):
            return _png_parts(content) <= _PNG_PARTS
        return content.startswith(b"\xff\xd8") and set(_jpeg_parts(content)) <= _JPEG_PARTS
    except (IndexError, ValueError):
        return False


def begins_as(content: bytes, extension: str) -> bool:
    """Whether a document's first bytes are those of its kind."""
    return any(content[at : at + len(mark)] == mark for at, mark in _BEGINNINGS.get(extension, ()))


def _png_parts(content: bytes) -> set[bytes]:
    found, at = set(), len(_PNG)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise ValueError("a part is cut off")
        if b"IEND" in found:
            raise ValueError("something stands after the end")
        found.add(name)
        at = end
    if b"IEND" not in found:
        raise ValueError("no end")
    return found


def _jpeg_parts(content: bytes) -> Iterator[int]:
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no mark where one must be")
        mark = content[at + 1]
        if mark == 0xD9:
            if at + 2 != len(content):
                raise ValueError("something stands after the end")
            return
        yield mark
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:
            at = _after_scan(content, at)


def _after_scan(content: bytes, at: int) -> int:
    """The next mark that is no stuffed byte and no restart."""
    while True:
        at = content.index(0xFF, at)
        if content[at + 1] != 0x00 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
