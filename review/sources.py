"""The rooms whose words are reviewed: each says what its objects say, who wrote it and where. Knows no pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from review.terms import Passage


@dataclass(frozen=True)
class Subject:
    """One object in one language: its model (``courses.lessonpage``), its stable key, a language code."""

    model: str
    key: UUID
    language: str


@dataclass(frozen=True)
class Text:
    """What an object says. ``grade`` is the highest school grade that its readers should need."""

    subject: Subject
    title: str
    passages: tuple[Passage, ...]
    grade: int = 5

    @cached_property
    def mark(self) -> str:
        """The same as long as no word of it changes; where the words stand does not matter."""
        return mark("\x00".join(f"{passage.kind}\x01{passage.text}" for passage in self.passages))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Its own mark and those of its passages."""
        return frozenset({self.mark, *(mark(passage.text) for passage in self.passages)})


@dataclass(frozen=True)
class Place:
    """Where an object is found: its title, its editor, and whether readers see it now."""

    title: str
    edit_url: str
    live: bool


Typed = tuple[tuple[str, tuple[Passage, ...]], ...]


class Source(Protocol):
    """What a room tells of the models it answers for."""

    models: frozenset[str]

    def said(self, instance: Any) -> tuple[Text, ...]:
        """What this object, as it is in memory, says in each of its languages."""

    def newest(self, subject: Subject) -> Text | None:
        """What was saved last, published or not."""

    def authors(self, subject: Subject) -> frozenset[int]:
        """The ids of everyone who changed it since it was last published."""

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        """Where these are found, in a number of queries that does not grow with them. What is gone is left out."""

    def family(self, subject: Subject) -> frozenset[UUID]:
        """Its own key and those of what it holds, such as a module's lessons."""

    def live(self, language: str) -> Iterator[Text]:
        """Everything that readers see now in a language."""

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        """The passages in an editor's form as it stands, by language. Raises ``Unreadable``."""


class Unreadable(ValueError):
    """What was sent is no editor's form."""


class NobodyAnswers(LookupError):
    """No room answers for this model."""


_known: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called once by each room, when it is ready."""
    _known.update(dict.fromkeys(source.models, source))


def of(model: str) -> Source:
    """Who answers for a model. Raises ``NobodyAnswers``."""
    try:
        return _known[model]
    except KeyError as error:
        raise NobodyAnswers(model) from error


def answered_for(model: str) -> bool:
    return model in _known


def every() -> tuple[Source, ...]:
    """Each room once."""
    return tuple(dict.fromkeys(_known.values()))


def places(subjects: Iterable[Subject]) -> dict[Subject, Place]:
    """Where these are found, whoever answers for them. What is gone is left out."""
    asked: dict[Source, list[Subject]] = {}
    for subject in subjects:
        if subject.model in _known:
            asked.setdefault(_known[subject.model], []).append(subject)
    found: dict[Subject, Place] = {}
    for source, theirs in asked.items():
        found |= source.places(theirs)
    return found


def mark(text: str) -> str:
    """How a passage is known again after an edit elsewhere: by its words, whatever the gaps between them."""
    return sha256(" ".join(text.split()).encode()).hexdigest()
