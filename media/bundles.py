"""Takes recordings out of a zip that somebody chose. What it says of itself is not believed; no name makes a path."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from media.sounds import LARGEST

MOST_FILES = 500
MOST_BYTES = 64 * 1024 * 1024  # of all together, counted as they are read


class NotABundle(ValueError):
    """This is no zip, or it is locked, broken or larger than a class of recordings can be."""


def is_bundle(name: str) -> bool:
    return name.lower().endswith(".zip")


def files_in(file: IO[bytes]) -> list[tuple[str, bytes]]:
    """The last part of each name, and the bytes. One that is too large for a recording is cut off behind that size.

    Raises ``NotABundle``.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            entries = [entry for entry in packed.infolist() if _is_meant(entry)]
            if len(entries) > MOST_FILES:
                raise NotABundle("too many")
            return list(_read(packed, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise NotABundle("unreadable") from error


def _is_meant(entry: zipfile.ZipInfo) -> bool:
    """Not a folder, and not what systems put beside files."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return not entry.is_dir() and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _read(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    taken = 0
    for entry in entries:
        with packed.open(entry) as member:
            content = member.read(LARGEST + 1)
        taken += len(content)
        if taken > MOST_BYTES:
            raise NotABundle("too large")
        yield PurePosixPath(entry.filename.replace("\\", "/")).name, content
