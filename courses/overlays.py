"""What changes with the way a reader takes: which passages apply, which facts are shown as true. Knows no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ANY = "any"
TRAINEE = "trainee"
# As it stands in addresses: ph-jo, any-qa, ph-jo.family, ph-jo@a-2026-1
CORRIDOR = r"(any|[a-z]{2})-(any|[a-z]{2})(?:\.([a-z]+))?(?:@([a-z0-9-]+))?"
_CORRIDOR = re.compile(CORRIDOR)


class BadCorridor(ValueError):
    """The text is no corridor such as ``ph-jo`` or ``any-qa``."""


@dataclass(frozen=True)
class Corridor:
    """Origin → destination, each an ISO 3166 code in capitals, or empty where the reader has not said.

    ``audience`` is empty for people going abroad, else whom the passages speak to, such as ``family``.
    ``edition`` is empty for the words of today, else the code of an edition.
    """

    origin: str = ""
    destination: str = ""
    audience: str = ""
    edition: str = ""

    @classmethod
    def parse(cls, text: str) -> Corridor:
        """``ph-jo`` → Corridor("PH", "JO"); ``any`` stands for not said. Raises ``BadCorridor``."""
        found = _CORRIDOR.fullmatch(text)
        if not found:
            raise BadCorridor(text)
        origin, destination, audience, edition = (part or "" for part in found.groups())
        return cls._of(origin.upper(), destination.upper(), audience, edition)

    @classmethod
    def _of(cls, origin: str, destination: str, audience: str, edition: str) -> Corridor:
        return cls(_said(origin), _said(destination), audience if audience != TRAINEE else "", edition)

    def __str__(self) -> str:
        way = f"{self.origin or ANY}-{self.destination or ANY}".lower()
        return way + (f".{self.audience}" if self.audience else "") + (f"@{self.edition}" if self.edition else "")

    def speaking_to(self, audience: str, *, edition: str = "") -> Corridor:
        """The same way for another audience, with the words of an edition if one is given."""
        return self._of(self.origin, self.destination, audience, edition or self.edition)

    def meets(self, destinations: Iterable[str], origins: Iterable[str], audiences: Iterable[str] = ()) -> bool:
        """Whether a passage for these places and audiences is for this reader. No list means all."""
        asked = ((self.destination, destinations), (self.origin, origins), (self.audience or TRAINEE, audiences))
        return all(not (wanted := set(listed)) or mine in wanted for mine, listed in asked)


def _said(code: str) -> str:
    return "" if code == ANY.upper() else code


class Unsure(StrEnum):
    """Why a fact is not shown as true."""

    NO_PLACE = "no_place"
    UNKNOWN = "unknown"
    OVERDUE = "overdue"
    LOW_CONFIDENCE = "low_confidence"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True)
class Fact:
    """A fact as it stands in a profile. ``status`` and ``confidence`` are the codes of ``domain/destinations``."""

    key: str
    value: Mapping[str, str]
    checked_on: date
    review_by: date
    confidence: str
    status: str = "in_force"
    phone: str = ""
    note: Mapping[str, str] | None = None
    legal_basis: str = ""
    source_title: str = ""
    source_url: str = ""
    place: str = ""


@dataclass(frozen=True)
class Words:
    """A text and the language it is really in."""

    text: str
    language: str


@dataclass(frozen=True)
class Shown:
    """What a reader sees of a fact: its value, or a reason to ask the hotline instead."""

    key: str
    unsure: Unsure | None = None
    value: Words | None = None
    note: Words | None = None
    phone: str = ""
    legal_basis: str = ""
    source_title: str = ""
    source_url: str = ""
    checked_on: date | None = None
    until: date | None = None
    place: str = ""

    @property
    def known(self) -> bool:
        return self.unsure is None


def show(fact: Fact | None, *, key: str, language: str, today: date) -> Shown:
    """The fact in her language, or why it is not shown. The review date itself still counts as current."""
    if fact is None:
        return Shown(key, Unsure.UNKNOWN)
    if fact.status != "in_force":
        return Shown(key, Unsure.NOT_IN_FORCE)
    if fact.confidence == "L":
        return Shown(key, Unsure.LOW_CONFIDENCE)
    if fact.review_by < today:
        return Shown(key, Unsure.OVERDUE)
    return Shown(
        key=key,
        value=in_language(fact.value, language),
        note=in_language(fact.note or {}, language),
        phone=fact.phone,
        legal_basis=fact.legal_basis,
        source_title=fact.source_title,
        source_url=fact.source_url,
        checked_on=fact.checked_on,
        until=fact.review_by,
        place=fact.place,
    )


def in_language(words: Mapping[str, str], language: str) -> Words | None:
    """The words in this language, else in English and marked as such, else nothing."""
    for code in (language, "en"):
        if words.get(code):
            return Words(words[code], code)
    return None


@dataclass(frozen=True)
class Said:
    """A phrase as it is written in one language, and how to say it in Latin letters."""

    language: str
    text: str
    say: str = ""


@dataclass(frozen=True)
class PhraseShown:
    """A phrase of the phrase book: what it means to the reader, and how it is said where she goes."""

    code: str
    meaning: Words
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Screen:
    """One idea: its heading, the blocks below it, and the anchors of its neighbours."""

    number: int
    heading: str
    anchor: str
    blocks: tuple[object, ...]
    before: str = ""
    after: str = ""


def screens(blocks: Iterable[tuple[str, str, object]], *, title: str) -> tuple[Screen, ...]:
    """Cut (id, kind, value) triples into screens at each ``step``. What comes before the first step gets the title."""
    cut: list[tuple[str, str, list[object]]] = [(title, "start", [])]
    for identity, kind, value in blocks:
        if kind == "step":
            cut.append((str(value), f"s-{identity[:8]}", []))
        else:
            cut[-1][2].append(value)
    if len(cut) > 1 and not cut[0][2]:
        cut.pop(0)
    anchors = ["", *(anchor for _heading, anchor, _held in cut), ""]
    return tuple(
        Screen(number, heading, anchor, tuple(held), before=anchors[number - 1], after=anchors[number + 1])
        for number, (heading, anchor, held) in enumerate(cut, start=1)
    )
