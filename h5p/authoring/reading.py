"""Finds the words of a content along its semantics, and puts them together as people read them. Changes nothing."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from h5p_python import LibraryKey, Shelf, translated, walk
from h5p_python.library import Field
from h5p_python.semantics import Place
from h5p_python.semantics.fields import Path

from h5p.authoring.plain_words import as_plain

STARRED = frozenset({"H5P.Blanks", "H5P.DragText", "H5P.MarkTheWords"})
"""Content types in whose words ``*`` marks what is asked."""
_NO_WORDS = frozenset({"none", "colorSelector"})
_LONG = 60


@dataclass(frozen=True)
class Text:
    """One text, at all places that say it. ``shown`` is what people read and write, ``value`` what the content holds.

    ``suggested`` is what the makers of its library say instead in the language that it is translated to.
    """

    name: str
    paths: tuple[Path, ...]
    label: str
    hint: str
    value: str
    is_html: bool
    longest: int | None
    optional: bool
    starred: bool
    suggested: str = ""

    @property
    def is_formatted(self) -> bool:
        """Whether it holds more than paragraphs, so that its signs have to be shown."""
        return self.is_html and as_plain(self.value) is None

    @property
    def shown(self) -> str:
        return self.as_shown(self.value)

    def as_shown(self, value: str) -> str:
        """Any wording of this text, as it would be shown."""
        if self.is_formatted:
            return value
        plain = as_plain(value) if self.is_html else html.unescape(value)
        return value if plain is None else plain

    @property
    def is_long(self) -> bool:
        return self.is_html or "\n" in self.shown or len(self.shown) > _LONG


@dataclass(frozen=True)
class Part:
    """The texts of one question, slide or the like; of the whole where there is no ``number``; or of the buttons."""

    texts: tuple[Text, ...]
    entity: str = ""
    number: int = 0
    is_common: bool = False

    @property
    def begins(self) -> str:
        """How it begins, to know it by."""
        line = " ".join(next((text.shown for text in self.texts if text.shown), "").split())
        return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"


class Spoken(Shelf):
    """A shelf whose libraries speak one language, where they can."""

    def __init__(self, shelf: Shelf, language: str) -> None:
        super().__init__(shelf)
        self._code = language

    def semantics(self, key: LibraryKey) -> list[Field]:
        return translated(super().semantics(key), self.language(key, self._code))


def parts(
    params: Mapping[str, Any], main: LibraryKey, shelf: Shelf, *, reader: str, source: str, target: str = ""
) -> tuple[Part, ...]:
    """All words, by question. ``reader`` is the language of the labels; ``source`` that of the content, ``target`` the
    one that it is translated to. Words of buttons that stand at many places are one text."""
    found: dict[tuple[str, int, bool], list[Text]] = defaultdict(list)
    for text, entity, number, is_common in _texts(params, main, shelf, (reader, source, target)):
        found[entity, number, is_common].append(text)
    whole = [
        Part(tuple(_once(texts) if is_common else texts), entity, number, is_common)
        for (entity, number, is_common), texts in found.items()
    ]
    return tuple(sorted(whole, key=lambda part: (part.is_common, part.number > 0)))


def _texts(
    params: Mapping[str, Any], main: LibraryKey, shelf: Shelf, languages: tuple[str, str, str]
) -> Iterator[tuple[Text, str, int, bool]]:
    walks = [walk(params, main, shelf), *(walk(params, main, Spoken(shelf, code)) for code in languages)]
    around: dict[Path, Place] = {}
    for plain, read, source, target in zip(*walks, strict=True):
        around[read.path] = read
        if plain.field["type"] != "text" or not isinstance(plain.value, str) or plain.field.get("widget") in _NO_WORDS:
            continue
        items = [end for end in range(1, len(read.path) + 1) if isinstance(read.path[end - 1], int)]
        is_common = any(place.field.get("common") for place in _outside(around, read.path))
        shown = items[:1] if not is_common else []
        suggested = _suggested(plain, source, target) if languages[2] else ""
        text = _text(read, _label(read, around, items[len(shown) :] if not is_common else []), suggested)
        entity, number = _named(around, read.path, shown[0]) if shown else ("", 0)
        yield text, entity, number, is_common


def _text(place: Place, label: str, suggested: str) -> Text:
    field = place.field
    longest = field.get("maxLength")
    return Text(
        name=".".join(map(str, place.path)),
        paths=(place.path,),
        label=label,
        hint=_plain(field.get("description")),
        value=place.value,
        is_html=bool(field.get("tags")) or field.get("widget") == "html",
        longest=longest if isinstance(longest, int) else None,
        optional=bool(field.get("optional")),
        starred=place.library.name in STARRED and "*" in place.value,
        suggested=suggested,
    )


def _outside(around: Mapping[Path, Place], path: Path) -> Iterator[Place]:
    """The places that a place lies in, and itself."""
    return (around[path[:end]] for end in range(1, len(path) + 1) if path[:end] in around)


def _named(around: Mapping[Path, Place], path: Path, end: int) -> tuple[str, int]:
    """What the list calls its items, and which of them this is."""
    items = around.get(path[: end - 1])
    return _plain(items.field.get("entity")) if items else "", int(path[end - 1]) + 1


def _label(place: Place, around: Mapping[Path, Place], items: list[int]) -> str:
    inner = [_named(around, place.path, end) for end in items if end < len(place.path)]
    own = _plain(place.field.get("label")) or str(place.path[-1])
    return " · ".join([*(f"{entity} {number}".strip() for entity, number in inner), own])


def _suggested(plain: Place, source: Place, target: Place) -> str:
    """What the library says by itself in the other language, where the content says what it says in this one."""
    ready = target.field.get("default")
    usual = {plain.field.get("default"), source.field.get("default")}
    is_usual = plain.value.strip() and plain.value in usual
    return ready if isinstance(ready, str) and is_usual and ready != plain.value else ""


def _plain(words: Any) -> str:
    return html.unescape(words).strip() if isinstance(words, str) else ""


def _once(texts: list[Text]) -> list[Text]:
    """Equal words under equal labels once, with all their places."""
    found: dict[tuple[str, str, str], Text] = {}
    for text in texts:
        key = (str(text.paths[0][-1]), text.label, text.value)
        found[key] = replace(found[key], paths=(*found[key].paths, *text.paths)) if key in found else text
    return list(found.values())
