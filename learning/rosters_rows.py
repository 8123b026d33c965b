"""Reads one row of a class list into what may be written, or into everything that is wrong with it. Knows no files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from learning.rosters_headings import Column

_OLDEST, _YOUNGEST = 100, 15
LONGEST_NAME, LONGEST_PHONE = 200, 40
_SHOWN = 60  # signs of a cell that a fault repeats
Said = Mapping[Column, str]
_EXCEL_BEGAN = date(1899, 12, 30)
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T].*)?")
_DAY_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]*")


class Fault(StrEnum):
    """What is wrong with a cell."""

    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    NOT_YEAR = "not_year"
    UNKNOWN = "unknown"
    NOT_OF_CLASS = "not_of_class"
    MISSING = "missing"
    NOT_PHONE = "not_phone"
    NOT_DAY = "not_day"


@dataclass(frozen=True)
class RowFault:
    column: Column
    fault: Fault
    what: str = ""


@dataclass(frozen=True)
class Terms:
    """How a list is read: the words for codes in each column, what holds where a row is silent, the year it is.

    ``offered`` are the codes of the destinations that the class prepares for.
    """

    words: Mapping[Column, Mapping[str, str]]
    silent: Mapping[Column, str]
    offered: frozenset[str]
    year: int


Reader = Callable[[Said, Terms], dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One row. With a fault, ``values`` are the cells as they came; else what will be written."""

    values: dict[str, Any]
    faults: tuple[RowFault, ...] = ()


class _Refused(ValueError):
    def __init__(self, column: Column, fault: Fault, what: str = "") -> None:
        super().__init__(fault)
        self.found = RowFault(column, fault, what[:_SHOWN])


def said_in(cells: Sequence[str], columns: Mapping[Column, int]) -> dict[Column, str]:
    """The cells that are read, cleaned of what no form takes; those that are empty are left out."""
    found = {column: clean(cells[place]) for column, place in columns.items() if place < len(cells)}
    return {column: text for column, text in found.items() if text}


def entry(said: Said, terms: Terms) -> Entry:
    """What a row says, with every fault it has."""
    values: dict[str, Any] = {}
    faults: list[RowFault] = []
    choices = [partial(_choice, column) for column in terms.words]
    readers: list[Reader] = [_names, _birth, *choices, _phone, _departs]
    for read in readers:
        try:
            values |= read(said, terms)
        except _Refused as refused:
            faults.append(refused.found)
    return Entry({str(column): text for column, text in said.items()}, tuple(faults)) if faults else Entry(values)


def may_be_born(year: int, *, this_year: int) -> bool:
    """Whether who learns here may be born in this year of the common calendar."""
    return this_year - _OLDEST <= year <= this_year - _YOUNGEST


def _with_plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and all else as it is."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def word(text: str) -> str:
    """How words for a code are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean(text: str) -> str:
    """Composed, on one line, without signs that are not seen; marks that join letters stay."""
    composed = unicodedata.normalize("NFC", text)
    kept = (sign if sign.isprintable() or sign in "\u200c\u200d" else "" if _unseen(sign) else " " for sign in composed)
    return " ".join("".join(kept).split())


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def _names(said: Said, _terms: Terms) -> dict[str, Any]:
    """One name is enough, in one script or two. Both may stand in one cell."""
    parts = [said[column] for column in (Column.GIVEN, Column.FAMILY) if column in said]
    whole, own = said.get(Column.NAME) or " ".join(parts), said.get(Column.NAME_OWN, "")
    latin, other = _by_script(whole)
    if not own:
        own = other
    elif not latin:
        latin = _by_script(own)[0]
    if not any(sign.isalpha() for sign in latin + own):
        raise _Refused(Column.NAME, Fault.NO_NAME, whole)
    for column, name in ((Column.NAME, latin), (Column.NAME_OWN, own)):
        if len(name) > LONGEST_NAME:
            raise _Refused(column, Fault.TOO_LONG)
    return {"name": latin, "name_own": own}


def _by_script(name: str) -> tuple[str, str]:
    """The words of a name in Latin letters, and the others."""
    latin: list[str] = []
    other: list[str] = []
    for part in name.replace("/", " ").replace("(", " ").replace(")", " ").split():
        letters = [sign for sign in part if sign.isalpha()]
        foreign = any(not unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER", "FEMININE")) for sign in letters)
        (other if foreign else latin).append(part)
    return " ".join(latin), " ".join(other)


def _birth(said: Said, terms: Terms) -> dict[str, Any]:
    """The year alone, however the day is written: no more of it is kept."""
    text = said.get(Column.BIRTH, "")
    if not text:
        return {"birth_year": None}
    digits = _with_plain_digits(text)
    if digits.isascii() and digits.isdecimal() and len(digits) == 5:  # a day, as Excel counts them
        digits = str((_EXCEL_BEGAN + timedelta(days=int(digits))).year)
    years = _YEAR.findall(digits)
    if len(years) != 1 or not may_be_born(int(years[0]), this_year=terms.year):
        raise _Refused(Column.BIRTH, Fault.NOT_YEAR, text)
    return {"birth_year": int(years[0])}


def _choice(column: Column, said: Said, terms: Terms) -> dict[str, Any]:
    """The code that the words of a cell stand for."""
    text = said.get(column, "")
    code = terms.words[column].get(word(text)) if text else terms.silent.get(column, "")
    if code is None:
        raise _Refused(column, Fault.UNKNOWN, text)
    if not code:
        raise _Refused(column, Fault.MISSING)
    if column == Column.DESTINATION and code not in terms.offered:
        raise _Refused(column, Fault.NOT_OF_CLASS, text)
    return {str(column): code}


def _phone(said: Said, _terms: Terms) -> dict[str, Any]:
    text = said.get(Column.PHONE, "")
    number = _with_plain_digits(text).lstrip("'")
    if text and not (_PHONE.fullmatch(number) and len(number) <= LONGEST_PHONE):
        raise _Refused(Column.PHONE, Fault.NOT_PHONE, text)
    return {"phone": number}


def _departs(said: Said, terms: Terms) -> dict[str, Any]:
    text = said.get(Column.DEPARTS, "")
    if not text:
        return {"departs_on": ""}
    day = _day(_with_plain_digits(text))
    if day is None or abs(day.year - terms.year) > 5:
        raise _Refused(Column.DEPARTS, Fault.NOT_DAY, text)
    return {"departs_on": day.isoformat()}


def _day(text: str) -> date | None:
    """A day, where it can be only one: 03/04/2027 may be in March or in April, and is none."""
    try:
        if text.isdecimal() and len(text) == 5:
            return _EXCEL_BEGAN + timedelta(days=int(text))
        if found := _DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_LAST.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            if first > 12 or first == second:
                return date(int(found[3]), second, first)
            if second > 12:
                return date(int(found[3]), first, second)
    except ValueError:
        return None
    return None
