"""Captions as the rows of a table, typed and sent back with what is wrong beside each. Nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from media.webvtt import Captions, Cue, Fault, What, read, timing, write
from media.webvtt.writing import one_block

MOST_ROWS = 240  # four fields each: Django takes a thousand
BLANK_ROWS = 3
_START = re.compile(r"start-(\d{1,6})", re.ASCII)
PARTS = ("start", "end", "text", "settings", "id")


@dataclass(frozen=True)
class Row:
    """What stands in the fields of one caption, as it was typed."""

    start: str = ""
    end: str = ""
    text: str = ""
    settings: str = ""
    id: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.start.strip() or self.end.strip() or self.text.strip())


def rows_of(captions: Captions) -> list[Row]:
    return [
        Row(timing.write(cue.start), timing.write(cue.end), cue.text, cue.settings, cue.id) for cue in captions.cues
    ]


def with_blanks(rows: Sequence[Row]) -> list[Row]:
    """Room for more below."""
    return [*rows, *[Row()] * BLANK_ROWS]


def typed(fields: Mapping[str, str]) -> list[Row]:
    """The rows of a form, without those that are blank or were ticked to go."""
    numbers = sorted({int(found[1]) for name in fields if (found := _START.fullmatch(name))})
    rows = [
        Row(**{part: fields.get(f"{part}-{number}", "") for part in PARTS})  # type: ignore[arg-type]
        for number in numbers
        if not fields.get(f"gone-{number}")
    ]
    return [row for row in rows if not row.is_blank]


def checked(rows: Iterable[Row], *, seconds: float | None) -> list[Row]:
    """The same rows, each with what is wrong in it."""
    return [replace(row, faults=_faults(row, seconds)) for row in rows]


def cues(rows: Iterable[Row]) -> list[Cue]:
    """The captions in rows without a fault."""
    return [_cue(row) for row in rows]


def _cue(row: Row) -> Cue:
    start, end = timing.read_typed(row.start), timing.read_typed(row.end)
    return Cue(start, end, one_block(row.text), row.settings.strip(), one_block(row.id).replace("\n", " "))


def _faults(row: Row, seconds: float | None) -> tuple[Fault, ...]:
    bad = tuple(Fault(1, What.BAD_TIME, time.strip()) for time in (row.start, row.end) if not _is_time(time))
    return bad or read(write(Captions((_cue(row),))), seconds=seconds).faults


def _is_time(text: str) -> bool:
    try:
        timing.read_typed(text)
    except timing.NotATime:
        return False
    return True
