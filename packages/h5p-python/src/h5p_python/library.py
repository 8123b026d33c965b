"""Libraries: their names and versions, what is on the shelf, and what an install would change. Reads no archive."""

import functools
import hashlib
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, Self

from h5p_python.limits import Limits
from h5p_python.parsing import NotJson, TooComplex, parse

_TEXT = re.compile(r"([\w.-]{1,255}) (\d{1,5})\.(\d{1,5})", re.ASCII)

Field = Mapping[str, Any]
"""One field of semantics.json, as it is written there."""


class NotALibrary(ValueError):
    """The text does not name a library."""


@dataclass(frozen=True, order=True)
class LibraryKey:
    """What a library is known by. Its patch version is left out: a higher one replaces a lower one."""

    name: str
    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """`H5P.MultiChoice 1.16`, as content.json writes it."""
        if not (match := _TEXT.fullmatch(text)):
            raise NotALibrary(text)
        return cls(match[1], int(match[2]), int(match[3]))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """A dependency whose shape was vetted; numbers may be written as strings."""
        return cls(value["machineName"], int(value["majorVersion"]), int(value["minorVersion"]))

    def to_json(self) -> dict[str, Any]:
        return {"machineName": self.name, "majorVersion": self.major, "minorVersion": self.minor}

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"


@dataclass(frozen=True)
class Library:
    """A library as library.json describes it, and the files that came with it."""

    key: LibraryKey
    patch: int
    title: str
    runnable: bool
    core_api: tuple[int, int] = (1, 0)
    js: tuple[str, ...] = ()
    css: tuple[str, ...] = ()
    preloaded: tuple[LibraryKey, ...] = ()
    dynamic: tuple[LibraryKey, ...] = ()
    editor: tuple[LibraryKey, ...] = ()
    drop_css: frozenset[str] = frozenset()
    embed_types: tuple[str, ...] = ()
    author: str = ""
    license: str = ""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    """SHA-256 of each file that is played or read, by its path inside the folder."""

    @property
    def dependencies(self) -> tuple[LibraryKey, ...]:
        """All that it names; at play time only `preloaded` are wanted."""
        return (*self.preloaded, *self.dynamic, *self.editor)

    @property
    def version(self) -> tuple[int, int, int]:
        return (self.key.major, self.key.minor, self.patch)

    @functools.cached_property
    def sha256(self) -> str:
        """One fingerprint of all files: a fork with a higher patch version shows by it."""
        lines = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    @classmethod
    def from_json(cls, value: Mapping[str, Any], *, files: Mapping[str, str]) -> Self:
        """library.json whose shape was vetted."""
        core = value.get("coreApi") or {"majorVersion": 1, "minorVersion": 0}
        return cls(
            key=LibraryKey.from_json(value),
            patch=int(value["patchVersion"]),
            title=value["title"],
            runnable=bool(int(value["runnable"])),
            core_api=(int(core["majorVersion"]), int(core["minorVersion"])),
            js=_paths(value, "preloadedJs"),
            css=_paths(value, "preloadedCss"),
            preloaded=_keys(value, "preloadedDependencies"),
            dynamic=_keys(value, "dynamicDependencies"),
            editor=_keys(value, "editorDependencies"),
            drop_css=frozenset(one["machineName"] for one in value.get("dropLibraryCss", ())),
            embed_types=tuple(value.get("embedTypes", ())),
            author=_text(value, "author"),
            license=_text(value, "license"),
            files=files,
        )


def _paths(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(one["path"].removeprefix("./") for one in value.get(name, ()))


def _keys(value: Mapping[str, Any], name: str) -> tuple[LibraryKey, ...]:
    return tuple(map(LibraryKey.from_json, value.get(name, ())))


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value.get(name)
    return text if isinstance(text, str) else ""


class LibrarySource(Protocol):
    """Anything that holds libraries: an open package, a folder, a database."""

    def find(self, key: LibraryKey) -> Library | None: ...

    def keys(self) -> Iterable[LibraryKey]: ...

    def read(self, key: LibraryKey, path: str) -> bytes:
        """The bytes of a file that is in `find(key).files`."""
        ...


class Shelf:
    """Several sources as one: of a library that two of them have, the higher patch counts.

    It remembers what it read: after an install, take a new one.
    """

    def __init__(self, *sources: LibrarySource, limits: Limits | None = None) -> None:
        self._sources = sources
        self._limits = limits or Limits()
        self._found: dict[LibraryKey, tuple[Library, LibrarySource] | None] = {}
        self._documents: dict[tuple[LibraryKey, str], Any] = {}

    def find(self, key: LibraryKey) -> Library | None:
        found = self._best(key)
        return found[0] if found else None

    def keys(self) -> frozenset[LibraryKey]:
        return frozenset(key for source in self._sources for key in source.keys())  # noqa: SIM118 -- not a mapping

    def __contains__(self, key: object) -> bool:
        return isinstance(key, LibraryKey) and self.find(key) is not None

    def read(self, key: LibraryKey, path: str) -> bytes:
        if not (found := self._best(key)):
            raise NotALibrary(str(key))
        return found[1].read(key, path)

    def newest(self, name: str) -> Library | None:
        """The highest version of a library known by its machine name."""
        found = [library for key in self.keys() if key.name == name and (library := self.find(key))]
        return max(found, key=lambda library: library.version, default=None)

    def semantics(self, key: LibraryKey) -> list[Field]:
        """The fields of the content of a library; none where it takes no content."""
        fields = self._document(key, "semantics.json")
        return fields if isinstance(fields, list) else []

    def language(self, key: LibraryKey, code: str) -> Mapping[str, Any]:
        """The words of a library in one language, empty where it does not speak it."""
        words = self._document(key, f"language/{code}.json")
        return words if isinstance(words, dict) else {}

    def _best(self, key: LibraryKey) -> tuple[Library, LibrarySource] | None:
        if key not in self._found:
            found = [(library, source) for source in self._sources if (library := source.find(key))]
            self._found[key] = max(found, key=lambda pair: pair[0].patch, default=None)
        return self._found[key]

    def _document(self, key: LibraryKey, path: str) -> Any:
        if (key, path) not in self._documents:
            self._documents[key, path] = self._parsed(key, path)
        return self._documents[key, path]

    def _parsed(self, key: LibraryKey, path: str) -> Any:
        library = self.find(key)
        if library is None or path not in library.files:
            return None
        try:
            return parse(self.read(key, path), limits=self._limits, byte_order_mark=True)
        except (NotJson, TooComplex):
            return None


class Step(StrEnum):
    """What an install would do with one library."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    DIFFERENT = "different"
    """The same patch version with other files: kept as it is, and worth a look."""


@dataclass(frozen=True)
class Planned:
    library: Library
    step: Step
    installed_patch: int | None
    is_approved: bool
    """Whether its fingerprint is on the list of those that an administrator allowed."""

    @property
    def changes_something(self) -> bool:
        return self.step in {Step.NEW, Step.NEWER}


def plan_install(
    offered: Iterable[Library], installed: LibrarySource, *, approved: Container[str] = ()
) -> tuple[Planned, ...]:
    """What would happen to each library offered, in the order of their names."""
    return tuple(_planned(library, installed, approved) for library in sorted(offered, key=lambda one: one.key))


def _planned(library: Library, installed: LibrarySource, approved: Container[str]) -> Planned:
    known = installed.find(library.key)
    return Planned(library, _step(library, known), known.patch if known else None, library.sha256 in approved)


def _step(offered: Library, known: Library | None) -> Step:
    if known is None:
        return Step.NEW
    if offered.patch != known.patch:
        return Step.NEWER if offered.patch > known.patch else Step.OLDER
    return Step.SAME if offered.sha256 == known.sha256 else Step.DIFFERENT
