"""Answers that are files: rows that a browser keeps, and sound or film of which a player asks for a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from core import ranges, sheets
from core.sheets import Row

_PIECE = 64 * 1024


def csv_file(rows: Iterable[Row], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(sheets.csv_lines(rows), content_type=sheets.CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_file(rows: Iterable[Row], name: str) -> HttpResponseBase:
    """From right to left, where the page that offers it is."""
    made = sheets.xlsx_file(rows, right_to_left=translation.get_language_bidi())
    return FileResponse(made, as_attachment=True, filename=name, content_type=sheets.XLSX_TYPE)


FILES: dict[str, Callable[[Iterable[Row], str], HttpResponseBase]] = {"csv": csv_file, "xlsx": xlsx_file}


def in_parts(request: HttpRequest, file: File[bytes], *, content_type: str) -> HttpResponseBase:
    """The file, or the part of it that a player asks for, piece by piece: a film never stands in memory."""
    try:
        part = ranges.part(request.headers.get("Range", ""), file.size)
    except ranges.NothingThere:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    if part is None:
        return FileResponse(file, content_type=content_type, headers={"Accept-Ranges": "bytes"})
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(len(part)),
        "Content-Range": f"bytes {part.start}-{part.stop - 1}/{file.size}",
    }
    return StreamingHttpResponse(_pieces(file, part), status=206, content_type=content_type, headers=headers)


def _pieces(file: File[bytes], part: range) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
