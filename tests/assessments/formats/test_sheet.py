from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from assessments.formats import sheet, tables, texts
from assessments.formats.drafts import Draft, Refusal, RowError, Unreadable, UnreadableFile
from assessments.questions import Area, Kind, Number
from tests.assessments import examples
from tests.assessments.formats.trips import draft_of_question, entry_of
from tests.zips import damaged, understated, zipped


def read(text: str | bytes, language: str = "en") -> list[Draft | RowError]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(sheet.read(tables.from_csv(BytesIO(data)), language=language))


@pytest.mark.parametrize("question", examples.EVERY_KIND, ids=lambda question: question.kind)
def test_every_kind_comes_back_in_every_language(question):
    draft = draft_of_question(question)
    rows = enumerate(sheet.rows([draft], sheet.shape_of([draft], languages=["en", "fil", "ar"])))
    [again] = sheet.read(((at, tuple(map(tables.unguarded, row))) for at, row in rows), language="en")
    assert entry_of(again) == entry_of(draft)


def test_only_columns_that_are_needed_are_written():
    draft = draft_of_question(examples.true_false())
    assert sheet.shape_of([draft], languages=["ar", "en", "fil"]) == sheet.Shape(("en",), 2)


def test_a_row_typed_by_hand():
    head = "Kind;Stem;Option 1;option_2;RIGHT;must_know;Difficulty;notes;stem[fil]"
    [found] = read(f"{head}\nsingle;When?;Now;Later;1;Yes;easy;x;Kailan?")
    assert isinstance(found, Draft)
    assert (found.kind, found.stem, found.must_know, found.level) == (
        Kind.SINGLE, {"en": "When?", "fil": "Kailan?"}, True, 1,
    )  # fmt: skip
    assert [(one.text, one.correct, one.gap, one.feedback) for one in found.options] == [
        ({"en": "Now"}, True, None, {}), ({"en": "Later"}, False, None, {}),
    ]  # fmt: skip
    assert (found.destinations, found.lesson, found.picture) == (None, None, None)


def test_words_without_a_language_are_in_that_of_the_import():
    [found] = read("stem,kind\nKailan?,reflection", language="fil")
    assert isinstance(found, Draft)
    assert found.stem == {"fil": "Kailan?"}


def test_columns_that_do_not_fit_are_passed_over():
    [found] = read("stem,kind,stem 3,gap,option,key[fil],!\nSo?,reflection,a,b,c,d,e")
    assert isinstance(found, Draft)
    assert (found.options, found.key) == ((), "")


def test_a_picture_is_named_by_its_number_or_its_title():
    first, second, third = read("stem,kind,picture\nA?,reflection,7\nB?,reflection,A house\nC?,reflection,")
    assert [(one.picture, one.picture_name) for one in (first, second, third)] == [(7, ""), (None, "A house"), (0, "")]


def test_numbers_places_and_gaps():
    [found] = read(
        'stem,kind,number,tolerance,place 1,gap 1,option picture 1,picture\nSo?,numeric,"1.500,5",,"10,20,30,15",2,7,8'
    )
    assert isinstance(found, Draft)
    [option] = found.options
    assert (found.number, option.area, option.gap, option.picture, found.picture) == (
        Number(Decimal("1500.5")), Area(10, 20, 30, 15), 2, 7, 8,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("kind", "dance", Refusal.UNKNOWN_KIND), ("difficulty", "9", Refusal.NOT_A_LEVEL),
        ("must know", "perhaps", Refusal.NOT_YES_OR_NO), ("destinations", "Jordan", Refusal.NOT_COUNTRIES),
        ("form", "C", Refusal.NOT_A_FORM), ("picture", "x" * 256, Refusal.TEXT_TOO_LONG),
        ("place 1", "10 20", Refusal.NOT_A_PLACE), ("place 1", "90 90 20 20", Refusal.NOT_A_PLACE),
        ("right", "3", Refusal.ANSWER_NOT_THERE), ("option 41", "x", Refusal.TOO_MANY_ANSWERS),
        ("unit", "x" * 61, Refusal.TEXT_TOO_LONG), ("number", "one", Refusal.NOT_A_NUMBER),
    ],
)  # fmt: skip
def test_a_cell_that_makes_no_sense_refuses_its_row(column, cell, reason):
    kind = "" if column == "kind" else "kind,"
    told = "" if column == "kind" else "reflection,"
    rows = read(f"stem,{kind}{column}\nSo?,{told}{cell}\nAnd?,{'reflection' if column == 'kind' else told}")
    assert isinstance(rows[0], RowError)
    assert (rows[0].line, rows[0].reason) == (2, reason)


def test_said_to_be_nothing():
    [found] = read("stem,kind,difficulty,must know,destinations,form,picture,place 1,option 1\nSo?,oral,,,,,,,Says it")
    assert isinstance(found, Draft)
    assert (found.level, found.must_know, found.destinations, found.form, found.picture) == (2, False, (), "", 0)


def test_a_sheet_without_a_column_for_the_question_is_refused():
    with pytest.raises(UnreadableFile, match="file_no_columns"):
        read("name,answer\na,b")
    with pytest.raises(UnreadableFile, match="file_no_columns"):
        read("")


@pytest.mark.parametrize(
    "data",
    [
        "stem\tkind\nAna ñ\treflection".encode("utf-16"),
        "stem\tkind\nAna ñ\treflection".encode("utf-16-le"),
        "stem\tkind\nAna ñ\treflection".encode("utf-16-be"),
        "stem;kind\r\nAna ñ;reflection\r\n".encode("utf-8-sig"),
        "stem,kind\rAna ñ,reflection".encode(),
        "\n\nstem,kind\n,\nAna ñ,reflection\n".encode("utf-32"),
    ],
)  # fmt: skip
def test_a_file_is_read_as_offices_save_it(data):
    [found] = read(data)
    assert isinstance(found, Draft)
    assert found.stem == {"en": "Ana ñ"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [("stem\nAna ñ".encode("latin-1"), Unreadable.NOT_TEXT), (b'stem\n"a" b"', Unreadable.NOT_TEXT)],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("-5", "'-5"), ("@x", "'@x"), ("'=1", "''=1"), ("'tis", "'tis"),
        ("+63 2 8522", "+63 2 8522"),
        ("+cmd|x", "'+cmd|x"), ("plain", "plain"),
    ],
)  # fmt: skip
def test_no_cell_begins_as_a_formula_and_each_comes_back(text, written):
    assert tables.guarded(text) == written
    assert tables.unguarded(written) == text


def workbook(*rows: list[object]) -> BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    made.seek(0)
    return made


def claiming(reference: str, sheet: str) -> BytesIO:
    """A workbook whose sheet says that it is larger than it is."""
    given, made = workbook(["Name"], ["Ana"]), BytesIO()
    with zipfile.ZipFile(given) as there, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in there.namelist():
            part = there.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub("<dimension [^>]*>", f'<dimension ref="{reference}"/>' if reference else "", part)
                part = re.sub("</sheetData>", f"{sheet}</sheetData>", part)
            packed.writestr(name, part)
    made.seek(0)
    return made


@pytest.mark.parametrize(
    "file",
    [
        claiming("A1:XFD1048576", ""),
        claiming("", '<row r="3"><c r="XFD3" t="inlineStr"><is><t>far</t></is></c></row>'),
        claiming("", '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>far</t></is></c></row>'),
    ],
    ids=["claimed", "far to the right", "far below"],
)
def test_a_sheet_that_says_it_is_huge_is_read_no_further_than_a_list_may_be(file):
    rows = list(tables.from_workbook(file))
    assert [cells[0] for _number, cells in rows[:2]] == ["Name", "Ana"]
    assert max(len(cells) for _number, cells in rows) <= tables.MOST_COLUMNS
    assert len(rows) <= tables.MOST_ROWS


def test_cells_of_a_workbook_are_read_as_a_person_would():
    file = workbook(["a", 1, 1.5, True, False, None, date(2026, 11, 21), "_x0041_", "'=x"])
    [(number, cells)] = tables.from_workbook(file)
    assert (number, cells) == (1, ("a", "1", "1.5", "yes", "no", "", "2026-11-21T00:00:00", "A", "=x"))
    assert tables.for_workbook("_x0041_") == "_x005F_x0041_"


def packed(**parts: bytes) -> BytesIO:
    return BytesIO(zipped(parts))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (BytesIO(b"no zip"), Unreadable.NOT_A_WORKBOOK),
        (packed(a=b"x"), Unreadable.NOT_A_WORKBOOK),
        (packed(a=b"<!DOCTYPE x>"), Unreadable.UNSAFE),
        (packed(a="<!DOCTYPE x>".encode("utf-16")), Unreadable.UNSAFE),
        (packed(**{f"p{at}": b"" for at in range(201)}), Unreadable.TOO_LARGE),
        (BytesIO(zipped({"a": b"x"}, packing=zipfile.ZIP_BZIP2)), Unreadable.NOT_A_WORKBOOK),
        (BytesIO(zipped({"a": b"x"}, packing=zipfile.ZIP_LZMA)), Unreadable.NOT_A_WORKBOOK),
        (BytesIO(damaged("a")), Unreadable.NOT_A_WORKBOOK),
    ],
)
def test_what_is_no_workbook_is_refused(file, reason):
    with pytest.raises(UnreadableFile) as refused:
        list(tables.from_workbook(file))
    assert refused.value.reason is reason


def test_a_bomb_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(tables, "_MOST_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match="file_too_large"):
        list(tables.from_workbook(packed(a=b"0" * 1001)))


@pytest.mark.parametrize(("size", "reason"), [(1000, Unreadable.NOT_A_WORKBOOK), (300_000, Unreadable.TOO_LARGE)])
def test_what_a_part_says_of_its_size_is_not_believed(monkeypatch, size, reason):
    monkeypatch.setattr(tables, "_MOST_UNPACKED", 100_000)
    with pytest.raises(UnreadableFile) as refused:
        list(tables.from_workbook(BytesIO(understated("a", bytes(size)))))
    assert refused.value.reason is reason


def test_numbers_are_read_as_people_write_them():
    assert (texts.amount(" +1,500 "), texts.amount("\N{MINUS SIGN}٤٫٥")) == (Decimal(1500), Decimal("-4.5"))
