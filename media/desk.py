"""What the desk of recordings shows. A number of queries that does not grow with what is listed. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media import recordings
from media.forms import field_of
from media.models import Recording
from media.spoken import Line, Place


@dataclass(frozen=True)
class Row:
    """A line, the recording that is heard, and the one that can be put back."""

    line: Line
    recording: Recording | None
    earlier: Recording | None

    @property
    def field(self) -> str:
        return field_of(self.line)


def rows(language: str, lines: Sequence[Line]) -> list[Row]:
    """Two queries."""
    there = recordings.find(language, [line.text for line in lines])
    before = recordings.earlier([line.mark for line in lines])
    return [Row(line, there.get(line.text), before.get(line.mark)) for line in lines]


@dataclass(frozen=True)
class Count:
    recorded: int
    all: int

    @property
    def missing(self) -> int:
        return self.all - self.recorded


def count(lines: Sequence[Line], recorded: frozenset[str]) -> Count:
    return Count(sum(line.mark in recorded for line in lines), len(lines))


@dataclass(frozen=True)
class Progress:
    """How far one place is."""

    place: Place
    count: Count


def progress(lines: Sequence[Line], places: Iterable[Place], recorded: frozenset[str]) -> list[Progress]:
    """Every place that says anything, in their order."""
    counted = ((place, count([line for line in lines if place.code in line.within], recorded)) for place in places)
    return [Progress(place, found) for place, found in counted if found.all]
