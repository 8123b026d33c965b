"""Writes a zip in which nothing depends on the day or the machine. Knows no records."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from hashlib import sha256
from typing import IO

from handover.manifest import NAME, Listed, Manifest

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


class Packer:
    """Adds files one after the other; ``finish`` adds the manifest, last because only then all are known."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w")
        self.files: dict[str, Listed] = {}

    def add(self, name: str, content: bytes) -> None:
        self.add_pieces(name, [content], packed=True)

    def add_pieces(self, name: str, pieces: Iterable[bytes], *, packed: bool = False) -> None:
        """``packed`` only for words: pictures and recordings are as small as they get."""
        if name in self.files:
            raise ValueError(f"Two files are called {name}.")
        mark, size = sha256(), 0
        with self._zip.open(_entry(name, packed=packed), "w") as member:
            for piece in pieces:
                member.write(piece)
                mark.update(piece)
                size += len(piece)
        self.files[name] = Listed(mark.hexdigest(), size)

    def finish(self, manifest: Manifest) -> None:
        with self._zip.open(_entry(NAME, packed=True), "w") as member:
            member.write(manifest.written())
        self._zip.close()


def _entry(name: str, *, packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.create_system = 3
    entry.external_attr = _READABLE
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return entry
