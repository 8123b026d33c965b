"""Captions as plain values, and what can be wrong with a file of them. Knows no way to write them down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Cue:
    """Words that are shown from ``start`` to ``end``, both in milliseconds. ``settings`` say where, ``id`` names it."""

    start: int
    end: int
    text: str
    settings: str = ""
    id: str = ""


@dataclass(frozen=True)
class Aside:
    """A block that is no caption, as it stands in the file: a note, a style sheet, a region."""

    text: str


@dataclass(frozen=True)
class Captions:
    """``header`` is what stands behind the first word of the file."""

    blocks: tuple[Cue | Aside, ...] = ()
    header: str = ""

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Cue))

    def with_cues(self, cues: Iterable[Cue]) -> Captions:
        """Other cues, in the order in which they are heard. What is not a cue stays, before them."""
        asides = (block for block in self.blocks if isinstance(block, Aside))
        return Captions((*asides, *sorted(cues, key=lambda cue: (cue.start, cue.end))), self.header)


class What(StrEnum):
    """What is wrong with a line."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NO_HEADER = "no_header"
    HEADER_NOT_ALONE = "header_not_alone"
    NO_TIMES = "no_times"
    BAD_TIME = "bad_time"
    COMMA = "comma"
    NO_SPACE = "no_space"
    ENDS_FIRST = "ends_first"
    OUT_OF_ORDER = "out_of_order"
    BEHIND_THE_END = "behind_the_end"
    NO_WORDS = "no_words"
    TIMES_IN_WORDS = "times_in_words"
    BAD_SETTING = "bad_setting"
    LATE_STYLE = "late_style"
    BAD_TAG = "bad_tag"
    OPEN_TAG = "open_tag"
    TOO_MANY = "too_many"
    NOTHING_IN_IT = "nothing_in_it"


@dataclass(frozen=True)
class Fault:
    """``line`` counts from one; ``found`` is what stands there."""

    line: int
    what: What
    found: str = ""


@dataclass(frozen=True)
class Reading:
    """What a file holds, and what is wrong with it, in the order of its lines. Cues without times are left out."""

    captions: Captions
    faults: tuple[Fault, ...] = ()
