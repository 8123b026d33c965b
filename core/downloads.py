"""Answers that a browser keeps as a file of rows. What stands in the rows is decided by who calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from core import sheets
from core.sheets import Row


def csv_file(rows: Iterable[Row], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(sheets.csv_lines(rows), content_type=sheets.CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_file(rows: Iterable[Row], name: str) -> HttpResponseBase:
    """From right to left, where the page that offers it is."""
    made = sheets.xlsx_file(rows, right_to_left=translation.get_language_bidi())
    return FileResponse(made, as_attachment=True, filename=name, content_type=sheets.XLSX_TYPE)


FILES: dict[str, Callable[[Iterable[Row], str], HttpResponseBase]] = {"csv": csv_file, "xlsx": xlsx_file}
