"""Takes recordings out of a zip that somebody chose. What it says of itself is not believed; no name makes a path."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import IO

from core import zips
from media.sounds import LARGEST

MOST_FILES = 500
MOST_BYTES = 64 * 1024 * 1024  # of all together, counted as they are read
_ENOUGH = LARGEST // zips.PIECE + 1  # pieces that show whether a recording is too large


class NotABundle(ValueError):
    """This is no zip, or it is locked, broken or larger than a class of recordings can be."""


def is_bundle(name: str) -> bool:
    return name.lower().endswith(".zip")


def files_in(file: IO[bytes], *, beside: Sequence[tuple[str, bytes]] = ()) -> list[tuple[str, bytes]]:
    """The last part of each name, and the bytes. One that is too large for a recording is cut off behind that size.

    ``beside`` is what came out of other zips before, and counts as well. Raises ``NotABundle``.
    """
    try:
        packed = zips.Zip(file, most=MOST_BYTES - sum(len(content) for _name, content in beside))
        members = [member for member in packed.members if _is_meant(member)]
        if len(members) + len(beside) > MOST_FILES:
            raise NotABundle("too many")
        return [(_path(member).name, _content(packed, member)) for member in members]
    except zips.NotAZip as error:
        raise NotABundle("unreadable") from error
    except zips.TooLarge as error:
        raise NotABundle("too large") from error


def _is_meant(member: zipfile.ZipInfo) -> bool:
    """Not a folder, and not what systems put beside files."""
    path = _path(member)
    return not member.is_dir() and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))


def _content(packed: zips.Zip, member: zipfile.ZipInfo) -> bytes:
    return b"".join(islice(packed.pieces(member), _ENOUGH))[: LARGEST + 1]
