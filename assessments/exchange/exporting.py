"""Gives questions out in a format, and says what of them the format leaves out. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.db.models import QuerySet

from assessments.exchange.kinds import FORMATS
from assessments.exchange.rows import every
from assessments.formats import sheet, tables
from assessments.formats.drafts import WHOLE, Draft, Lack, Noted
from assessments.formats.merging import draft_of
from assessments.models import Question
from core import sheets
from core.models import Topic

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SHEETS = frozenset({"xlsx", "csv"})


@dataclass(frozen=True)
class LeftOut:
    """One reason, and the keys of the questions it is about. ``whole`` says that they are not in the file at all."""

    lack: Lack
    keys: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return self.lack in WHOLE


@dataclass(frozen=True)
class Preview:
    """What an export would hold."""

    questions: int
    left_out: tuple[LeftOut, ...]


def chosen(topic: Topic | None) -> QuerySet[Question]:
    """Everything of a topic or of all that is not retired, topic by topic."""
    rows: QuerySet[Question] = Question.objects.filter(retired_at=None)
    rows = rows.order_by("topic__position", "topic__code", "key")
    return rows.filter(topic=topic) if topic else rows


def preview(rows: QuerySet[Question], *, format: str, language: str) -> Preview:
    """How many questions the file will hold, and what is left out of it and why."""
    lacks: dict[Lack, list[str]] = {}
    for _piece in _texts(rows, format, language, lambda draft, lack: lacks.setdefault(lack, []).append(draft.key)):
        pass
    left = tuple(LeftOut(lack, tuple(lacks[lack])) for lack in Lack if lack in lacks)
    missing = {key for one in left if one.whole for key in one.keys}
    return Preview(rows.count() - len(missing), left)


def lines(rows: QuerySet[Question], *, format: str, language: str) -> Iterator[bytes]:
    """The file, piece by piece; for all formats but XLSX."""
    if format in SHEETS:
        yield from sheets.csv_lines(_sheet_rows(rows))
    else:
        yield from (piece.encode() for piece in _texts(rows, format, language, lambda _draft, _lack: None))


def workbook(rows: QuerySet[Question], *, right_to_left: bool) -> IO[bytes]:
    """The XLSX file, read from its beginning."""
    made = ([tables.for_workbook(cell) for cell in row] for row in _sheet_rows(rows))
    return sheets.xlsx_file(made, right_to_left=right_to_left)


def template() -> Iterator[tuple[str, ...]]:
    """The rows of an empty sheet: the names of the columns, for English and four answers."""
    return sheet.rows([], sheet.Shape((settings.LANGUAGE_CODE,), 4))


def _sheet_rows(rows: QuerySet[Question]) -> Iterator[tuple[str, ...]]:
    """Read twice: first for the columns that are needed, so that memory stays flat."""
    return sheet.rows(_drafts(rows), sheet.shape_of(_drafts(rows), languages=_LANGUAGES))


def _drafts(rows: QuerySet[Question]) -> Iterator[Draft]:
    return (draft_of(entry) for entry in every(rows))


def _texts(rows: QuerySet[Question], format: str, language: str, note: Noted) -> Iterable[str]:
    write = FORMATS[format].write
    return write(_drafts(rows), language, note) if write else ()
