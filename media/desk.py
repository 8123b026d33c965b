"""What the desk of recordings shows. A number of queries that does not grow with what is listed. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media import recordings, spoken
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


@dataclass(frozen=True)
class Standing:
    """How far one language is. ``unsaid`` are recordings of words that nobody says any more."""

    language: str
    count: Count
    unsaid: int
    is_required: bool


def standings(languages: Iterable[str]) -> list[Standing]:
    """Every language beside the others. A few queries for each."""
    required = recordings.required()
    return [_standing(language, language in required) for language in languages]


def _standing(language: str, is_required: bool) -> Standing:
    lines, recorded = spoken.lines(language), recordings.marks(language)
    unsaid = len(recorded - {line.mark for line in lines})
    return Standing(language, count(lines, recorded), unsaid, is_required)


def unsaid(language: str) -> list[Recording]:
    """Recordings of words that nobody says any more: the words were changed, or taken away."""
    said = {line.mark for line in spoken.lines(language)}
    there = Recording.objects.present().filter(language=language).order_by("-made_at")
    return [one for one in there if one.words_hash not in said]
