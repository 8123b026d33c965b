"""What taking an archive in would change: each record beside what is here, and field by field where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handover import records
from handover.records import Fields, Kind, Record

LONGEST = 400
MOST_CHANGES = 40


class Verdict(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"  # they changed it, nobody here did
    CONFLICT = "conflict"  # it reads otherwise here, by our own hand or by unknown ones
    CHECKED_LATER_HERE = "checked_later_here"  # a fact that was checked here after it was checked there
    LACKING = "lacking"  # its file did not go along, and it is not here
    NOT_ALLOWED = "not_allowed"  # it plays with libraries that nobody has allowed here


# What an author decides about, and what happens where she says nothing.
TAKEN_UNLESS_KEPT: Mapping[Verdict, bool] = {
    Verdict.CHANGED: True,
    Verdict.CONFLICT: False,
    Verdict.CHECKED_LATER_HERE: False,
}
# What belongs to the site that it is on: where a page is found, which must not change under people's links.
LOCAL: Mapping[Kind, frozenset[str]] = {
    Kind.MODULE: frozenset({"slug"}),
    Kind.LESSON: frozenset({"slug"}),
    Kind.COURSE: frozenset({"slug"}),
    Kind.PLACE: frozenset({"slug"}),
    Kind.PICTURE: frozenset({"file"}),
    Kind.DOCUMENT: frozenset({"file"}),
    Kind.FILM: frozenset({"file"}),
    Kind.INTERACTIVE: frozenset({"file"}),
}


# By which field it is known whether the file is here, of kinds whose file may stay behind.
_MARKS: Mapping[Kind, str] = {Kind.FILM: "sha256", Kind.INTERACTIVE: "content"}


@dataclass(frozen=True)
class Change:
    """One place of a record: what is here and what they say. Empty on a side means that it is not there."""

    path: str
    ours: str
    theirs: str


def compare(theirs: Record, ours: Fields | None, *, base: str) -> Verdict:
    """``base`` is the digest that this record had when it was last taken in here; empty if it never was."""
    if is_lacking(theirs, ours):
        return Verdict.LACKING
    if ours is None:
        # What was taken in once and is gone was taken away by somebody here.
        return Verdict.CONFLICT if base else Verdict.NEW
    told, held = comparable(theirs.kind, theirs.fields), _held(theirs, ours)
    if told == held:
        return Verdict.SAME
    if theirs.kind is Kind.RECORDING and bool(ours.get("synthetic")) != bool(theirs.fields.get("synthetic")):
        # A person's voice takes the place of a computer's draft, and never the other way round.
        return Verdict.CHANGED if ours.get("synthetic") else Verdict.SAME
    if theirs.kind is Kind.FACT and str(ours.get("checked_on", "")) > str(theirs.fields.get("checked_on", "")):
        return Verdict.CHECKED_LATER_HERE
    return Verdict.CHANGED if base and records.digest(held) == base else Verdict.CONFLICT


def is_lacking(theirs: Record, ours: Fields | None) -> bool:
    """Whether it needs a file that neither came along nor is here."""
    mark = _MARKS.get(theirs.kind)
    if mark is None or "file" in theirs.fields:
        return False
    return ours is None or ours[mark] != theirs.fields[mark]


def _held(theirs: Record, ours: Fields) -> dict[str, Any]:
    """Ours as far as it can differ: lessons that we have added to a module stay, whatever is taken in."""
    held = comparable(theirs.kind, ours)
    if theirs.kind is Kind.MODULE:
        held["lessons"] = [key for key in held["lessons"] if key in theirs.fields["lessons"]]
    return held


def comparable(kind: Kind, fields: Fields) -> dict[str, Any]:
    """The fields without those that each site has its own of."""
    local = LOCAL.get(kind, frozenset())
    return {name: value for name, value in fields.items() if name not in local}


def base_of(record: Record) -> str:
    """What to remember of a record that was taken in, to know later whether somebody here has changed it."""
    return records.digest(comparable(record.kind, record.fields))


def changes(theirs: Record, ours: Fields) -> tuple[Change, ...]:
    """Where they differ, in the order of the record, the first forty places."""
    found = []
    pairs = _differing(_held(theirs, ours), comparable(theirs.kind, theirs.fields), "")
    for path, here, there in pairs:
        found.append(Change(path, _said(here), _said(there)))
        if len(found) == MOST_CHANGES:
            break
    return tuple(found)


def _differing(ours: Any, theirs: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if ours == theirs:
        return
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        for name in dict.fromkeys((*ours, *theirs)):
            yield from _differing(ours.get(name), theirs.get(name), _under(path, name))
    elif (named := _name_of(ours)) and named == _name_of(theirs):
        yield from _in_list(ours, theirs, path, named)
    else:
        yield path, ours, theirs


def _in_list(ours: list[Any], theirs: list[Any], path: str, named: str) -> Iterator[tuple[str, Any, Any]]:
    """Blocks and answers are the same where they bear the same id, wherever they stand."""
    here, there = ({each[named]: each for each in listed} for listed in (ours, theirs))
    for key in dict.fromkeys((*here, *there)):
        mine, yours = here.get(key), there.get(key)
        name = _under(path, str((mine or yours or {}).get("type", "")))
        yield from _differing(mine and mine.get("value", mine), yours and yours.get("value", yours), name)
    if [key for key in here if key in there] != [key for key in there if key in here]:
        yield _under(path, "order"), len(here), len(there)


def _name_of(listed: Any) -> str:
    """By what the members of a list are known: blocks by their id, a question's answers by their key."""
    if not isinstance(listed, list) or not listed or not all(isinstance(each, Mapping) for each in listed):
        return ""
    return next((name for name in ("id", "key") if all(each.get(name) for each in listed)), "")


def _under(path: str, name: str) -> str:
    return " › ".join(part for part in (path, name) if part)


def _said(value: Any) -> str:
    """A value for people, not for machines: the words in it."""
    said = " · ".join(_words(value))
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name in value:
            if name not in {"id", "type", "key", "match_key"}:
                yield from _words(value[name])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
    elif value is not None and value != "":
        yield str(value)
