"""Which libraries a content needs to play, and in which order they load. Reads semantics, never files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from h5p_python.library import Library, LibraryKey, Shelf
from h5p_python.semantics.fields import walk


@dataclass(frozen=True)
class Order:
    """Libraries, each after those that it needs; and those that are on no shelf."""

    libraries: tuple[Library, ...]
    missing: tuple[LibraryKey, ...] = ()

    @property
    def styles(self) -> tuple[tuple[Library, str], ...]:
        """Every style sheet to load, without those of libraries that another one asks to leave out."""
        dropped = frozenset().union(*(library.drop_css for library in self.libraries))
        return tuple((one, path) for one in self.libraries if one.key.name not in dropped for path in one.css)

    @property
    def scripts(self) -> tuple[tuple[Library, str], ...]:
        return tuple((one, path) for one in self.libraries for path in one.js)


def order_to_play(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> Order:
    """What the content needs at play time: no libraries of the editor, and one version of each name."""
    return _ordered([*used_libraries(params, main, shelf), main], shelf, for_editing=False)


def order_to_export(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> Order:
    """What a package must bring so that another system can play it and edit it: every version that is named."""
    return _ordered([*used_libraries(params, main, shelf), main], shelf, for_editing=True)


def used_libraries(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> tuple[LibraryKey, ...]:
    """The libraries that the content names in its fields, each once."""
    found = (place.library_value for place in walk(params, main, shelf))
    return tuple(dict.fromkeys(key for key in found if key))


def _ordered(wanted: list[LibraryKey], shelf: Shelf, *, for_editing: bool) -> Order:
    loaded: dict[LibraryKey, Library] = {}
    missing: dict[LibraryKey, None] = {}
    names: set[str] = set()
    for key, library in _after_their_dependencies(wanted, shelf, for_editing=for_editing):
        if library is None:
            missing[key] = None
        elif for_editing or key.name not in names:
            names.add(key.name)
            loaded[key] = library
    return Order(tuple(loaded.values()), tuple(missing))


def _after_their_dependencies(
    wanted: list[LibraryKey], shelf: Shelf, *, for_editing: bool
) -> Iterator[tuple[LibraryKey, Library | None]]:
    """Depth first, each library once. Some need each other: the one met first then loads last."""
    met: set[LibraryKey] = set()
    stack = [(key, False) for key in reversed(wanted)]
    while stack:
        key, is_ready = stack.pop()
        library = shelf.find(key)
        if is_ready or (library is None and key not in met):
            met.add(key)
            yield key, library
        elif key not in met and library is not None:
            met.add(key)
            needed = library.dependencies if for_editing else library.preloaded
            stack += [(key, True), *((one, False) for one in reversed(needed))]
