"""Unpacks zips that somebody sent, believing nothing they say of themselves. Knows nothing of what they are for."""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from typing import IO

PIECE = 64 * 1024
_LONGEST_DIRECTORY = 1024 * 1024  # bytes: some thousand members
# Of any other packing zipfile unpacks all that it has read, however little was asked for.
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# zipfile lets every one of these out of a damaged file.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError, OSError,
)  # fmt: skip


class NotAZip(ValueError):
    """This is no zip, or it is locked, broken, packed in another way than most are, or larger than it says."""


class TooLarge(ValueError):
    """More comes out of it than may."""


class _Sipped:
    """A file of which nobody asks much at once: zipfile reads a directory whole, as long as it says it is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_DIRECTORY:
            raise NotAZip("directory")
        return self._file.read(size)


class Zip:
    """A zip whose directory was read, and no member yet. ``most`` bytes may come out of all members together."""

    def __init__(self, file: IO[bytes], *, most: int) -> None:
        """Raises ``NotAZip``."""
        try:
            self._packed = zipfile.ZipFile(_Sipped(file))
        except DAMAGED as error:
            raise NotAZip("unreadable") from error
        self._left = most
        self.members = tuple(self._packed.infolist())

    def pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a member, ``PIECE`` by ``PIECE``. What is wrong may show with the last one only.

        Raises ``NotAZip`` and ``TooLarge``.
        """
        if member.compress_type not in PACKINGS:
            raise NotAZip("packing")
        size = 0
        for piece in self._unpacked(member):
            size += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise TooLarge(member.filename)
            yield piece
        if size != member.file_size:
            raise NotAZip("size")

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        # zipfile stops at the size a member declares, and whoever reads the member whole unpacks all the same.
        boundless = copy(member)
        boundless.file_size = sys.maxsize
        try:
            with self._packed.open(boundless) as opened:
                while piece := opened.read(PIECE):
                    yield piece
        except DAMAGED as error:
            raise NotAZip("unreadable") from error
