"""Finds the recordings of words. Pages ask for many words at once, or one by one from what is remembered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
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
    """The recording of each of these that was taken away last, by mark; a person's before a computer's. One query."""
    found: dict[str, Recording] = {}
    for one in Recording.objects.removed().order_by("synthetic", "-removed_at", "-pk").of(marks):
        found.setdefault(one.words_hash, one)
    return found


@dataclass(frozen=True)
class Marks:
    """The marks of all words that people have read in a language, and of those that only a computer has."""

    recorded: frozenset[str]
    drafts: frozenset[str]


def marks(language: str) -> Marks:
    """One query."""
    there = Recording.objects.present().filter(language=language).values_list("words_hash", "synthetic")
    drafts = frozenset(its_mark for its_mark, synthetic in there if synthetic)
    return Marks(frozenset(its_mark for its_mark, _synthetic in there) - drafts, drafts)


def required() -> frozenset[str]:
    """The languages in which nothing is published while a recording is missing. One query."""
    return frozenset(RequiredLanguage.objects.values_list("language", flat=True))


def missing(language: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Which of these no person has read aloud, each once, in their order. One query."""
    asked = {mark(language, text): text for text in texts if text.strip()}
    there = Recording.objects.present().read().of(asked).values_list("words_hash", flat=True)
    recorded = frozenset(there)
    return tuple(text for its_mark, text in asked.items() if its_mark not in recorded)


def desk_of(language: str) -> str:
    """Where what is missing in a language is recorded."""
    return f"{reverse('recordings:lines')}?{urlencode({'language': language, 'state': 'unread'})}"


def last_reader(language: str) -> str:
    """Who read last in this language."""
    read = Recording.objects.read().filter(language=language).order_by("-pk")
    return read.values_list("read_by", flat=True).first() or ""


@dataclass(frozen=True)
class Voice:
    """What a page needs to let words be heard."""

    url: str
    content_type: str
    seconds: int
    others: tuple[tuple[str, str], ...] = ()
    synthetic: bool = False

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Address and type of each file that says it, the lightest first: a phone takes the first that it plays."""
        return tuple(dict.fromkeys((*self.others, (self.url, self.content_type))))


_heard: dict[str, tuple[float, Mapping[str, Voice]]] = {}


def voice_of(language: str, text: str) -> Voice | None:
    """The voice of words on a page, if they have one. One query every half minute, language and process."""
    voices = _remembered(language)
    return voices.get(mark(language, text)) if voices else None


def any_voice(*languages: str) -> bool:
    """Whether anything at all is heard in these languages. As cheap as the voice of a word."""
    return any(_remembered(language) for language in languages)


def _remembered(language: str) -> Mapping[str, Voice]:
    read_at, voices = _heard.get(language, (0.0, {}))
    if language not in _heard or time.monotonic() - read_at > _REMEMBERED_SECONDS:
        voices = voices_in(language, drafts=settings.DRAFT_VOICES)
        _heard[language] = (time.monotonic(), voices)
    return voices


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


def voices_in(language: str, *, drafts: bool = False) -> Mapping[str, Voice]:
    """Every voice of a language by the mark of its words, as it is now, with or without a computer's. One query."""
    fields = ("words_hash", "file", "kind", "seconds", "light", "fallback", "synthetic")
    there = Recording.objects.present() if drafts else Recording.objects.present().read()
    rows = there.filter(language=language).values_list(*fields)
    return {
        its_mark: Voice(address_of(file), CONTENT_TYPES[Kind(kind)], seconds, _made(light, fallback), synthetic)
        for its_mark, file, kind, seconds, light, fallback, synthetic in rows
    }


def _made(*files: str) -> tuple[tuple[str, str], ...]:
    return tuple((address_of(file), content_type_of(file)) for file in files if file)
