"""How one row of a class list is read: people write the same in many ways, and are told what to mend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from learning.rosters_folding import Alikes, Somebody, folded
from learning.rosters_headings import Column, columns_of
from learning.rosters_rows import Entry, Fault, RowFault, Terms, entry, said_in

TERMS = Terms(
    words={
        Column.SEX: {"f": "woman", "woman": "woman"},
        Column.ORIGIN: {"ph": "PH"},
        Column.DESTINATION: {"jo": "JO", "jordan": "JO", "kuwait": "KW"},
        Column.OCCUPATION: {"care": "care"},
        Column.LANGUAGE: {"en": "en"},
    },
    silent={
        Column.SEX: "unsaid", Column.ORIGIN: "PH", Column.DESTINATION: "JO", Column.OCCUPATION: "domestic",
        Column.LANGUAGE: "fil",
    },
    offered=frozenset({"JO"}),
    year=2026,
)  # fmt: skip
BLANK = {
    "name": "", "name_own": "", "birth_year": None, "sex": "unsaid", "origin": "PH", "destination": "JO",
    "occupation": "domestic", "language": "fil", "phone": "", "departs_on": "",
}  # fmt: skip


def read(**said: str) -> Entry:
    return entry({Column(name): text for name, text in said.items()}, TERMS)


def test_a_name_is_enough():
    assert read(name="Madonna") == Entry({**BLANK, "name": "Madonna"})


@pytest.mark.parametrize(
    ("said", "latin", "own"),
    [
        ({"name": "سعاد حسن"}, "", "سعاد حسن"),
        ({"name": "Sita Rai / सीता राई"}, "Sita Rai", "सीता राई"),
        ({"name": "Suad Hasan", "name_own": "سعاد حسن"}, "Suad Hasan", "سعاد حسن"),
        ({"given": "María José", "family": "Núñez"}, "María José Núñez", ""),
        ({"name": "Ma. Corazon O’Brien-dela Cruz"}, "Ma. Corazon O’Brien-dela Cruz", ""),
    ],
)
def test_names_stand_in_one_script_or_two(said, latin, own):
    assert read(**said) == Entry({**BLANK, "name": latin, "name_own": own})


@pytest.mark.parametrize(
    ("written", "year"),
    [("1998", 1998), ("١٩٩٨", 1998), ("१९९८", 1998), ("1998-05-03", 1998), ("03/05/1998", 1998), ("36161", 1999),
     ("1998-05-03 00:00:00", 1998), ("3 May 1998", 1998)],
)  # fmt: skip
def test_of_a_birthday_the_year_is_kept(written, year):
    assert read(name="Ana", birth_year=written) == Entry({**BLANK, "name": "Ana", "birth_year": year})


@pytest.mark.parametrize("written", ["98", "2055-01-01", "1700", "2020", "soon", "1998 or 1999", "99999"])
def test_a_year_that_cannot_be_hers_is_told(written):
    assert read(name="Ana", birth_year=written).faults == (RowFault(Column.BIRTH, Fault.NOT_YEAR, written),)


@pytest.mark.parametrize(
    ("written", "day"), [("2027-03-31", "2027-03-31"), ("31/03/2027", "2027-03-31"), ("05.05.2027", "2027-05-05")]
)
def test_a_day_that_can_be_only_one_is_read(written, day):
    assert read(name="Ana", departs_on=written) == Entry({**BLANK, "name": "Ana", "departs_on": day})


def test_nobody_guesses_whether_march_or_april():
    assert read(name="Ana", departs_on="03/04/2027").faults == (RowFault(Column.DEPARTS, Fault.NOT_DAY, "03/04/2027"),)


def test_everything_wrong_is_told_at_once_and_the_row_stays_as_it_came():
    said = {"name": "12", "birth_year": "98", "sex": "?", "destination": "Kuwait", "phone": "call me"}
    assert read(**said) == Entry(
        said,
        (
            RowFault(Column.NAME, Fault.NO_NAME, "12"),
            RowFault(Column.BIRTH, Fault.NOT_YEAR, "98"),
            RowFault(Column.SEX, Fault.UNKNOWN, "?"),
            RowFault(Column.DESTINATION, Fault.NOT_OF_CLASS, "Kuwait"),
            RowFault(Column.PHONE, Fault.NOT_PHONE, "call me"),
        ),
    )


@given(some.lists(some.text(), max_size=6))
def test_no_row_is_too_strange_to_be_answered(cells):
    columns = dict(zip((Column.NAME, Column.BIRTH, Column.SEX, Column.PHONE, Column.DEPARTS), range(5), strict=True))
    found = entry(said_in(cells, columns), TERMS)
    assert bool(found.faults) != ("destination" in found.values)


@pytest.mark.parametrize(
    "head",
    [
        ["Name", "Year of birth", "Sex", "Phone"],
        ["Pangalan", "Petsa ng kapanganakan", "Kasarian", "Telepono"],
        ["नाम", "जन्म मिति", "लिङ्ग", "फोन"],
        ["الاسم", "سنة الميلاد", "الجنس", "الهاتف"],
        ["NAMA LENGKAP", "Tanggal_lahir", "Jenis kelamin", "HP"],
        ["Nombre completo", "Año de nacimiento", "Sexo", "Teléfono"],
        ["Nom complet", "Date de naissance :", "Sexe*", "Téléphone"],
    ],
)
def test_headings_are_known_in_our_languages(head):
    assert columns_of(head) == {Column.NAME: 0, Column.BIRTH: 1, Column.SEX: 2, Column.PHONE: 3}


def test_columns_that_nobody_asked_for_are_left_alone():
    assert columns_of(["Passport no.", "Full name", "Religion"]) == {Column.NAME: 1}


def test_a_lone_nom_is_the_whole_name_and_beside_prénom_the_family_name():
    assert columns_of(["Nom"]) == {Column.NAME: 0}
    assert columns_of(["Nom", "Prénom"]) == {Column.FAMILY: 0, Column.GIVEN: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [("SANTOS, María", "maria  santos"), ("أحمد", "احمد"), ("سُعاد", "سعاد"), ("O'Brien", "O’Brien"),
     ("Dela-Cruz Ana", "ana dela cruz")],
)  # fmt: skip
def test_the_same_name_typed_otherwise_is_alike(one, other):
    assert folded(one) == folded(other) != ""


def test_vowel_signs_tell_names_apart():
    assert folded("सीता") != folded("सोता")


@given(some.lists(some.text(alphabet="abcdé ", min_size=1), min_size=1, max_size=4), some.randoms())
def test_the_order_of_names_does_not_matter(words, luck):
    mixed = words[:]
    luck.shuffle(mixed)
    assert folded(" ".join(words)) == folded(" ".join(mixed))


def test_a_year_that_is_not_said_tells_nobody_apart_and_a_country_does():
    alikes = Alikes()
    alikes.add(1, Somebody(("Maria Santos",), 1998, "JO"))
    assert alikes.like(Somebody(("santos maria", ""), None, "JO")) == [1]
    assert alikes.like(Somebody(("Maria Santos",), 1999, "JO")) == []
    assert alikes.like(Somebody(("Maria Santos",), 1998, "KW")) == []
    assert alikes.like(Somebody(("", ""), 1998, "JO")) == []
