"""Finds the recordings of words. Pages ask for many words at once, or one by one from what is remembered."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from media.models import Recording
from media.models.recordings import address_of
from media.sounds import CONTENT_TYPES, Kind
from media.spoken import mark

_REMEMBERED_SECONDS = 30.0


def find(language: str, texts: Iterable[str]) -> dict[str, Recording]:
    """The recordings of those texts that have one, by text. One query, however many."""
    marks = {text: mark(language, text) for text in texts}
    there = {one.words_hash: one for one in Recording.objects.present().of(marks.values())}
    return {text: there[its_mark] for text, its_mark in marks.items() if its_mark in there}


def earlier(marks: Iterable[str]) -> dict[str, Recording]:
    """The recording of each of these that was taken away last, by mark. One query."""
    found: dict[str, Recording] = {}
    for one in Recording.objects.removed().of(marks):
        found.setdefault(one.words_hash, one)
    return found


def marks(language: str) -> frozenset[str]:
    """The marks of all words that are heard in this language. One query."""
    return frozenset(Recording.objects.present().filter(language=language).values_list("words_hash", flat=True))


def last_reader(language: str) -> str:
    """Who read last in this language."""
    return Recording.objects.filter(language=language).order_by("-pk").values_list("read_by", flat=True).first() or ""


@dataclass(frozen=True)
class Voice:
    """What a page needs to let words be heard."""

    url: str
    content_type: str
    seconds: int


_heard: dict[str, tuple[float, Mapping[str, Voice]]] = {}


def voice_of(language: str, text: str) -> Voice | None:
    """The voice of words on a page, if they have one. One query every half minute, language and process."""
    read_at, voices = _heard.get(language, (0.0, {}))
    if language not in _heard or time.monotonic() - read_at > _REMEMBERED_SECONDS:
        voices = _voices(language)
        _heard[language] = (time.monotonic(), voices)
    return voices.get(mark(language, text)) if voices else None


def forget() -> None:
    """Ask again next time; called when a recording comes or goes."""
    _heard.clear()


def _voices(language: str) -> Mapping[str, Voice]:
    rows = Recording.objects.present().filter(language=language).values_list("words_hash", "file", "kind", "seconds")
    return {
        its_mark: Voice(address_of(file), CONTENT_TYPES[Kind(kind)], seconds) for its_mark, file, kind, seconds in rows
    }
