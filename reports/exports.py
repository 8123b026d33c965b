"""A report as CSV and as XLSX. What stands in it is decided in ``tables``, how files are written in ``core.sheets``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from core import sheets
from core.sheets import CSV_TYPE, XLSX_TYPE
from reports.tables import Report, sheet

__all__ = ["CSV_TYPE", "XLSX_TYPE", "csv_lines", "xlsx_file"]


def csv_lines(report: Report) -> Iterator[bytes]:
    return sheets.csv_lines(sheet(report))


def xlsx_file(report: Report, *, right_to_left: bool) -> IO[bytes]:
    return sheets.xlsx_file(sheet(report), right_to_left=right_to_left)
