"""The one way in: which format the bytes begin like, and the limits that hold for all. Each format has its own file."""

from __future__ import annotations

from media.sounds import mp3, mpeg4, ogg
from media.sounds.sound import Fault, NotASound, Sound

LARGEST = 2 * 1024 * 1024  # bytes: a phone on a slow line has to fetch it
LONGEST = 180  # seconds

# How files begin: MP3 with and without a tag, Ogg, and MPEG-4, whose mark stands after four bytes of size.
_BEGINNINGS = (
    (0, b"ID3", mp3.clean),
    (0, b"\xff\xfb", mp3.clean),
    (0, b"\xff\xfa", mp3.clean),
    (0, b"\xff\xf3", mp3.clean),
    (0, b"\xff\xf2", mp3.clean),
    (0, b"\xff\xe3", mp3.clean),
    (0, b"\xff\xe2", mp3.clean),
    (0, b"OggS", ogg.clean),
    (4, b"ftyp", mpeg4.clean),
)


def promises_sound(head: bytes) -> bool:
    """Whether a file begins like a recording. Its first 16 bytes are enough."""
    return any(head[at:].startswith(mark) for at, mark, _clean in _BEGINNINGS)


def clean(content: bytes) -> Sound:
    """The same recording without names, places and dates. Raises ``NotASound`` for anything else, whatever its name."""
    if not content:
        raise NotASound(Fault.EMPTY)
    if len(content) > LARGEST:
        raise NotASound(Fault.TOO_BIG)
    sound = _taken_apart(content)
    if sound.seconds > LONGEST:
        raise NotASound(Fault.TOO_LONG)
    return sound


def _taken_apart(content: bytes) -> Sound:
    for at, mark, taken_apart in _BEGINNINGS:
        if content[at:].startswith(mark):
            return taken_apart(content)
    raise NotASound(Fault.NO_RECORDING)
