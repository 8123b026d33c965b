"""How the keys of records are made up of their parts, and read back. Knows no rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handover.records import Kind

_SLUG = r"[-a-zA-Z0-9_]{1,50}"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LANGUAGE = r"[a-z]{2,3}(?:-[a-z]{2,4})?"
_PAGE = rf"{_UUID}/{_LANGUAGE}"
_SHARED = rf"{_SLUG}/{_LANGUAGE}"
NOWHERE = "-"
_PATTERNS: Mapping[Kind, str] = {
    Kind.TOPIC: _SLUG,
    Kind.PLACE: r"(?:destination|origin)/[A-Z]{2}",
    Kind.FACT_KEY: _SLUG,
    Kind.PHRASE: _SLUG,
    Kind.TERM: r"[^\n]{1,120}",
    Kind.FACT: rf"{_SLUG}/(?:[A-Z]{{2}}/(?:[A-Z]{{2}}|-)|-/[A-Z]{{2}})",
    Kind.PICTURE: r"[0-9a-f]{64}",
    Kind.DOCUMENT: r"[0-9a-f]{64}",
    Kind.RECORDING: r"[0-9a-f]{64}",
    Kind.FILM: _UUID,
    Kind.TRACK: rf"{_UUID}/(?:captions|descriptions|transcript|sound)/{_LANGUAGE}",
    Kind.INTERACTIVE: _UUID,
    Kind.SHARED: _SHARED,
    Kind.QUESTION: _SLUG,
    Kind.TEMPLATE: _SLUG,
    Kind.QUIZ: _SLUG,
    Kind.MODULE: _PAGE,
    Kind.LESSON: _PAGE,
    Kind.COURSE: _PAGE,
    Kind.PASSAGES: _PAGE,
    Kind.SHARED_WORDS: _SHARED,
    Kind.CERTIFICATE: _UUID,
}


def fits(kind: Kind, key: str) -> bool:
    return re.fullmatch(_PATTERNS[kind], key) is not None


def page(key: object, language: str) -> str:
    """Of a page by its stable key, or of a shared passage by its code."""
    return f"{key}/{language}"


def of_page(key: str) -> tuple[str, str]:
    """The stable key, or a shared passage's code, and the language."""
    stable, _stroke, language = key.partition("/")
    return stable, language


def track(film: object, kind: str, language: str) -> str:
    return f"{film}/{kind}/{language}"


def of_track(key: str) -> tuple[str, str, str]:
    """The film, the kind of words and their language."""
    film, kind, language = key.split("/")
    return film, kind, language


def fact(code: str, destination: str, origin: str) -> str:
    return f"{code}/{destination or NOWHERE}/{origin or NOWHERE}"


def of_fact(key: str) -> tuple[str, str, str]:
    """The kind of fact, the destination and the origin, one of which may be empty."""
    code, destination, origin = key.split("/")
    return code, destination.strip(NOWHERE), origin.strip(NOWHERE)
