"""Walks a content along its semantics, and changes one value of it. Judges nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from h5p_python.library import Field, LibraryKey, NotALibrary, Shelf

Path = tuple[str | int, ...]
FILES = frozenset({"file", "image", "video", "audio"})


class NoSuchPlace(LookupError):
    """The path leads nowhere in this content."""


@dataclass(frozen=True)
class Place:
    """One value of a content, the field that describes it, and the library whose field it is."""

    path: Path
    field: Field
    value: Any
    library: LibraryKey

    @property
    def library_value(self) -> LibraryKey | None:
        """The library that the value names, where the field takes one."""
        return named_library(self.value) if self.field["type"] == "library" else None

    @property
    def files(self) -> tuple[Mapping[str, Any], ...]:
        """The files that the value names: films and sounds come as lists."""
        if self.field["type"] not in FILES:
            return ()
        values = self.value if isinstance(self.value, list) else [self.value]
        return tuple(one for one in values if isinstance(one, dict) and isinstance(one.get("path"), str))


def named_library(value: Any) -> LibraryKey | None:
    """The library of `{"library": "Name 1.2", "params": …}`."""
    name = value.get("library") if isinstance(value, dict) else None
    try:
        return LibraryKey.parse(name) if isinstance(name, str) else None
    except NotALibrary:
        return None


def only_field(field: Field) -> Field | None:
    """The one field of a group of one: its value stands in the place of the group's. Sub-contents are kept whole."""
    fields = field["fields"]
    return fields[0] if len(fields) == 1 and not field.get("isSubContent") else None


def walk(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> Iterator[Place]:
    """Every value that a field describes, outer ones first, through all the contents inside."""
    return _of_fields(shelf.semantics(main), params, (), main, shelf)


def _of_fields(fields: list[Field], values: Any, path: Path, library: LibraryKey, shelf: Shelf) -> Iterator[Place]:
    for field in fields:
        name = field.get("name", "")
        if isinstance(values, dict) and name in values:
            yield from _of_field(field, values[name], (*path, name), library, shelf)


def _of_field(field: Field, value: Any, path: Path, library: LibraryKey, shelf: Shelf) -> Iterator[Place]:
    yield Place(path, field, value, library)
    match field["type"]:
        case "group" if inner := only_field(field):
            yield from _of_field(inner, value, path, library, shelf)
        case "group":
            yield from _of_fields(field["fields"], value, path, library, shelf)
        case "list" if isinstance(value, list):
            for index, one in enumerate(value):
                yield from _of_field(field["field"], one, (*path, index), library, shelf)
        case "library" if key := named_library(value):
            yield from _of_fields(shelf.semantics(key), value.get("params"), (*path, "params"), key, shelf)


def replaced(params: Any, path: Path, value: Any) -> Any:
    """The same content with one value changed; what was handed in stays as it was."""
    if not path:
        return value
    head, *rest = path
    if isinstance(params, dict) and head in params:
        return {**params, head: replaced(params[head], tuple(rest), value)}
    if isinstance(params, list) and isinstance(head, int) and 0 <= head < len(params):
        return [replaced(one, tuple(rest), value) if index == head else one for index, one in enumerate(params)]
    raise NoSuchPlace(path)
