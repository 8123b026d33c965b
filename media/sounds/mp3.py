"""MPEG audio layer III: a row of frames, with tags before and behind. See ISO/IEC 11172-3 and 13818-3."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from media.sounds.sound import Fault, Kind, NotASound, Sound

_FEWEST_FRAMES = 2
_HEADER = 4
_TAG_HEADER = 10
_VERSIONS = {3: 1, 2: 2, 0: 4}  # MPEG 1, 2 and 2.5: what the rates of MPEG 1 are divided by
_LAYER_III = 1
_KBITS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44100, 48000, 32000)
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3")


@dataclass(frozen=True)
class _Frame:
    divisor: int
    rate: int
    length: int

    @property
    def samples(self) -> int:
        return 1152 if self.divisor == 1 else 576

    def goes_with(self, first: _Frame) -> bool:
        return (self.divisor, self.rate) == (first.divisor, first.rate)


def clean(content: bytes) -> Sound:
    """The frames alone. Raises ``NotASound``."""
    start = _behind_tags(content)
    first = _frame(content, start)
    if first is None:
        raise NotASound(Fault.NO_RECORDING)
    at, count = start, 0
    while (frame := _frame(content, at)) and frame.goes_with(first) and at + frame.length <= len(content):
        at, count = at + frame.length, count + 1
    if count < _FEWEST_FRAMES or not _may_be_left_out(content, at):
        raise NotASound(Fault.DAMAGED)
    return Sound(content[start:at], Kind.MP3, math.ceil(Fraction(count * first.samples, first.rate)))


def _behind_tags(content: bytes) -> int:
    """Where the frames begin. The size of a tag is written seven bits a byte."""
    at = 0
    while content.startswith(b"ID3", at) and len(content) >= at + _TAG_HEADER:
        size = 0
        for byte in content[at + 6 : at + _TAG_HEADER]:
            size = size << 7 | byte & 0x7F
        footer = _TAG_HEADER if content[at + 5] & 0x10 else 0
        at += _TAG_HEADER + size + footer
    return at


def _frame(content: bytes, at: int) -> _Frame | None:
    """The frame whose header stands here, if one does. Frames of free length are not taken."""
    if at + _HEADER > len(content):
        return None
    bits = int.from_bytes(content[at : at + _HEADER], "big")
    divisor = _VERSIONS.get(bits >> 19 & 3)
    kbit, rate = bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != 0x7FF or divisor is None or bits >> 17 & 3 != _LAYER_III or not 0 < kbit < 15 or rate == 3:
        return None
    hertz = _RATES[rate] // divisor
    per_kbit = 144_000 if divisor == 1 else 72_000
    return _Frame(divisor, hertz, per_kbit * _KBITS[min(divisor, 2)][kbit - 1] // hertz + (bits >> 9 & 1))


def _may_be_left_out(content: bytes, at: int) -> bool:
    """Whether what follows the frames is a tag, padding, or a frame that was cut off."""
    rest = content[at:]
    cut_off = _frame(content, at)
    return not rest.strip(b"\0") or rest.startswith(_TAGS_BEHIND) or bool(cut_off and len(rest) < cut_off.length)
