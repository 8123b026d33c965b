"""A question as plain values, read from a version's content. Knows nothing of the database, of drawing and of marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

SOURCE_LANGUAGE = "en"


class Kind(StrEnum):
    """``scenario`` asks what to do in a scene, ``listen`` about words that are heard, ``hotspot`` for a place on a
    picture. ``oral`` and ``practice`` are an instructor's checklist; ``reflection`` is nobody's but hers."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SCENARIO = "scenario"
    LISTEN = "listen"
    HOTSPOT = "hotspot"
    ORDERING = "ordering"
    MATCHING = "matching"
    GROUPS = "groups"
    GAP = "gap"
    NUMERIC = "numeric"
    ORAL = "oral"
    PRACTICE = "practice"
    REFLECTION = "reflection"


ONE_CHOICE = frozenset({Kind.SINGLE, Kind.TRUE_FALSE, Kind.SCENARIO, Kind.LISTEN, Kind.HOTSPOT})
CHOICES = ONE_CHOICE | {Kind.MULTIPLE}
PAIRED = frozenset({Kind.MATCHING, Kind.GROUPS})
OBSERVED = frozenset({Kind.ORAL, Kind.PRACTICE})  # answered by an instructor who watches or listens
UNMARKED = frozenset({Kind.REFLECTION})
GAP_MARK = re.compile(r"\[\[([1-9]\d?)\]\]", re.ASCII)


@dataclass(frozen=True)
class Words:
    """A text, the language it is really in, and whether that is not the language asked for."""

    text: str
    language: str
    fell_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Area:
    """A rectangle on the picture, in per cent of its width and height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def fits(self) -> bool:
        return (
            min(self.left, self.top) >= 0
            and min(self.width, self.height) > 0
            and self.left + self.width <= 100
            and self.top + self.height <= 100
        )


@dataclass(frozen=True)
class Number:
    """The right amount, and how far beside it an answer may lie and still be right."""

    value: Decimal
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True)
class Option:
    """One answer. ``match`` is the text of its partner in *matching*, of its group in *groups*; ``match_key`` is what a
    page calls that: a key of its own, because the option's key on both sides would give the pairs away.

    ``gap`` is the number of the gap it fills, 0 for a word that fits none; ``area`` is its place on the picture of a
    *hotspot*. Of a checklist the ``correct`` criteria must be seen.
    """

    key: str
    text: Mapping[str, str]
    match_key: str = ""
    match: Mapping[str, str] | None = None
    correct: bool = False
    feedback: Mapping[str, str] | None = None
    picture: int | None = None
    gap: int = 0
    area: Area | None = None


@dataclass(frozen=True)
class Question:
    """Everything a version holds. Texts are by language code, pictures by their number in the library.

    In *ordering* the options stand in the right order. Where a *gap* is to be filled the stem says ``[[1]]``.
    ``scene`` says what the picture shows; in *listen*, what is heard.
    """

    key: str
    kind: Kind
    stem: Mapping[str, str]
    options: tuple[Option, ...]
    level: int = 2
    must_know: bool = False
    topic: str = ""
    destinations: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    fact: str = ""
    origin_fact: str = ""
    lesson: str = ""
    scene: Mapping[str, str] | None = None
    feedback_right: Mapping[str, str] | None = None
    feedback_wrong: Mapping[str, str] | None = None
    picture: int | None = None
    number: Number | None = None
    unit: Mapping[str, str] | None = None

    @property
    def option_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    @property
    def partner_keys(self) -> tuple[str, ...]:
        """The partners of *matching*; the groups of *groups*, each once."""
        return tuple(dict.fromkeys(option.match_key for option in self.options))

    @property
    def right_keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options if option.correct)

    @property
    def fillings(self) -> Mapping[str, str]:
        """The right option's key by the number of its gap, as JSON names it."""
        return {str(option.gap): option.key for option in sorted(self.options, key=lambda one: one.gap) if option.gap}


def read(content: Mapping[str, Any]) -> Question:
    """The question that a version's ``content`` describes."""
    return Question(
        key=content["key"],
        kind=Kind(content["kind"]),
        stem=content["stem"],
        options=tuple(_option(option) for option in content["options"]),
        level=content["level"],
        must_know=content["must_know"],
        topic=content["topic"],
        destinations=tuple(content["destinations"]),
        origins=tuple(content.get("origins", ())),
        fact=content["fact"],
        origin_fact=content["origin_fact"],
        lesson=content["lesson"],
        scene=content["scene"],
        feedback_right=content["feedback_right"],
        feedback_wrong=content["feedback_wrong"],
        picture=content.get("picture"),
        number=Number(*map(Decimal, content["number"])) if "number" in content else None,
        unit=content.get("unit"),
    )


def _option(content: Mapping[str, Any]) -> Option:
    area = {"area": Area(*content["area"])} if "area" in content else {}
    return Option(**{**content, **area})


def gaps_in(text: str) -> tuple[int, ...]:
    """The numbers of the gaps that a text leaves, in its own order."""
    return tuple(int(number) for number in GAP_MARK.findall(text))


def in_language(texts: Mapping[str, str] | None, language: str) -> Words:
    """The text in this language, else in English and marked so, else empty words."""
    texts = texts or {}
    if texts.get(language):
        return Words(texts[language], language)
    if texts.get(SOURCE_LANGUAGE):
        return Words(texts[SOURCE_LANGUAGE], SOURCE_LANGUAGE, fell_back=True)
    return Words("", language)
