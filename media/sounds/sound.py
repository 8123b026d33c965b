"""A recording as plain values, and why a file is none. Knows no format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The formats that are taken, named as their files end."""

    MP3 = "mp3"
    OGG = "ogg"  # Vorbis in Ogg
    OPUS = "opus"  # Opus in Ogg
    M4A = "m4a"  # AAC in MPEG-4


CONTENT_TYPES = {
    Kind.MP3: "audio/mpeg",
    Kind.OGG: "audio/ogg; codecs=vorbis",
    Kind.OPUS: "audio/ogg; codecs=opus",
    Kind.M4A: "audio/mp4",
}


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_LONG = "too_long"
    NO_RECORDING = "no_recording"
    DAMAGED = "damaged"


class NotASound(ValueError):
    """The bytes are no recording that is taken; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Sound:
    """``seconds`` is rounded up, so that there is at least one."""

    content: bytes
    kind: Kind
    seconds: int
