"""Files hold what the report holds, and nothing that runs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import sheets
from reports.tables import Column, Kind, Line, Report, sheet, words
from tests.reports.conftest import csv_cells, xlsx_cells


def report(*lines: tuple) -> Report:
    columns = (Column("Class", Kind.WORDS), Column("Day", Kind.DAY), Column("Enrolled", Kind.COUNT, "People."))
    return Report("classes", "Classes", (), "today", columns, tuple(Line(cells) for cells in lines), ())


def rows_of(*lines: tuple) -> tuple[list[list[str]], list[list[str]]]:
    made = report(*lines)
    with sheets.xlsx_file(sheet(made), right_to_left=False) as book:
        return csv_cells(b"".join(sheets.csv_lines(sheet(made)))), xlsx_cells(book.read())


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_is_disarmed(text):
    [line] = [line for line in sheets.csv_lines(sheet(report((text, "", 1)))) if b",,1" in line]
    assert line.lstrip(b'"').startswith(b"'")


@pytest.mark.parametrize("text", ["+254 700 000000", "+63 (2) 123-4567"])
def test_a_phone_number_keeps_its_plus(text):
    assert f"{text},,1\r\n".encode() in list(sheets.csv_lines(sheet(report((text, "", 1)))))


def test_numbers_and_days_are_typed_and_text_is_text():
    from openpyxl import load_workbook

    with sheets.xlsx_file(sheet(report(("=1+1", date(2026, 11, 2), 30))), right_to_left=True) as book:
        page = load_workbook(book).active
    [row] = [row for row in page.iter_rows() if row[0].value == "=1+1"]
    assert [cell.data_type for cell in row[:3]] == ["s", "d", "n"]
    assert page.sheet_view.rightToLeft


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20).map(words), st.integers(0, 10**6)), max_size=5))
def test_both_files_hold_the_same_whatever_a_class_is_called(given_lines):
    as_csv, as_xlsx = rows_of(*((f"x{title}", date(2026, 1, 2), count) for title, count in given_lines))
    assert as_csv == as_xlsx
    assert as_csv[3 : 3 + len(given_lines)] == [[f"x{title}", "2026-01-02", str(count)] for title, count in given_lines]
