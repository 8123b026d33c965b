"""Which kind of file bytes begin like, and by which reader it is read then. A name is never believed.

The reader is named to ffmpeg, which would else try all of its three hundred: among them are lists that name other
files of this machine, or addresses.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 64


@dataclass(frozen=True)
class Container:
    """``reader`` is what ffmpeg calls it; ``ending`` is for our own copy."""

    reader: str
    ending: str


_MPEG4, _MATROSKA = Container("mov", "mp4"), Container("matroska", "mkv")
_OGG, _AVI, _MP3 = Container("ogg", "ogg"), Container("avi", "avi"), Container("mp3", "mp3")
_WAV, _FLAC = Container("wav", "wav"), Container("flac", "flac")

_BEGINNINGS = (
    (4, b"ftyp", _MPEG4),
    (4, b"moov", _MPEG4),  # QuickTime of old cameras names no brand
    (4, b"mdat", _MPEG4),
    (4, b"wide", _MPEG4),
    (0, b"\x1a\x45\xdf\xa3", _MATROSKA),  # WebM is Matroska
    (0, b"OggS", _OGG),
    (0, b"fLaC", _FLAC),
    (0, b"ID3", _MP3),
    *((0, b"\xff" + bytes([second]), _MP3) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
)
_RIFF = {b"AVI ": _AVI, b"WAVE": _WAV}


def container_of(head: bytes) -> Container | None:
    """Nothing for what is not taken. The first ``HEAD_BYTES`` are enough."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    return next((container for at, mark, container in _BEGINNINGS if head[at:].startswith(mark)), None)
