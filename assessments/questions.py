"""A question as plain values, read from a version's content. Knows nothing of the database, of drawing and of marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SOURCE_LANGUAGE = "en"


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    MATCHING = "matching"


ONE_CHOICE = frozenset({Kind.SINGLE, Kind.TRUE_FALSE})
CHOICES = ONE_CHOICE | {Kind.MULTIPLE}


@dataclass(frozen=True)
class Words:
    """A text, the language it is really in, and whether that is not the language asked for."""

    text: str
    language: str
    fell_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Option:
    """One answer. ``match`` is the text of its partner in *matching*, ``match_key`` what a page calls that partner:
    a key of its own, because the option's key on both sides would give the pairs away."""

    key: str
    text: Mapping[str, str]
    match_key: str = ""
    match: Mapping[str, str] | None = None
    correct: bool = False
    feedback: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """Everything a version holds. Texts are by language code. In *ordering* the options stand in the right order."""

    key: str
    kind: Kind
    stem: Mapping[str, str]
    options: tuple[Option, ...]
    level: int = 2
    must_know: bool = False
    topic: str = ""
    destinations: tuple[str, ...] = ()
    fact: str = ""
    origin_fact: str = ""
    lesson: str = ""
    scene: Mapping[str, str] | None = None
    feedback_right: Mapping[str, str] | None = None
    feedback_wrong: Mapping[str, str] | None = None

    @property
    def option_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    @property
    def partner_keys(self) -> tuple[str, ...]:
        return tuple(option.match_key for option in self.options)

    @property
    def right_keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options if option.correct)


def read(content: Mapping[str, Any]) -> Question:
    """The question that a version's ``content`` describes."""
    return Question(
        key=content["key"],
        kind=Kind(content["kind"]),
        stem=content["stem"],
        options=tuple(Option(**option) for option in content["options"]),
        level=content["level"],
        must_know=content["must_know"],
        topic=content["topic"],
        destinations=tuple(content["destinations"]),
        fact=content["fact"],
        origin_fact=content["origin_fact"],
        lesson=content["lesson"],
        scene=content["scene"],
        feedback_right=content["feedback_right"],
        feedback_wrong=content["feedback_wrong"],
    )


def in_language(texts: Mapping[str, str] | None, language: str) -> Words:
    """The text in this language, else in English and marked so, else empty words."""
    texts = texts or {}
    if texts.get(language):
        return Words(texts[language], language)
    if texts.get(SOURCE_LANGUAGE):
        return Words(texts[SOURCE_LANGUAGE], SOURCE_LANGUAGE, fell_back=True)
    return Words("", language)
