"""What a format can carry comes back as it went, whatever the texts."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given

from assessments.formats import aiken, gift_reading, gift_writing, moodle_reading, moodle_writing, sheet, tables
from assessments.formats.drafts import WHOLE
from assessments.questions import Kind
from core import sheets
from tests.assessments.formats import naughty
from tests.assessments.formats.trips import back_in_the_bank, entry_of, there_and_back

GIFT = (gift_writing.write, gift_reading.read)
MOODLE = (moodle_writing.write, moodle_reading.read)


@pytest.mark.parametrize(("write", "read"), [GIFT, MOODLE], ids=["gift", "moodle"])
@given(draft=naughty.drafts())
def test_a_question_taken_back_changes_nothing(write, read, draft):
    """Also what the format cannot carry stays in the bank as it was."""
    found, lacks = there_and_back(write, read, draft)
    if set(lacks) & WHOLE:
        assert found == []
        return
    [again] = found
    before, after = back_in_the_bank(draft, again)
    assert after == before


@pytest.mark.parametrize(("write", "read"), [GIFT, MOODLE], ids=["gift", "moodle"])
@given(draft=naughty.drafts(language="ar", kinds=tuple(kind for kind in Kind if kind is not Kind.TRUE_FALSE)))
def test_a_question_comes_new_to_another_bank_as_it_was(write, read, draft):
    found, lacks = there_and_back(write, read, draft, "ar")
    if set(lacks) & WHOLE:
        return
    [again] = found
    came, was = entry_of(replace(again, key=draft.key)), entry_of(draft)
    if not lacks:
        assert came == was
    assert (came.question.stem, came.question.kind, came.question.number) == (
        was.question.stem, was.question.kind, was.question.number,
    )  # fmt: skip


@given(draft=naughty.drafts(kinds=(Kind.SINGLE,)))
def test_aiken_brings_the_words_back(draft):
    found, lacks = there_and_back(aiken.write, aiken.read, draft)
    if set(lacks) & WHOLE:
        assert found == []
        return
    [again] = found
    assert (again.stem, [(one.text, one.correct) for one in again.options]) == (
        draft.stem, [(one.text, one.correct) for one in draft.options],
    )  # fmt: skip


def _by_csv(rows):
    return tables.from_csv(BytesIO(b"".join(sheets.csv_lines(rows))))


def _by_workbook(rows):
    written = [[tables.for_workbook(cell) for cell in row] for row in rows]
    return tables.from_workbook(sheets.xlsx_file(written, right_to_left=False))


@pytest.mark.parametrize("by", [_by_csv, _by_workbook], ids=["csv", "xlsx"])
@given(draft=naughty.drafts())
def test_a_spreadsheet_brings_everything_to_another_bank(by, draft):
    shape = sheet.shape_of([draft], languages=["en", "ar"])
    [again] = sheet.read(by(sheet.rows([draft], shape)), language="en")
    assert entry_of(again) == entry_of(draft)
