"""A version of a content, as ``h5p_python`` reads it and as it is packed. Stores nothing."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from h5p_python import Content, Manifest

from h5p.models import InteractiveVersion

_MANIFEST, _PARAMS, _FOLDER = "h5p.json", "content/content.json", "content/"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Unreadable(ValueError):
    """The package of a version, which was written here, says nothing of what it is."""


@dataclass(frozen=True)
class KeptContent:
    """A version that lies in the storage. Its parameters are filtered already."""

    version: InteractiveVersion

    @cached_property
    def manifest(self) -> Manifest:
        found = Manifest.from_json(json.loads(self._package.read(_MANIFEST)))
        if found is None:
            raise Unreadable(str(self.version.pk))
        return found

    @cached_property
    def files(self) -> Mapping[str, str]:
        names = (name for name in self._package.namelist() if name.startswith(_FOLDER) and name != _PARAMS)
        return {
            name.removeprefix(_FOLDER): hashlib.sha256(self._package.read(name)).hexdigest() for name in sorted(names)
        }

    def params(self) -> dict[str, Any]:
        return dict(self.version.params)

    def read_file(self, path: str) -> bytes:
        try:
            return self._package.read(f"{_FOLDER}{path}")
        except KeyError as error:
            raise FileNotFoundError(path) from error

    @cached_property
    def _package(self) -> zipfile.ZipFile:
        with self.version.package.open("rb") as file:
            return zipfile.ZipFile(io.BytesIO(file.read()))


def mark_of(version: InteractiveVersion) -> str:
    """The same for editions that say and show the same, whatever they play with and however they came."""
    kept = KeptContent(version)
    about = kept.manifest
    said = [about.title, about.language, about.license, about.authors, version.main, version.params, dict(kept.files)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def packed(content: Content, params: Mapping[str, Any]) -> bytes:
    """The content without its libraries. Equal contents, equal bytes."""
    target = io.BytesIO()
    manifest = content.manifest
    described = manifest.to_json(dependencies=dict.fromkeys((manifest.main, *manifest.dependencies)))
    with zipfile.ZipFile(target, "w") as package:
        _write(package, _MANIFEST, _json(described))
        _write(package, _PARAMS, _json(dict(params)))
        for path in sorted(content.files):
            _write(package, f"{_FOLDER}{path}", content.read_file(path))
    return target.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their names, as one archive. Equal files, equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(files.items()):
            _write(archive, name, data)
    return target.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _write(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)
