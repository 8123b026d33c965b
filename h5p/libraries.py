"""The libraries that are installed, as ``h5p_python`` reads them. Installs none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from h5p_python import Library as Described
from h5p_python import LibraryKey, Shelf

from h5p.models import Library, LibraryRequest


class Installed:
    """Each row is read once, and each archive: take a new one after an install."""

    def __init__(self) -> None:
        self._rows: dict[LibraryKey, Library] | None = None
        self._archives: dict[LibraryKey, zipfile.ZipFile] = {}

    def find(self, key: LibraryKey) -> Described | None:
        row = self._all().get(key)
        return Described.from_json(row.described, files=row.files) if row else None

    def keys(self) -> Iterable[LibraryKey]:
        return tuple(self._all())

    def read(self, key: LibraryKey, path: str) -> bytes:
        if key not in self._archives:
            with self._all()[key].archive.open("rb") as file:
                self._archives[key] = zipfile.ZipFile(io.BytesIO(file.read()))
        return self._archives[key].read(path)

    def _all(self) -> dict[LibraryKey, Library]:
        if self._rows is None:
            self._rows = {row.key: row for row in Library.objects.all()}
        return self._rows


def shelf() -> Shelf:
    """All that is installed. It remembers what it read: take a new one for each piece of work."""
    return Shelf(Installed())


def allowed() -> frozenset[str]:
    """The fingerprints that an administrator has allowed."""
    approved = LibraryRequest.objects.filter(answer=LibraryRequest.Answer.APPROVED).values_list("sha256", flat=True)
    return frozenset(approved) | frozenset(Library.objects.values_list("sha256", flat=True))
