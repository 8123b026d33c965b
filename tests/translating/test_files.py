"""Messages go out as PO and XLSX and come back as they went."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.zips import damaged, understated, zipped
from translating import pofiles, workbooks
from translating.messages import Mark, Message, Row, Unreadable, UnreadableFile

HARD = (
    "عقد العمل \u200f— 24 ساعة", "👩🏽‍🍳 emoji", "one\ntwo\r\nthree\ttab", "<b>bold</b> & <a id=\"a1\">link</a>",
    "=1+1", "+63 2 123", "@SUM(A1)", "-x", "_x0041_", "\x0b\x1f\x07", "\u2028\x85", " lead and trail ",
    "\\n \"quoted\"", "नेपाली क्ष", "\ufeff", "%(count)s {name}",
)  # fmt: skip
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)
KEYS = st.text(alphabet="abcdef0123456789/:.#-_", min_size=1, max_size=40)


def po(messages):
    return pofiles.write(messages, language="ar", plural_forms="nplurals=1; plural=0;", project="Baon")


def rows(messages):
    return [(one.key, one.source, one.target, one.mark) for one in messages]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(KEYS, TEXT | st.sampled_from(HARD), TEXT | st.sampled_from(HARD)), max_size=5))
def test_every_sign_comes_back(found):
    messages = [Message(k, "A › b", s, t, Mark.DONE if t else Mark.EMPTY) for k, s, t in found]
    assert rows(pofiles.read(po(messages))) == rows(messages)
    assert rows(workbooks.read(workbooks.write(messages, right_to_left=True))) == rows(messages)


def test_marks_and_comments_come_back():
    message = Message("a/b#1", "Lesson › text", "New", "Luma", Mark.REVISE, "Is this right?", before="Old")
    expected = ("a/b#1", "New", "Luma", Mark.REVISE, "Is this right?")
    for row in (*pofiles.read(po([message])), *workbooks.read(workbooks.write([message], right_to_left=False))):
        assert (row.key, row.source, row.target, row.mark, row.comment) == expected


def test_a_catalogue_reads_as_gettext_writes_it():
    text = po([Message("k", "Lesson › text", 'Say "no"', "Sabihin", Mark.REVISE, "why", before="Say it")]).decode()
    assert text.endswith(
        '# why\n#. Lesson › text\n#, fuzzy\n#| msgid "Say it"\nmsgctxt "k"\nmsgid "Say \\"no\\""\nmsgstr "Sabihin"\n'
    )


def test_a_catalogue_as_poedit_saves_it_is_read():
    saved = (
        'msgid ""\nmsgstr ""\n"Language: fil\\n"\n\n'
        '#. Lesson\nmsgctxt "k#1"\nmsgid ""\n"One\\n"\n"two"\nmsgstr ""\n"Isa\\n"\n"dalawa"\n\n'
        '#~ msgctxt "gone"\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    assert pofiles.read(saved.encode()) == (Row(5, "k#1", "One\ntwo", "Isa\ndalawa", Mark.DONE),)


def test_nothing_in_a_workbook_is_a_formula():
    made = workbooks.write([Message("k", "c", "=1+1", "=HYPERLINK(0)", Mark.DONE)], right_to_left=False)
    cells = [cell for row in load_workbook(BytesIO(made)).worksheets[0].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value)


def test_a_formula_that_comes_back_is_told():
    book = Workbook()
    book.active.append(["key", "English", "translation"])
    book.active.append(["k", "One", "=1+1"])
    held = BytesIO()
    book.save(held)
    [row] = workbooks.read(held.getvalue())
    assert row.formula


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", Unreadable.NOT_A_WORKBOOK),
        (b"", Unreadable.NOT_A_WORKBOOK),
        (zipped({"a.txt": b"x"}), Unreadable.NOT_A_WORKBOOK),
        (zipped({"xl/a.xml": b"<!DOCTYPE lolz [<!ENTITY a 'b'>]>"}), Unreadable.UNSAFE),
        (zipped({"big.bin": b"\x00" * 70_000_000}), Unreadable.TOO_LARGE),
        (understated("xl/a.xml", b"\x00" * 70_000_000), Unreadable.TOO_LARGE),
        (understated("xl/a.xml", b"<!-- -->  <!DOCTYPE x>"), Unreadable.NOT_A_WORKBOOK),
        (zipped({"a.xml": b"x"}, packing=zipfile.ZIP_BZIP2), Unreadable.NOT_A_WORKBOOK),
        (zipped({"a.xml": b"x"}, packing=zipfile.ZIP_LZMA), Unreadable.NOT_A_WORKBOOK),
        (damaged("xl/a.xml"), Unreadable.NOT_A_WORKBOOK),
        (b"x" * (workbooks.MOST_BYTES + 1), Unreadable.TOO_LARGE),
    ],
)
def test_a_hostile_workbook_is_refused(data, reason):
    with pytest.raises(UnreadableFile) as refused:
        workbooks.read(data)
    assert refused.value.reason is reason


def test_a_workbook_without_our_columns_is_refused():
    held = BytesIO()
    Workbook().save(held)
    with pytest.raises(UnreadableFile) as refused:
        workbooks.read(held.getvalue())
    assert refused.value.reason is Unreadable.NO_COLUMNS


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"hello\nworld", b"PK\x03\x04"])
def test_what_is_no_catalogue_is_refused(data):
    with pytest.raises(UnreadableFile):
        pofiles.read(data)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for read in (pofiles.read, workbooks.read):
        with suppress(UnreadableFile):
            read(data)
