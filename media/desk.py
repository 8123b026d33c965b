"""What the desk of recordings shows. A number of queries that does not grow with what is listed. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media import drafting, espeak, recordings, spoken, voicing
from media.forms import field_of
from media.models import Drafting, Recording
from media.recordings import Marks
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
    return [_row(line, there.get(line.text), before.get(line.mark)) for line in lines]


def _row(line: Line, recording: Recording | None, earlier: Recording | None) -> Row:
    """An earlier draft is not offered where a person reads."""
    behind = earlier and earlier.synthetic and recording and not recording.synthetic
    return Row(line, recording, None if behind else earlier)


@dataclass(frozen=True)
class Count:
    """Drafts by a computer are neither recorded nor missing."""

    recorded: int
    all: int
    drafts: int = 0

    @property
    def missing(self) -> int:
        return self.all - self.recorded - self.drafts

    @property
    def unread(self) -> int:
        """By people: what is asked for where recordings are required."""
        return self.all - self.recorded


def count(lines: Sequence[Line], marks: Marks) -> Count:
    recorded, drafts = (sum(line.mark in known for line in lines) for known in (marks.recorded, marks.drafts))
    return Count(recorded, len(lines), drafts)


@dataclass(frozen=True)
class Progress:
    """How far one place is."""

    place: Place
    count: Count


def progress(lines: Sequence[Line], places: Iterable[Place], marks: Marks) -> list[Progress]:
    """Every place that says anything, in their order."""
    counted = ((place, count([line for line in lines if place.code in line.within], marks)) for place in places)
    return [Progress(place, found) for place, found in counted if found.all]


@dataclass(frozen=True)
class Drafts:
    """What a computer can do for a language at a place, and how far it is: ``latest`` goes on, or ended last."""

    language: str
    place: str
    missing: int
    latest: Drafting | None

    @property
    def is_spoken(self) -> bool:
        return espeak.speaks(self.language)

    @property
    def can_be_made(self) -> bool:
        return voicing.can_draft(self.language)

    @property
    def are_made(self) -> bool:
        """Whether it goes on now. One query."""
        return self.latest is not None and self.latest.done_at is None and not drafting.stands_still(self.latest)


def drafts(language: str, place: str, *, count: Count) -> Drafts:
    """One query."""
    return Drafts(language, place, count.missing, drafting.latest(language, place))


@dataclass(frozen=True)
class Standing:
    """How far one language is. ``unsaid`` are recordings of words that nobody says any more."""

    language: str
    count: Count
    unsaid: int
    is_required: bool
    drafts: Drafts


def standings(languages: Iterable[str]) -> list[Standing]:
    """Every language beside the others. A few queries for each."""
    required = recordings.required()
    return [_standing(language, language in required) for language in languages]


def _standing(language: str, is_required: bool) -> Standing:
    lines, marks = spoken.lines(language), recordings.marks(language)
    unsaid = len((marks.recorded | marks.drafts) - {line.mark for line in lines})
    counted = count(lines, marks)
    return Standing(language, counted, unsaid, is_required, drafts(language, "", count=counted))


def unsaid(language: str) -> list[Recording]:
    """Recordings of words that nobody says any more: the words were changed, or taken away."""
    said = {line.mark for line in spoken.lines(language)}
    there = Recording.objects.present().filter(language=language).order_by("-made_at")
    return [one for one in there if one.words_hash not in said]
