"""Writes a report as CSV and as XLSX. What stands in it is decided in ``tables``."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from reports.tables import Report, Value, sheet

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_PHONE = re.compile(r"^\+[0-9][0-9 ()./-]*$")
_IN_MEMORY = 1024 * 1024


class _Echo:
    """A file that hands every line back, so that it can be streamed."""

    def write(self, line: str) -> str:
        return line


def csv_lines(report: Report) -> Iterator[bytes]:
    """The report line by line, with the mark by which Excel knows UTF-8."""
    yield "\ufeff".encode()
    writer = csv.writer(_Echo())
    for line in sheet(report):
        yield writer.writerow([_harmless(value) for value in line]).encode()


def xlsx_file(report: Report, *, right_to_left: bool) -> IO[bytes]:
    """The report as a workbook, read from its beginning. Beyond a megabyte it stands on disk, not in memory."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.sheet_view.rightToLeft = right_to_left
    for line in sheet(report):
        page.append([_typed(page, value) for value in line])
    made = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    book.save(made)
    made.seek(0)
    return made


def _harmless(value: Value) -> str:
    """Text that no spreadsheet takes for a formula. A phone number keeps its plus."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _PHONE.match(text) else text


def _typed(page: Any, value: Value) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # days are taken too
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes text that begins with "=" for a formula
    return cell
