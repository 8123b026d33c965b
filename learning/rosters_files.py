"""Opens a class list, whatever it was saved with, as rows of cells. Knows no columns and no people."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from assessments.formats import tables
from assessments.formats.drafts import Unreadable, UnreadableFile
from assessments.formats.tables import Row
from learning.rosters_headings import columns_of

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
_MOST_EMPTY = 1_000  # rows without a word, one after the other: a sheet may say that it has a million
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PIECE = 64 * 1024
_OLDER = ("cp1252", "cp1256")  # what Excel saves as CSV in our countries, where it does not save UTF-8
_BEGIN = 4096


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Iterator[Row]]:
    """The rows that say something, with their numbers, read as they are asked for. Raises ``UnreadableFile``."""
    with tempfile.TemporaryFile() as copy:
        size = 0
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > MOST_BYTES:
                raise UnreadableFile(Unreadable.TOO_LARGE)
            copy.write(piece)
        copy.seek(0)
        yield _rows(copy)


def _rows(file: IO[bytes]) -> Iterator[Row]:
    begin = file.read(4)
    file.seek(0)
    if begin == _OLD_OFFICE:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK)
    if begin == _ZIP:
        yield from _saying(tables.from_workbook(file))
        return
    with tempfile.TemporaryFile() as clear:
        yield from _saying(tables.from_csv(clear if _in_utf8(file, clear) else file))


def _saying(rows: Iterator[Row]) -> Iterator[Row]:
    silent = count = 0
    for number, cells in rows:
        kept = tuple(islice(cells, MOST_COLUMNS))
        silent = 0 if any(cell.strip() for cell in kept) else silent + 1
        if silent > _MOST_EMPTY:
            return
        if silent:
            continue
        count += 1
        if count > MOST_ROWS + 1:  # the headings are one
            raise UnreadableFile(Unreadable.TOO_MANY, str(MOST_ROWS))
        yield number, kept


def _in_utf8(file: IO[bytes], clear: IO[bytes]) -> bool:
    """Write an older encoding anew; false where the file needs none of this."""
    begin = file.read(_BEGIN)
    file.seek(0)
    if b"\0" in begin or begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf8(file):
        file.seek(0)
        return False
    encoding = max(_OLDER, key=lambda name: _known(begin, name))
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    file.seek(0)
    while piece := file.read(_PIECE):
        clear.write(decoder.decode(piece).encode())
    clear.seek(0)
    return True


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _known(begin: bytes, encoding: str) -> int:
    """How many headings are known, read in this encoding."""
    head = begin.decode(encoding, "replace").splitlines()[0]
    separator = max(";,\t", key=head.count)
    return len(columns_of([cell.strip(' "') for cell in head.split(separator)]))
