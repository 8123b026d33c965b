"""Writes a content as an .h5p file that other systems accept. Chooses nothing: what is needed goes in."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from h5p_python.content import Content, as_json
from h5p_python.dependencies import Order, order_to_export, order_to_play
from h5p_python.library import LibraryKey, Shelf
from h5p_python.semantics import filter_params
from h5p_python.semantics.fields import Place, replaced, walk

_LONGEST_NAME = 100
"""Bytes of a path: some systems put words of their own before it and keep 255."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class MissingLibraries(LookupError):
    """The content cannot be exported, since these libraries are on no shelf."""

    def __init__(self, keys: tuple[LibraryKey, ...]) -> None:
        super().__init__(", ".join(map(str, keys)))
        self.keys = keys


def export(content: Content, shelf: Shelf, target: BinaryIO) -> None:
    """An .h5p with the content as its semantics allow it, its files and all libraries. Equal contents, equal bytes."""
    main = content.manifest.main
    params = filter_params(content.params(), main, shelf).params
    order = order_to_export(params, main, shelf)
    if order.missing:
        raise MissingLibraries(order.missing)
    params, names = with_short_names(params, main, shelf)
    played = order_to_play(params, main, shelf)
    manifest = content.manifest.to_json(dependencies=(library.key for library in played.libraries))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        _write(package, "h5p.json", as_json(manifest).encode())
        _write(package, "content/content.json", as_json(params).encode())
        for path, name in sorted(names.items()):
            if path in content.files:
                _write(package, f"content/{name}", content.read_file(path))
        for name, data in _library_files(order, shelf):
            _write(package, name, data)


def with_short_names(
    params: dict[str, Any], main: LibraryKey, shelf: Shelf
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The content with no file name too long for another system, and the new name of each of its files."""
    names = {path: _short(path) for path in used_files(params, main, shelf)}
    for place in list(walk(params, main, shelf)):
        if place.files:
            params = replaced(params, place.path, _renamed(place, names))
    return params, names


def used_files(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> tuple[str, ...]:
    """The files of its own that the content names, each once; addresses of the web are none."""
    found = (file["path"] for place in walk(params, main, shelf) for file in place.files)
    return tuple(dict.fromkeys(path for path in found if "://" not in path))


def _renamed(place: Place, names: Mapping[str, str]) -> Any:
    if isinstance(place.value, list):
        return [_renamed_file(one, names) for one in place.value]
    return _renamed_file(place.value, names)


def _renamed_file(file: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    return {**file, "path": names.get(file["path"], file["path"])}


def _short(path: str) -> str:
    if len(path.encode()) <= _LONGEST_NAME:
        return path
    whole = PurePosixPath(path)
    mark = hashlib.sha256(path.encode()).hexdigest()[:12]
    start = whole.stem.encode()[:40].decode(errors="ignore").rstrip(". ")
    return f"{whole.parts[0][:20] if len(whole.parts) > 1 else 'files'}/{start}-{mark}{whole.suffix.lower()}"


def _library_files(order: Order, shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    for library in order.libraries:
        for path in sorted(library.files):
            yield f"{library.key.folder}/{path}", shelf.read(library.key, path)


def _write(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    package.writestr(entry, data)
