"""Words that can be read aloud, and the rooms that say which there are. Knows nothing of recordings and of pages.

A recording belongs to words in a language, not to the place where they stand: it stays right when answers are put in
another order, is shared by all that say the same, and is missing by itself once the words change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Protocol

_DIGITS = 8


def mark(language: str, text: str) -> str:
    """How words are known again: by a SHA-256 of the language and the text, whatever the gaps between words."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    return sha256(f"{language}\0{flat}".encode()).hexdigest()


@dataclass(frozen=True)
class Saying:
    """A text at one place: what it is part of, and which part. ``topic`` is a code or empty.

    ``within`` are the codes of the ``Place``s that hold it, such as a course and its module.
    """

    text: str
    title: str
    part: str
    topic: str
    edit_url: str
    within: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where words stand, as the desk lists them: a course, a module, the question bank."""

    code: str
    label: str


@dataclass(frozen=True)
class Line:
    """What a person reads aloud once, and every place that says it."""

    language: str
    text: str
    sayings: tuple[Saying, ...]

    @cached_property
    def mark(self) -> str:
        return mark(self.language, self.text)

    @property
    def number(self) -> str:
        """A short name that files can carry. It follows from the words, so it is the same on every list."""
        return f"{int(self.mark[:12], 16) % 10**_DIGITS:0{_DIGITS}}"

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(saying.topic for saying in self.sayings)

    @property
    def within(self) -> frozenset[str]:
        return frozenset[str]().union(*(saying.within for saying in self.sayings))


class Source(Protocol):
    """What a room tells of the words that it says."""

    def sayings(self, language: str) -> Iterable[Saying]:
        """Everything worth reading aloud in this language, in a number of queries that does not grow with it."""

    def places(self, language: str) -> Iterable[Place]:
        """Where that stands, in the order in which people look for it."""

    def languages(self) -> Iterable[str]:
        """Languages in which it says something beside those of the site."""


_known: list[Source] = []


def register(source: Source) -> None:
    """Called once by each room, when it is ready."""
    _known.append(source)


def lines(language: str) -> tuple[Line, ...]:
    """Everything worth reading aloud in this language, each text once."""
    return tuple(gathered(language, (saying for source in _known for saying in source.sayings(language))))


def places(language: str) -> tuple[Place, ...]:
    """Where something is said in this language."""
    return tuple(dict.fromkeys(place for source in _known for place in source.places(language)))


def languages(site: Iterable[str]) -> tuple[str, ...]:
    """The languages of the site, and then the others in which something is said, such as those of a phrase book."""
    others = {code for source in _known for code in source.languages()}
    first = tuple(site)
    return (*first, *sorted(others - {*first}))


def gathered(language: str, sayings: Iterable[Saying]) -> Iterator[Line]:
    """The same words at several places become one line, in the order of their first."""
    found: dict[str, list[Saying]] = {}
    for saying in sayings:
        if saying.text.strip():
            found.setdefault(mark(language, saying.text), []).append(saying)
    for same in found.values():
        yield Line(language, same[0].text, tuple(same))


def at(place: str, lines: Iterable[Line]) -> list[Line]:
    """Those that are said at a place, or all."""
    return [line for line in lines if not place or place in line.within]


def by_number(lines: Iterable[Line]) -> Mapping[str, Line]:
    """Lines by their short number. Numbers that two lines share are left out: a file could mean either."""
    found: dict[str, Line | None] = {}
    for line in lines:
        found[line.number] = None if line.number in found else line
    return {number: line for number, line in found.items() if line}


def numbers_in(name: str) -> tuple[str, ...]:
    """The short numbers that a file's name may carry: ``12345678.mp3``, ``1234-5678 Rosa.ogg``."""
    return tuple("".join(pair) for pair in re.findall(r"(?<!\d)(\d{4})[-_ ]?(\d{4})(?!\d)", name, re.ASCII))
