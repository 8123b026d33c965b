"""CSV and XLSX files as rows of plain cells, and cells that no spreadsheet takes for a formula. Knows no columns."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assessments.formats.drafts import Unreadable, UnreadableFile
from assessments.formats.texts import lines, size_of

Row = tuple[int, tuple[str, ...]]  # the number of the row, and its cells

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]*")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_MOST_UNPACKED = 120 * 1024 * 1024
_MOST_PARTS = 200
# openpyxl lets every one of these out of a damaged file.
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, SyntaxError, EOFError,
    AttributeError, NotImplementedError, OSError,
)  # fmt: skip
# Signs that XML cannot hold or changes, written out; Office writes and reads them so.
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and ``unguarded`` puts right. A phone number keeps its plus."""
    formula = _FORMULA.match(text) and not _PHONE.fullmatch(text)
    return f"'{text}" if formula or _GUARDED.match(text) else text


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
    """The rows of the first sheet of an XLSX file, read as they are asked for. Raises ``UnreadableFile``."""
    _vet(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, tuple(map(_plain, cells))
    except _DAMAGED as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error


def _vet(file: IO[bytes]) -> None:
    """Before anything is unpacked: how large it would be. openpyxl refuses entities by itself."""
    size_of(file)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
                raise UnreadableFile(Unreadable.TOO_LARGE)
            if any(_has_doctype(packed, part) for part in parts):
                raise UnreadableFile(Unreadable.UNSAFE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error
    file.seek(0)


def _has_doctype(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A document type stands before everything else in a part."""
    with packed.open(part) as opened:
        begin = opened.read(4096).replace(b"\0", b"")
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
