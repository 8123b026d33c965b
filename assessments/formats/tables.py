"""CSV and XLSX files as rows of plain cells, and cells that no spreadsheet takes for a formula. Knows no columns."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assessments.formats.drafts import Unreadable, UnreadableFile
from assessments.formats.texts import lines, size_of
from core import zips
from core.sheets import is_formula

Row = tuple[int, tuple[str, ...]]  # the number of the row, and its cells
MOST_ROWS, MOST_COLUMNS = 50_000, 2_000  # read of a sheet; questions in seven languages are wide

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_MOST_UNPACKED = 120 * 1024 * 1024
_MOST_PARTS = 200
# openpyxl lets every one of these out of a damaged file.
_DAMAGED = (
    *zips.DAMAGED, InvalidFileException, KeyError, IndexError, TypeError, SyntaxError, AttributeError,
)  # fmt: skip
# Signs that XML cannot hold or changes, written out; Office writes and reads them so.
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and ``unguarded`` puts right. A phone number keeps its plus."""
    return f"'{text}" if is_formula(text) or _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def for_workbook(text: str) -> str:
    """Text that Office would take for a sign written out, written out itself."""
    return _WRITTEN.sub(lambda found: f"_x005F{found[0]}", text)


def from_csv(file: IO[bytes]) -> Iterator[Row]:
    """The rows of a CSV file, with commas, semicolons or tabs between cells. Raises ``UnreadableFile``."""
    given = lines(file, newline="")
    first = next(given, "")
    separator = max(";,\t", key=first.count) if any(map(first.count, ";,\t")) else ","
    reader = csv.reader((line.replace("\0", "") for line in chain([first], given)), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, tuple(map(unguarded, cells))
    except csv.Error as error:
        raise UnreadableFile(Unreadable.NOT_TEXT, str(reader.line_num)) from error


def from_workbook(file: IO[bytes]) -> Iterator[Row]:
    """The rows of the first sheet of an XLSX file, read as they are asked for; so many at most, empty ones counted.

    Raises ``UnreadableFile``.
    """
    _vet(file)
    try:
        page = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        # A sheet may say that it is as large as Excel can hold, and openpyxl would make all of its empty cells.
        wide = min(page.max_column, MOST_COLUMNS) if page.max_column else None
        high = min(page.max_row or MOST_ROWS, MOST_ROWS)
        for number, cells in enumerate(page.iter_rows(max_col=wide, max_row=high, values_only=True), start=1):
            yield number, tuple(map(_plain, cells[:MOST_COLUMNS]))
    except _DAMAGED as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error


def _vet(file: IO[bytes]) -> None:
    """Before openpyxl unpacks anything: how large it really is. openpyxl refuses entities by itself."""
    size_of(file)
    try:
        packed = zips.Zip(file, most=_MOST_UNPACKED)
        if len(packed.members) > _MOST_PARTS:
            raise UnreadableFile(Unreadable.TOO_LARGE)
        for part in packed.members:
            if _has_doctype(packed.pieces(part)):
                raise UnreadableFile(Unreadable.UNSAFE)
    except zips.TooLarge as error:
        raise UnreadableFile(Unreadable.TOO_LARGE) from error
    except zips.NotAZip as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error
    file.seek(0)


def _has_doctype(pieces: Iterator[bytes]) -> bool:
    """A document type stands before everything else in a part."""
    begin = next(pieces, b"")[:4096].replace(b"\0", b"")
    deque(pieces, maxlen=0)  # to the end: only what was unpacked is counted
    return b"<!DOCTYPE" in begin or b"<!ENTITY" in begin


def _plain(value: Any) -> str:
    """What a person would read in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return unguarded(_WRITTEN.sub(lambda found: chr(int(found[1], 16)), str(value)))
