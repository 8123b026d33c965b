"""The formats that questions come and go in: their names, how they are read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.formats import aiken, gift_reading, gift_writing, moodle_reading, moodle_writing, sheet, tables
from assessments.formats.drafts import Draft, Noted, RowError
from core.sheets import CSV_TYPE, XLSX_TYPE

Found = Iterator[Draft | RowError]


@dataclass(frozen=True)
class Format:
    """How a format is called and read. ``write`` is missing where all languages go into one file, as rows."""

    name: Promise
    ending: str
    media_type: str
    read: Callable[..., Found]
    write: Callable[[Iterable[Draft], str, Noted], Iterator[str]] | None = None


def _csv(file: IO[bytes], *, language: str) -> Found:
    return sheet.read(tables.from_csv(file), language=language)


def _workbook(file: IO[bytes], *, language: str) -> Found:
    return sheet.read(tables.from_workbook(file), language=language)


FORMATS = {
    "xlsx": Format(_("Spreadsheet (XLSX)"), "xlsx", XLSX_TYPE, _workbook),
    "csv": Format(_("Spreadsheet (CSV)"), "csv", CSV_TYPE, _csv),
    "gift": Format(
        _("GIFT"), "txt", "text/plain; charset=utf-8", gift_reading.read,
        lambda drafts, language, note: gift_writing.write(drafts, language=language, note=note),
    ),
    "moodle": Format(
        _("Moodle XML"), "xml", "application/xml", moodle_reading.read,
        lambda drafts, language, note: moodle_writing.write(drafts, language=language, note=note),
    ),
    "aiken": Format(
        _("Aiken"), "txt", "text/plain; charset=utf-8", aiken.read,
        lambda drafts, language, note: aiken.write(drafts, language=language, note=note),
    ),
}  # fmt: skip
