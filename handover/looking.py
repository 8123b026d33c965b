"""Holds an archive against what is here, record by record, and notes what would become of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from handover import difference, records
from handover import keys as names
from handover.archive import Archive
from handover.difference import Change, Verdict
from handover.keeping import AT_ONCE, KEEPERS, LONG
from handover.models import Base, Import, Line
from handover.records import Fields, Kind, Record

COURSE, WORDS, MEDIA, SHARED, FILMS, H5P = "course", "words", "media", "shared", "films", "h5p"


def records_of(archive: Archive, kind: Kind) -> Iterator[Record]:
    """Every record of a kind, file by file."""
    for name in records.files_of(kind, archive.names):
        if name.endswith(".json"):
            yield from (record for record in records.read(archive.read(name)) if record.kind is kind)


def turns_of(archive: Archive, kind: Kind) -> Iterator[list[Record]]:
    """The same, a handful at a time."""
    source = records_of(archive, kind)
    while turn := list(islice(source, AT_ONCE)):
        yield turn


def ours(turn: Sequence[Record]) -> dict[str, Fields]:
    """What is here of a handful of records of one kind, as it was last saved."""
    return KEEPERS[turn[0].kind].read([record.key for record in turn], drafts=True)


def write_lines(received: Import, archive: Archive, *, asks: Mapping[str, Any]) -> None:
    """One line for each record, in the order in which they are taken in.

    ``asks`` says which H5P contents play with libraries that nobody has allowed here, see ``vetting.vet``.
    """
    Line.objects.filter(received=received).delete()
    position = 0
    films: dict[str, Line] = {}
    for kind in Kind:
        for turn in turns_of(archive, kind):
            lines = _lines(received, turn)
            if kind is Kind.FILM:
                films |= {line.key: line for line in lines}
            for line, record in zip(lines, turn, strict=True):
                position += 1
                line.position = position
                line.size = _size(record, archive)
                if kind is Kind.TRACK:
                    _under_film(line, record, films)
                elif kind is Kind.INTERACTIVE and record.key in asks:
                    _without_libraries(line, asks[record.key])
            Line.objects.bulk_create(lines)


def _size(record: Record, archive: Archive) -> int:
    """Of a film or H5P content, whether it came along or not."""
    if record.kind in LONG and "file" in record.fields:
        return archive.manifest.files[record.fields["file"]].size
    return int(record.fields["bytes"]) if record.kind is Kind.FILM else 0


def _under_film(line: Line, record: Record, films: Mapping[str, Line]) -> None:
    """Words are called as their film, and wait for it where it is not here."""
    film, _kind, _language = names.of_track(record.key)
    if film in films:
        line.title = films[film].title
    named = {film, record.fields.get("other", film)}
    if any(one in films and films[one].verdict == Verdict.LACKING and not films[one].ours for one in named):
        line.verdict = Verdict.LACKING


def _without_libraries(line: Line, found: Mapping[str, Any]) -> None:
    if line.verdict == Verdict.SAME:
        return
    asked = [_library(one) for one in found["libraries"] if one["changes"]]
    line.verdict, line.changes = Verdict.NOT_ALLOWED, [vars(Change("libraries", "", ", ".join(asked)))]


def _library(found: Mapping[str, Any]) -> str:
    return f"{found['machine_name']} {found['major']}.{found['minor']}.{found['patch']}"


def _lines(received: Import, turn: Sequence[Record]) -> list[Line]:
    here = ours(turn)
    kind = turn[0].kind
    bases = dict(Base.objects.filter(kind=kind, key__in=[record.key for record in turn]).values_list("key", "digest"))
    return [_line(received, record, here.get(record.key), bases.get(record.key, "")) for record in turn]


def _line(received: Import, record: Record, mine: Fields | None, base: str) -> Line:
    verdict = difference.compare(record, mine, base=base)
    differing = verdict in difference.TAKEN_UNLESS_KEPT and mine is not None
    found = difference.changes(record, mine) if differing and mine is not None else ()
    return Line(
        received=received, kind=record.kind, key=record.key, group=group_of(record), title=title_of(record),
        verdict=verdict, changes=[vars(change) for change in found], theirs=record.digest,
        ours="" if mine is None else records.digest(mine), base_before=base,
    )  # fmt: skip


def group_of(record: Record) -> str:
    """What an author decides about together."""
    if record.kind is Kind.MODULE:
        return f"module/{names.of_page(record.key)[0]}"
    if record.kind is Kind.LESSON:
        return f"module/{record.fields['module']}"
    if record.kind in (Kind.PASSAGES, Kind.SHARED_WORDS):
        return f"translations/{names.of_page(record.key)[1]}"
    if record.kind is Kind.QUESTION:
        return f"questions/{record.fields['topic']}"
    if record.kind is Kind.FACT:
        _code, destination, origin = names.of_fact(record.key)
        return f"facts/{destination or origin}"
    if record.kind in (Kind.PICTURE, Kind.DOCUMENT):
        return MEDIA
    if record.kind is Kind.RECORDING:
        return f"recordings/{record.fields['language']}"
    if record.kind is Kind.SHARED:
        return SHARED
    if record.kind is Kind.FILM:
        return FILMS
    if record.kind is Kind.TRACK:
        return f"captions/{names.of_track(record.key)[2]}"
    if record.kind is Kind.INTERACTIVE:
        return H5P
    return COURSE if record.kind in (Kind.COURSE, Kind.CERTIFICATE, Kind.QUIZ) else WORDS


def title_of(record: Record) -> str:
    """How a person calls it."""
    for name in ("title", "stem", "label", "name", "meaning", "value", "words"):
        said = record.fields.get(name)
        if isinstance(said, dict):
            said = said.get("en") or next(iter(said.values()), "")
        if said:
            return str(said)[:255]
    return record.key[:255]


def wanted(line: Line, choices: dict[str, str]) -> bool:
    """Whether a line is to be taken over, after what an author chose for its group."""
    verdict = Verdict(line.verdict)
    if verdict in difference.TAKEN_UNLESS_KEPT:
        return choices.get(f"{line.group}:{verdict}", "") == "take" or (
            f"{line.group}:{verdict}" not in choices and difference.TAKEN_UNLESS_KEPT[verdict]
        )
    return verdict is Verdict.NEW
