"""Writes rows as CSV and as XLSX files that run nothing. What stands in the rows is decided by who calls."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

Value = str | int | date
Row = Sequence[Value]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]*")
_IN_MEMORY = 1024 * 1024


class _Echo:
    """A file that hands every line back, so that it can be streamed."""

    def write(self, line: str) -> str:
        return line


def words(text: str) -> str:
    """What a person wrote, without the signs that a spreadsheet cannot hold; so all forms read alike."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take this for a formula. A phone number keeps its plus."""
    return bool(_FORMULA.match(text)) and not _PHONE.fullmatch(text)


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows line by line, with the mark by which Excel knows UTF-8."""
    yield "\ufeff".encode()
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([_harmless(value) for value in row]).encode()


def xlsx_file(rows: Iterable[Row], *, right_to_left: bool) -> IO[bytes]:
    """The rows as a workbook, read from its beginning. Beyond a megabyte it stands on disk, not in memory."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.sheet_view.rightToLeft = right_to_left
    for row in rows:
        page.append([_typed(page, value) for value in row])
    made = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    book.save(made)
    made.seek(0)
    return made


def _harmless(value: Value) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if is_formula(text) else text


def _typed(page: Any, value: Value) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # days are taken too
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes text that begins with "=" for a formula
    return cell
