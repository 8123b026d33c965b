"""Which words films have and lack, by language. A number of queries that does not grow with the films."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from media.models import Film, Track

WRITTEN = (Track.Kind.CAPTIONS, Track.Kind.DESCRIPTION, Track.Kind.TRANSCRIPT)


class State(StrEnum):
    THERE = "there"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Cell:
    """What a film has of one kind in one language."""

    kind: Track.Kind
    language: str
    state: State
    track: Track | None = None


@dataclass(frozen=True)
class Line:
    """One row of a table: a film with its captions by language, or a kind of words of one film."""

    film: Film
    cells: tuple[Cell, ...]
    kind: Track.Kind = Track.Kind.CAPTIONS

    @property
    def missing(self) -> int:
        return sum(cell.state is not State.THERE for cell in self.cells)


def board(languages: Sequence[str]) -> list[Line]:
    """The captions of every film. Two queries."""
    films = Film.objects.prefetch_related("tracks")
    return [Line(film, _cells(film, Track.Kind.CAPTIONS, languages)) for film in films]


def lines(film: Film, languages: Sequence[str]) -> list[Line]:
    """All that is written for one film. One query."""
    return [Line(film, _cells(film, kind, languages), kind) for kind in WRITTEN]


def _cells(film: Film, kind: Track.Kind, languages: Iterable[str]) -> tuple[Cell, ...]:
    there = {track.language: track for track in film.tracks.all() if track.kind == kind}
    return tuple(_cell(film, kind, language, there.get(language)) for language in languages)


def _cell(film: Film, kind: Track.Kind, language: str, track: Track | None) -> Cell:
    if track is None:
        return Cell(kind, language, State.MISSING)
    return Cell(kind, language, State.STALE if track.is_stale(film) else State.THERE, track)
