"""Messages as an XLSX workbook and back. Nothing in it runs; every sign comes back as it went out. Knows no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from core import zips
from translating.messages import Mark, Message, Row, Unreadable, UnreadableFile

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = ("key", "context", "English", "translation", "state", "comment")
_WIDTHS = (18, 30, 60, 60, 14, 30)
MOST_BYTES = 5 * 1024 * 1024
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 200
_MOST_ROWS = 20_000
# openpyxl lets every one of these out of a damaged file.
_DAMAGED = (*zips.DAMAGED, InvalidFileException, KeyError, IndexError, TypeError, SyntaxError, AttributeError)
_LONGEST = 32_767  # what a cell can hold; openpyxl would cut the rest off
# Signs that XML cannot hold or changes, and what looks like such a sign written out. Office writes both so.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellTooLong(ValueError):
    """A passage is longer than a cell can hold."""


def write(messages: Iterable[Message], *, right_to_left: bool) -> bytes:
    """A workbook of one sheet. Raises ``CellTooLong``."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Translation")
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in COLUMNS])
    for one in messages:
        words = (one.key, one.context, one.source, one.target, one.mark.value, one.comment)
        sheet.append([_cell(sheet, text) for text in words])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Cell:
    held = _UNFIT.sub(_written, text)
    if len(held) > _LONGEST:
        raise CellTooLong(text[:60])
    cell: Cell = WriteOnlyCell(sheet, value=held)
    cell.data_type = "s"  # openpyxl takes text that begins with "=" for a formula
    cell.quotePrefix = True  # and so would Excel, once somebody has edited the cell
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _written(found: re.Match[str]) -> str:
    sign = found[0]
    return f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_"


def _read_back(text: str) -> str:
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


def read(data: bytes) -> tuple[Row, ...]:
    """The rows of a workbook, in bounded memory. Columns are found by name. Raises ``UnreadableFile``."""
    _vet(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True)
        lines = book.worksheets[0].iter_rows(max_row=_MOST_ROWS + 2)
        return tuple(_rows(lines))
    except UnreadableFile:
        raise
    except _DAMAGED as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error


def _vet(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise UnreadableFile(Unreadable.TOO_LARGE)
    try:
        packed = zips.Zip(BytesIO(data), most=_MOST_UNPACKED)
        if len(packed.members) > _MOST_PARTS:
            raise UnreadableFile(Unreadable.TOO_LARGE)
        for part in packed.members:
            content = b"".join(packed.pieces(part))
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content:
                raise UnreadableFile(Unreadable.UNSAFE)
    except zips.TooLarge as error:
        raise UnreadableFile(Unreadable.TOO_LARGE) from error
    except zips.NotAZip as error:
        raise UnreadableFile(Unreadable.NOT_A_WORKBOOK) from error


def _rows(lines: Iterator[Sequence[Any]]) -> Iterator[Row]:
    places = _places(next(lines, ()))
    for number, line in enumerate(lines, start=2):
        if number > _MOST_ROWS + 1:
            raise UnreadableFile(Unreadable.TOO_LARGE)
        row = _row(number, {name: line[at] for name, at in places.items() if at < len(line)})
        if row:
            yield row


def _places(head: Sequence[Any]) -> dict[str, int]:
    names = {str(cell.value or "").strip().casefold(): at for at, cell in enumerate(head)}
    found = {name: names[name.casefold()] for name in COLUMNS if name.casefold() in names}
    if not {"key", "English", "translation"} <= set(found):
        raise UnreadableFile(Unreadable.NO_COLUMNS)
    return found


def _row(number: int, cells: dict[str, Any]) -> Row | None:
    words = {name: _read_back(str(cell.value)) if cell.value is not None else "" for name, cell in cells.items()}
    if not words["key"].strip():
        return None
    said = words.get("state", "").strip().casefold()
    mark = Mark.REVISE if said == Mark.REVISE.value else Mark.DONE if words["translation"] else Mark.EMPTY
    formula = any(cell.data_type == "f" for cell in cells.values())
    return Row(
        number, words["key"].strip(), words["English"], words["translation"], mark, words.get("comment", ""), formula
    )
