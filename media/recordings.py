"""Finds the recordings of words. Pages ask for many words at once, or one by one from what is remembered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from media.models import Recording, RequiredLanguage
from media.models.recordings import address_of, content_type_of
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


def required() -> frozenset[str]:
    """The languages in which nothing is published while a recording is missing. One query."""
    return frozenset(RequiredLanguage.objects.values_list("language", flat=True))


def missing(language: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Which of these nobody has read aloud, each once, in their order. One query."""
    asked = {mark(language, text): text for text in texts if text.strip()}
    there = Recording.objects.present().of(asked).values_list("words_hash", flat=True)
    recorded = frozenset(there)
    return tuple(text for its_mark, text in asked.items() if its_mark not in recorded)


def desk_of(language: str) -> str:
    """Where what is missing in a language is recorded."""
    return f"{reverse('recordings:lines')}?{urlencode({'language': language, 'state': 'missing'})}"


def last_reader(language: str) -> str:
    """Who read last in this language."""
    return Recording.objects.filter(language=language).order_by("-pk").values_list("read_by", flat=True).first() or ""


@dataclass(frozen=True)
class Voice:
    """What a page needs to let words be heard."""

    url: str
    content_type: str
    seconds: int
    others: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Address and type of each file that says it, the lightest first: a phone takes the first that it plays."""
        return (*self.others, (self.url, self.content_type))


_heard: dict[str, tuple[float, Mapping[str, Voice]]] = {}


def voice_of(language: str, text: str) -> Voice | None:
    """The voice of words on a page, if they have one. One query every half minute, language and process."""
    read_at, voices = _heard.get(language, (0.0, {}))
    if language not in _heard or time.monotonic() - read_at > _REMEMBERED_SECONDS:
        voices = voices_in(language)
        _heard[language] = (time.monotonic(), voices)
    return voices.get(mark(language, text)) if voices else None


def forget() -> None:
    """Ask again next time."""
    _heard.clear()


_followers: list[Callable[[], None]] = []


def follow(renew: Callable[[], None]) -> None:
    """Called once by each room that keeps what it made of voices: ``renew`` is called when they are others."""
    _followers.append(renew)


def changed() -> None:
    """A recording came or went, and everybody may see it."""
    forget()
    for renew in _followers:
        renew()


def voices_in(language: str) -> Mapping[str, Voice]:
    """Every voice of a language by the mark of its words, as it is now. One query."""
    fields = ("words_hash", "file", "kind", "seconds", "light", "fallback")
    rows = Recording.objects.present().filter(language=language).values_list(*fields)
    return {
        its_mark: Voice(address_of(file), CONTENT_TYPES[Kind(kind)], seconds, _made(light, fallback))
        for its_mark, file, kind, seconds, light, fallback in rows
    }


def _made(*files: str) -> tuple[tuple[str, str], ...]:
    return tuple((address_of(file), content_type_of(file)) for file in files if file)
