"""Where libraries and contents are kept: two protocols, and a keeper of each in a folder. Vets nothing."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from h5p_python.content import Content, as_json
from h5p_python.library import Library, LibraryKey, LibrarySource, NotALibrary
from h5p_python.limits import Limits
from h5p_python.manifest import Manifest
from h5p_python.names import fault_in_name

_FILES = ".files.json"
_MANIFEST = "h5p.json"
_PARAMS = "content/content.json"
_CONTENT_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


class UnsafeName(ValueError):
    """The name would lead out of the folder."""


class NoSuchContent(LookupError):
    """Nothing is kept under this name."""


class LibraryStore(LibrarySource, Protocol):
    """A source of libraries that takes new ones."""

    def install(self, library: Library, source: LibrarySource) -> None:
        """Keep a library with its files; a lower or equal patch that was there gives way."""
        ...

    def remove(self, key: LibraryKey) -> None: ...


class ContentStore(Protocol):
    """Keeps contents under names of the caller's choice."""

    def save(self, name: str, content: Content) -> None: ...

    def open(self, name: str) -> Content: ...

    def delete(self, name: str) -> None: ...


class FolderOfLibraries:
    """Libraries in a folder, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self) -> Iterable[LibraryKey]:
        found = (path.name.rpartition("-") for path in sorted(self._folder.glob("*-*")) if (path / _FILES).is_file())
        return tuple(key for name, _, version in found if (key := _key(f"{name} {version}")))

    def find(self, key: LibraryKey) -> Library | None:
        if fault_in_name(key.folder, limits=Limits()):
            # A package may ask for a library of a name so long that no folder takes it.
            return None
        try:
            files = json.loads((self._home(key) / _FILES).read_bytes())
            value = json.loads((self._home(key) / "library.json").read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            return None
        return Library.from_json(value, files=files)

    def read(self, key: LibraryKey, path: str) -> bytes:
        return _inside(self._home(key), path).read_bytes()

    def install(self, library: Library, source: LibrarySource) -> None:
        files = {path: source.read(library.key, path) for path in library.files}
        with _replacing(self._home(library.key)) as home:
            for path, data in files.items():
                _write(home, path, data)
            (home / _FILES).write_text(as_json(dict(library.files)))

    def remove(self, key: LibraryKey) -> None:
        shutil.rmtree(self._home(key), ignore_errors=True)

    def _home(self, key: LibraryKey) -> Path:
        return _inside(self._folder, key.folder)


@dataclass(frozen=True)
class KeptContent:
    """A content as it lies in its folder."""

    folder: Path
    manifest: Manifest
    files: Mapping[str, str]

    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = json.loads((self.folder / _PARAMS).read_bytes())
        return params

    def read_file(self, path: str) -> bytes:
        return _inside(self.folder / "content", path).read_bytes()


class FolderOfContents:
    """Contents in a folder, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, content: Content) -> None:
        with _replacing(self._home(name)) as home:
            for path in content.files:
                _write(home / "content", path, content.read_file(path))
            _write(home, _PARAMS, as_json(content.params()).encode())
            _write(home, _MANIFEST, as_json(_raw(content.manifest)).encode())
            (home / _FILES).write_text(as_json(dict(content.files)))

    def open(self, name: str) -> KeptContent:
        home = self._home(name)
        try:
            manifest = Manifest.from_json(json.loads((home / _MANIFEST).read_bytes()))
            files = json.loads((home / _FILES).read_bytes())
        except FileNotFoundError as error:
            raise NoSuchContent(name) from error
        if manifest is None:
            raise NoSuchContent(name)
        return KeptContent(home, manifest, files)

    def delete(self, name: str) -> None:
        shutil.rmtree(self._home(name), ignore_errors=True)

    def _home(self, name: str) -> Path:
        if not _CONTENT_ID.fullmatch(name):
            raise UnsafeName(name)
        return self._folder / name


def _raw(manifest: Manifest) -> dict[str, Any]:
    """With the main library among the dependencies, by which its version is known again."""
    return manifest.to_json(dependencies=dict.fromkeys((manifest.main, *manifest.dependencies)))


def _key(text: str) -> LibraryKey | None:
    try:
        return LibraryKey.parse(text)
    except NotALibrary:
        return None


def _inside(folder: Path, path: str) -> Path:
    if fault_in_name(path, limits=Limits()):
        raise UnsafeName(path)
    return folder / path


def _write(folder: Path, path: str, data: bytes) -> None:
    target = _inside(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


@contextmanager
def _replacing(home: Path) -> Iterator[Path]:
    """A new folder that takes the place of the old one when it is complete, and else leaves it alone."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".new-") as work:
        fresh, old = Path(work) / "new", Path(work) / "old"
        fresh.mkdir()
        yield fresh
        if home.exists():
            home.rename(old)
        fresh.rename(home)
