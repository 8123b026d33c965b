"""Reads the rows of a personnel office's list: one person and at most one posting to a row. Knows no files, no people.

Columns are found by their names, in any order. Days are written 2027-03-31, so that nobody takes March for May.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duties.hours import known_zones

COLUMNS = (
    "number", "name", "email", "grade", "hired on", "supervisor", "time zone", "post", "role", "begins", "ends",
    "called off", "left on",
)  # fmt: skip
NEEDED = ("number", "name", "email")
MOST_ROWS = 20_000
_EARLIEST, _LATEST = 1950, 2100
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_LONGEST = {"number": 40, "name": 200, "email": 150, "grade": 40}
_YES, _NO = frozenset({"yes", "x", "1", "true"}), frozenset({"", "no", "0", "false"})


class Fault(StrEnum):
    """What is wrong with a row. ``what`` of the fault is the cell or the name of the column."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_EMAIL = "not_email"
    NOT_DAY = "not_day"
    NOT_ZONE = "not_zone"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_SUPERVISOR = "unknown_supervisor"
    OWN_SUPERVISOR = "own_supervisor"
    ENDS_BEFORE = "ends_before"
    HALF_POSTING = "half_posting"
    OTHER_PERSON = "other_person"
    EMAIL_TAKEN = "email_taken"
    EMAIL_CHANGED = "email_changed"
    NO_SUCH_POSTING = "no_such_posting"
    SAME_DAY = "same_day"


class NoColumns(ValueError):
    """The first row does not name the columns that are needed: ``missing``."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class TooManyRows(ValueError):
    """More rows than any service has people."""


@dataclass(frozen=True)
class RowFault:
    row: int
    fault: Fault
    what: str = ""


@dataclass(frozen=True)
class StaffRow:
    """One row as it may be written. Days are ISO text, empty where there is none: it is kept as JSON meanwhile."""

    row: int
    number: str
    name: str
    email: str
    grade: str = ""
    hired_on: str = ""
    supervisor: str = ""
    time_zone: str = ""
    post: str = ""
    role: str = ""
    starts_on: str = ""
    ends_on: str = ""
    called_off: bool = False
    left_on: str = ""

    @property
    def person(self) -> tuple[str, ...]:
        return (self.name, self.email, self.grade, self.hired_on, self.supervisor, self.time_zone, self.left_on)


@dataclass(frozen=True)
class Read:
    """The rows that can be read, and what is wrong with the others. A row with a fault is in no other list."""

    rows: tuple[StaffRow, ...]
    faults: tuple[RowFault, ...]


class _Refused(ValueError):
    def __init__(self, fault: Fault, what: str = "") -> None:
        super().__init__(fault)
        self.fault, self.what = fault, what


def read(given: Iterable[tuple[int, tuple[str, ...]]], *, posts: frozenset[str], roles: frozenset[str]) -> Read:
    """The rows of a table, the first of which names the columns. Raises ``NoColumns`` and ``TooManyRows``."""
    source = iter(given)
    head = next((cells for _number, cells in source if any(map(str.strip, cells))), ())
    columns = [" ".join(title.replace("_", " ").casefold().split()) for title in head]
    missing = tuple(name for name in NEEDED if name not in columns)
    if missing:
        raise NoColumns(missing)
    rows: list[StaffRow] = []
    faults: list[RowFault] = []
    for line, cells in source:
        said = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name in COLUMNS}
        if not any(said.values()):
            continue
        if len(rows) + len(faults) >= MOST_ROWS:
            raise TooManyRows
        try:
            rows.append(_row(line, said, posts, roles))
        except _Refused as refused:
            faults.append(RowFault(line, refused.fault, refused.what))
    return _agreeing(rows, faults)


def _row(line: int, said: Mapping[str, str], posts: frozenset[str], roles: frozenset[str]) -> StaffRow:
    for name in NEEDED:
        if not said.get(name):
            raise _Refused(Fault.MISSING, name)
    for name, longest in _LONGEST.items():
        if len(said.get(name, "")) > longest:
            raise _Refused(Fault.TOO_LONG, name)
    if not _EMAIL.fullmatch(said["email"]):
        raise _Refused(Fault.NOT_EMAIL, said["email"][:60])
    if said.get("supervisor") == said["number"]:
        raise _Refused(Fault.OWN_SUPERVISOR)
    zone = said.get("time zone", "")
    if zone and zone not in known_zones():
        raise _Refused(Fault.NOT_ZONE, zone[:60])
    starts_on, ends_on = _day(said, "begins"), _day(said, "ends")
    return StaffRow(
        line,
        said["number"],
        said["name"],
        said["email"].lower(),
        said.get("grade", ""),
        _day(said, "hired on"),
        said.get("supervisor", ""),
        zone,
        *_posting(said, starts_on, ends_on, posts, roles),
        called_off=_yes_or_no(said.get("called off", "")),
        left_on=_day(said, "left on"),
    )


def _posting(
    said: Mapping[str, str], starts_on: str, ends_on: str, posts: frozenset[str], roles: frozenset[str]
) -> tuple[str, str, str, str]:
    """Post, role, first and last day: all but the last day, or none."""
    post, role = said.get("post", "").lower(), said.get("role", "").lower()
    if not any((post, role, starts_on, ends_on)):
        return "", "", "", ""
    if not all((post, role, starts_on)):
        raise _Refused(Fault.HALF_POSTING)
    if post not in posts:
        raise _Refused(Fault.UNKNOWN_POST, post[:60])
    if role not in roles:
        raise _Refused(Fault.UNKNOWN_ROLE, role[:60])
    if ends_on and ends_on < starts_on:
        raise _Refused(Fault.ENDS_BEFORE)
    return post, role, starts_on, ends_on


def _day(said: Mapping[str, str], name: str) -> str:
    text = said.get(name, "").removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if not text:
        return ""
    try:
        day = date.fromisoformat(text) if len(text) == len("2027-03-31") else None
    except ValueError:
        day = None
    if day is None or not _EARLIEST <= day.year <= _LATEST:
        raise _Refused(Fault.NOT_DAY, text[:40])
    return day.isoformat()


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise _Refused(Fault.NOT_YES_OR_NO, text[:40])
    return text.casefold() in _YES


def _agreeing(rows: Iterable[StaffRow], faults: list[RowFault]) -> Read:
    """Several rows of one number are one person with several postings: what they say of her must agree."""
    kept: list[StaffRow] = []
    first: dict[str, StaffRow] = {}
    owner: dict[str, str] = {}
    days: set[tuple[str, str]] = set()
    for row in rows:
        known = first.setdefault(row.number, row)
        if known.person != row.person:
            faults.append(RowFault(row.row, Fault.OTHER_PERSON, str(known.row)))
        elif owner.setdefault(row.email, row.number) != row.number:
            faults.append(RowFault(row.row, Fault.EMAIL_TAKEN, row.email))
        elif row.starts_on and not row.called_off and (row.number, row.starts_on) in days:
            faults.append(RowFault(row.row, Fault.SAME_DAY, row.starts_on))
        else:
            kept.append(row)
            if not row.called_off:
                days.add((row.number, row.starts_on))
    return Read(tuple(kept), tuple(sorted(faults, key=lambda fault: fault.row)))
