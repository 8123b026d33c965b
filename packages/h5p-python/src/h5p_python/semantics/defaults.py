"""What fields hold before anyone writes in them, and in which language. Judges no value."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from h5p_python.library import Field, LibraryKey, Shelf
from h5p_python.semantics.fields import named_library, only_field

_NOTHING = object()
_SAID = frozenset({"label", "description", "default", "placeholder", "entity", "example", "title", "important"})
_HELD = frozenset({"field", "fields", "options"})
_MOST_ITEMS = 50
"""A list that begins with more items than these was written in error."""


def with_defaults(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf, *, language: str = "") -> dict[str, Any]:
    """The content with every field that has a default and no value; its words in the language where there are some."""
    return _Filling(shelf, language).fields(main, params)


class _Filling:
    def __init__(self, shelf: Shelf, language: str) -> None:
        self._shelf = shelf
        self._language = language

    def fields(self, library: LibraryKey, params: Any) -> dict[str, Any]:
        fields = self._shelf.semantics(library)
        if self._language:
            fields = translated(fields, self._shelf.language(library, self._language))
        return self._group(fields, params)

    def _group(self, fields: Iterable[Field], values: Any) -> dict[str, Any]:
        filled = dict(values) if isinstance(values, dict) else {}
        for field in fields:
            name = field.get("name")
            if name and (value := self._value(field, filled.get(name, _NOTHING))) is not _NOTHING:
                filled[name] = value
        return filled

    def _value(self, field: Field, value: Any) -> Any:
        match field["type"]:
            case "group" if inner := only_field(field):
                return self._value(inner, value)
            case "group":
                start = field.get("default") if value is _NOTHING else value
                return self._group(field["fields"], start) or (_NOTHING if value is _NOTHING else value)
            case "list":
                return self._list(field, value)
            case "library":
                return self._library(value)
        return copy.deepcopy(field["default"]) if value is _NOTHING and "default" in field else value

    def _list(self, field: Field, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(field["field"], one) for one in value]
        if value is not _NOTHING:
            return value
        count = field.get("defaultNum", field.get("min", 0))
        first = self._value(field["field"], _NOTHING)
        if first is _NOTHING or not isinstance(count, int) or not 0 < count <= _MOST_ITEMS:
            return _NOTHING
        return [copy.deepcopy(first) for _ in range(count)]

    def _library(self, value: Any) -> Any:
        key = named_library(value)
        return value if key is None else {**value, "params": self.fields(key, value.get("params"))}


def translated(fields: list[Field], words: Mapping[str, Any]) -> list[Field]:
    """The fields with the words of a language file, which repeats their structure and holds only what is said."""
    result = _overlaid(fields, words.get("semantics"))
    return result if isinstance(result, list) else fields


def _overlaid(value: Any, words: Any) -> Any:
    if isinstance(value, dict) and isinstance(words, dict):
        told = words.keys() & (_SAID | _HELD)
        return {name: _overlaid(one, words[name]) if name in told else one for name, one in value.items()}
    if isinstance(value, list) and isinstance(words, list):
        return [_overlaid(one, words[index]) if index < len(words) else one for index, one in enumerate(value)]
    return words if isinstance(value, str) and isinstance(words, str) and words else value
