"""Puts other words into a content, says all that is wrong with them, and loses nothing else. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from h5p_python import LibraryKey, Shelf, filter_params, replaced
from h5p_python.semantics.fields import Path

from h5p.authoring.plain_words import as_html
from h5p.authoring.reading import Part, Text


class Problem(StrEnum):
    """Why a text cannot stay as it was written."""

    TOO_LONG = "too_long"
    EMPTY = "empty"
    ODD_STARS = "odd_stars"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True)
class Rewritten:
    """The content with its new words; ``problems`` by the names of the texts. ``same`` words stand as they stood."""

    params: dict[str, Any]
    problems: Mapping[str, Problem]
    changed: tuple[str, ...]


def rewrite(
    params: Mapping[str, Any],
    found: Iterable[Part],
    said: Mapping[str, str],
    main: LibraryKey,
    shelf: Shelf,
    *,
    translating: bool = False,
) -> Rewritten:
    """``said`` are words by the names of texts, as they were shown. What is not said stays; while it is translated,
    so does what is left empty."""
    texts = [text for part in found for text in part.texts]
    wanted = {text: value for text in texts if (value := _wanted(text, said, translating=translating)) is not None}
    problems = {text.name: problem for text, value in wanted.items() if (problem := _problem(text, value))}
    changed: dict[str, Any] = dict(params)
    for text, value in wanted.items():
        for path in text.paths:
            changed = replaced(changed, path, value)
    filtered = filter_params(changed, main, shelf).params
    for text, value in wanted.items():
        if value.strip() and text.name not in problems and not str(at(filtered, text.paths[0])).strip():
            problems[text.name] = Problem.NOT_TAKEN
    return Rewritten(filtered, problems, tuple(text.name for text in wanted))


def _wanted(text: Text, said: Mapping[str, str], *, translating: bool) -> str | None:
    """The new value of a text; nothing where it stays as it is."""
    words = said.get(text.name)
    if words is None or _lines(words) == _lines(text.shown) or (translating and not words.strip()):
        return None
    if text.is_html and not text.is_formatted:
        return as_html(words, like=text.value)
    return words.replace("\r\n", "\n").strip()


def _problem(text: Text, value: str) -> Problem | None:
    if not value.strip():
        return None if text.optional or not text.value.strip() else Problem.EMPTY
    if text.longest is not None and len(value) > text.longest:
        return Problem.TOO_LONG
    if text.starred and value.count("*") % 2:
        return Problem.ODD_STARS
    return None


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def at(params: Any, path: Path) -> Any:
    """What stands at a place; an empty text where the content has no such place."""
    for step in path:
        try:
            params = params[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return params
