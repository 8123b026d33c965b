"""What is made of a film for phones, from what was probed of it, and what each may weigh. Makes nothing.

The smallest come first, so that a film can be seen while its larger kinds are still being made. Promise D7: a minute
at 240p weighs 2.5 MB at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain

EDITION = 1
"""Counted up when recipes change, so that everything is made anew."""
HEAD_BYTES = 64 * 1024
"""What any file may have besides, however short: its head, and the first second, which has no past to lean on."""
LONGEST_SIDE = Fraction(12, 5)
"""As a multiple of the short side: a strip is made smaller than its name says."""
SMALLEST_SIDE = 2
PACKING = Decimal("1.03")
PART_SECONDS = 4
LONGER_SECONDS = 2
"""What a voice may be longer than its film."""
SHORTER = Decimal("0.25")
"""The part of a film at whose end a voice may be silent."""


class Make(StrEnum):
    """In which way it is made."""

    FILM = "film"  # H.264 and AAC in MPEG-4, playable while it comes
    OPUS = "opus"
    AAC = "aac"
    STILL = "still"  # JPEG
    VOICED = "voiced"  # one of the films, its pictures as they are, with a voice that was recorded apart
    STREAM = "stream"  # HLS of the pictures of one of the films, without writing them anew
    HEARD = "heard"  # HLS of the sound of one of the films
    STREAMS = "streams"  # the list that lets a player choose among them


@dataclass(frozen=True)
class Facts:
    """What was found in an original. Sizes are as it is seen, turned upright; nought where nothing is to be seen."""

    seconds: Decimal
    width: int
    height: int
    has_sound: bool

    @property
    def is_seen(self) -> bool:
        return bool(self.width and self.height)


@dataclass(frozen=True)
class Rung:
    """One thing to make. ``after`` are those that it is made of; ``budget`` is in bytes a minute, nought for none."""

    name: str
    make: Make
    width: int = 0
    height: int = 0
    video_kbits: int = 0
    audio_kbits: int = 0
    budget: int = 0
    at: Decimal = Decimal(0)
    after: tuple[str, ...] = ()

    @property
    def kbits(self) -> int:
        """At most, with everything in it."""
        return round((self.video_kbits + self.audio_kbits) * PACKING)

    @property
    def recipe(self) -> str:
        """Another one, where it would be made otherwise."""
        said = "|".join(map(str, (EDITION, *astuple(self))))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Size:
    name: str
    short_side: int
    video_kbits: int
    audio_kbits: int
    budget: int


_SIZES = (
    _Size("240p", 240, 230, 48, 2_500_000),
    _Size("360p", 360, 480, 64, 5_000_000),
)
_STILL_SIDE = 360
_OF_VOICE = "."  # stands in a name before the language of its voice


def voiced(name: str, language: str) -> str:
    """What a rung is called that has the voice of a language; without one, as it is."""
    return f"{name}{_OF_VOICE}{language}" if language else name


def voice_in(name: str) -> tuple[str, str]:
    """What a rung would be called without a voice, and the language of its voice or nothing."""
    plain, _mark, language = name.partition(_OF_VOICE)
    return plain, language


def gap(*, film: Decimal, voice: Decimal) -> Decimal:
    """The seconds by which a voice is too long for a film, or, below nought, too short. Nought where it fits.

    A little that is too long is cut off, for sound often ends in silence; a voice may be done before its film is.
    """
    over = voice - film
    if over > LONGER_SECONDS or -over > film * SHORTER:
        return over
    return Decimal(0)


def plan(facts: Facts, *, still_at: Decimal | None = None, voices: Sequence[str] = ()) -> tuple[Rung, ...]:
    """All that is made, in this order; each comes behind those that it is made of.

    ``voices`` are the languages in which a voice is there that fits.
    """
    films = _films(facts) if facts.is_seen else ()
    spoken = [(film, *(_voiced(film, language) for language in voices)) for film in films]
    first, larger = spoken[:1], spoken[1:]
    streams = _streams(films, has_sound=facts.has_sound, voices=voices if films else ())
    return (*_still(facts, still_at), *chain(*first), *_sounds(facts), *chain(*larger), *streams)


def _films(facts: Facts) -> tuple[Rung, ...]:
    """The smallest always; a larger one only where the original has more to show."""
    wanted = [size for number, size in enumerate(_SIZES) if not number or _short(facts) > _SIZES[number - 1].short_side]
    return tuple(
        Rung(
            size.name, Make.FILM, *fit(facts.width, facts.height, size.short_side), video_kbits=size.video_kbits,
            audio_kbits=size.audio_kbits if facts.has_sound else 0, budget=size.budget,
        )
        for size in wanted
    )  # fmt: skip


def _voiced(film: Rung, language: str) -> Rung:
    size = next(size for size in _SIZES if size.name == film.name)
    return replace(
        film, name=voiced(film.name, language), make=Make.VOICED, audio_kbits=size.audio_kbits, after=(film.name,)
    )


def _sounds(facts: Facts) -> tuple[Rung, ...]:
    if not facts.has_sound:
        return ()
    return (
        Rung("opus", Make.OPUS, audio_kbits=24, budget=300_000),
        Rung("aac", Make.AAC, audio_kbits=48, budget=500_000),
    )


def _still(facts: Facts, at: Decimal | None) -> tuple[Rung, ...]:
    """Chosen by its author; until then a tenth of the way in, where there is mostly something to see."""
    if not facts.is_seen:
        return ()
    width, height = fit(facts.width, facts.height, _STILL_SIDE)
    wished = facts.seconds / 10 if at is None else at
    last = max(facts.seconds - Decimal("0.5"), Decimal(0))
    return (Rung("still", Make.STILL, width, height, at=min(max(wished, Decimal(0)), last).quantize(Decimal("0.001"))),)


def _streams(films: tuple[Rung, ...], *, has_sound: bool, voices: Sequence[str]) -> tuple[Rung, ...]:
    """Pictures apart from sounds, so that each voice goes with each size; and a list for each voice to begin with."""
    if not films:
        return ()
    seen = tuple(
        replace(one, name=f"hls-{one.name}", make=Make.STREAM, audio_kbits=0, after=(one.name,)) for one in films
    )
    sounds = [films[0]] if has_sound else []
    sounds += [_voiced(films[0], language) for language in voices]
    heard = tuple(_heard(one) for one in sounds)
    every = tuple(one.name for one in (*seen, *heard))
    lists = tuple(Rung(voiced("hls", language), Make.STREAMS, after=every) for language in ("", *voices))
    return (*seen, *heard, *lists)


def _heard(film: Rung) -> Rung:
    _name, language = voice_in(film.name)
    return Rung(
        voiced("hls-sound", language), Make.HEARD, audio_kbits=film.audio_kbits, budget=500_000, after=(film.name,)
    )


def fit(width: int, height: int, short_side: int) -> tuple[int, int]:
    """The same shape with this short side or smaller, never larger than it is, in even numbers as H.264 wants them."""
    short, long = sorted((width, height))
    scale = min(Fraction(1), Fraction(short_side, short), short_side * LONGEST_SIDE / long)
    return _even(width * scale), _even(height * scale)


def _even(side: Fraction) -> int:
    return max(int(side) // 2 * 2, SMALLEST_SIDE)


def _short(facts: Facts) -> int:
    return min(facts.width, facts.height)


def at_most(rung: Rung, seconds: Decimal) -> int:
    """The bytes that it can come to, as its author is told before. Nought where it weighs next to nothing."""
    return round(Decimal(rung.kbits) * 1000 / 8 * seconds) + HEAD_BYTES if rung.kbits else 0


def is_within(rung: Rung, *, seconds: Decimal, size: int) -> bool:
    """Whether what was made keeps to its budget."""
    return not rung.budget or size <= rung.budget * seconds / 60 + HEAD_BYTES


def a_minute(size: int, seconds: Decimal) -> int:
    """Bytes a minute of a file of this size."""
    return round(size * 60 / seconds) if seconds else 0
