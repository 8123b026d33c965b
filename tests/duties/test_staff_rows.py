"""Lists as people write them, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.staff_rows import COLUMNS, Fault, NoColumns, Read, RowFault, StaffRow, read

POSTS, ROLES = frozenset({"amman", "doha"}), frozenset({"consul", "clerk"})
HEAD = (
    "number",
    "name",
    "email",
    "post",
    "role",
    "begins",
    "ends",
    "hired on",
    "time zone",
    "supervisor",
    "called off",
)
GOOD = (
    "100",
    "Ana Reyes",
    "Ana@Ministry.example",
    "Amman",
    "Consul",
    "2027-06-01",
    "",
    "2019-02-28",
    "Asia/Amman",
    "",
    "",
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[tuple[int, tuple[str, ...]]]:
    return list(enumerate([head, *rows], start=1))


def of(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Read:
    return read(table(*rows, head=head), posts=POSTS, roles=ROLES)


def but(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name.replace(" ", "_"), cell) for name, cell in zip(HEAD, GOOD, strict=True))


def test_a_row_comes_in_as_it_is_meant():
    assert of(GOOD) == Read(
        (
            StaffRow(
                2, "100", "Ana Reyes", "ana@ministry.example", hired_on="2019-02-28", time_zone="Asia/Amman",
                post="amman", role="consul", starts_on="2027-06-01",
            ),
        ),
        (),
    )  # fmt: skip


def test_columns_stand_in_any_order_and_others_are_passed_over():
    found = of(
        ("x", "a@b.example", "Ana", "7"),
        head=("Remarks", " EMAIL ", "Name", "number"),
    )
    assert found.rows == (StaffRow(2, "7", "Ana", "a@b.example"),)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"number": ""}, RowFault(2, Fault.MISSING, "number")),
        ({"name": "x" * 201}, RowFault(2, Fault.TOO_LONG, "name")),
        ({"email": "ana"}, RowFault(2, Fault.NOT_EMAIL, "ana")),
        ({"email": "ana@b.example, c@d.example"}, RowFault(2, Fault.NOT_EMAIL, "ana@b.example, c@d.example")),
        ({"post": "rome"}, RowFault(2, Fault.UNKNOWN_POST, "rome")),
        ({"role": "spy"}, RowFault(2, Fault.UNKNOWN_ROLE, "spy")),
        ({"begins": ""}, RowFault(2, Fault.HALF_POSTING)),
        ({"begins": "01/06/2027"}, RowFault(2, Fault.NOT_DAY, "01/06/2027")),
        ({"begins": "2027-02-29"}, RowFault(2, Fault.NOT_DAY, "2027-02-29")),
        ({"begins": "0001-01-01"}, RowFault(2, Fault.NOT_DAY, "0001-01-01")),
        ({"ends": "2027-05-31"}, RowFault(2, Fault.ENDS_BEFORE)),
        ({"time_zone": "Amman"}, RowFault(2, Fault.NOT_ZONE, "Amman")),
        ({"supervisor": "100"}, RowFault(2, Fault.OWN_SUPERVISOR)),
        ({"called_off": "maybe"}, RowFault(2, Fault.NOT_YES_OR_NO, "maybe")),
    ],
)
def test_a_row_with_a_fault_is_told_and_left_out(cells, fault):
    assert of(but(**cells)) == Read((), (fault,))


def test_rows_of_one_number_are_one_person():
    later = but(begins="2030-06-01", post="doha")
    assert [row.post for row in of(GOOD, later).rows] == ["amman", "doha"]
    assert of(GOOD, but(name="Ana R.", begins="2030-06-01")).faults == (RowFault(3, Fault.OTHER_PERSON, "2"),)
    assert of(GOOD, but(number="101")).faults == (RowFault(3, Fault.EMAIL_TAKEN, "ana@ministry.example"),)
    assert of(GOOD, GOOD).faults == (RowFault(3, Fault.SAME_DAY, "2027-06-01"),)


def test_a_list_without_its_columns_is_not_a_list():
    with pytest.raises(NoColumns) as told:
        of(GOOD, head=("number", "who"))
    assert told.value.missing == ("name", "email")


@given(st.lists(st.lists(st.text(max_size=30), max_size=14), max_size=6))
def test_whatever_stands_in_cells_is_a_row_or_a_fault(rows):
    given_rows = [tuple(row) for row in rows]
    found = of(*given_rows, head=COLUMNS)
    told = {row.row for row in found.rows} | {fault.row for fault in found.faults}
    seen = {
        number for number, row in enumerate(given_rows, start=2) if any(cell.strip() for cell in row[: len(COLUMNS)])
    }
    assert told == seen
