"""Takes a class list in and reads it, row by row; asks what its columns mean where that is unclear."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from typing import IO

from django.core.files import File
from django.db import IntegrityError, transaction

from accounts.models import User
from assessments.formats.drafts import Unreadable, UnreadableFile
from assessments.formats.tables import Row
from learning import queries, roster_wording, rosters_files
from learning.actions.joining import ClassClosed
from learning.actions.rosters.states import NotNow, State, drop_file, failed, leave, locked, state_of
from learning.models import Cohort, RosterImport, RosterRow
from learning.rosters_folding import Alikes
from learning.rosters_headings import Column, columns_of, has_name
from learning.rosters_rows import Terms, clean, entry, said_in
from work import outbox

TASK = "learning.tasks.read_roster"
AT_ONCE = 500  # rows read between two notes of how far it is
_HEAD = 10  # headings stand among the first rows, below a title perhaps
_SHOWN = 5  # rows shown to who says what the columns mean


def receive_roster(
    *, form_id: uuid.UUID, cohort: Cohort, file: File[bytes], silent: Mapping[str, str], by: User, now: datetime
) -> RosterImport:
    """Keep a file as it came, and promise to read it; the same form sent twice is one list.

    ``silent`` are the codes that hold where a row says nothing. Raises ``ClassClosed``, ``UnreadableFile``, and
    ``RosterImport.DoesNotExist`` where the id is that of a list of another class.
    """
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    if (file.size or 0) > rosters_files.MOST_BYTES:
        raise UnreadableFile(Unreadable.TOO_LARGE)
    name, plan = (file.name or "-")[-200:], {"silent": {**silent}}
    try:
        with transaction.atomic():
            roster = RosterImport(id=form_id, cohort=cohort, by=by, file_name=name, plan=plan, made_at=now)
            roster.save(force_insert=True)
            roster.upload.save(f"{form_id}.list", file)
            outbox.enqueue(TASK, str(roster.pk), now=now)
    except IntegrityError:
        return cohort.imports.get(pk=form_id)
    return roster


def read_roster(*, roster: RosterImport, now: datetime) -> None:
    """Read the file row by row, and say of each what is wrong with it and whom it may be. Run again, it begins anew."""
    with suppress(NotNow):
        _read_anew(roster, now)
    if state_of(roster) in {State.READ, State.FAILED}:
        drop_file(roster)


def _read_anew(roster: RosterImport, now: datetime) -> None:
    with transaction.atomic():
        locked(roster, State.READING).rows.all().delete()
    try:
        with roster.upload.open("rb") as file:
            state = _read(roster, file, now)
    except UnreadableFile as error:
        with transaction.atomic():
            failed(
                locked(roster, State.READING), fault={"reason": error.reason.value, "what": clean(error.what)}, now=now
            )
    else:
        leave(roster, State.READING, state=state)


def _read(roster: RosterImport, file: IO[bytes], now: datetime) -> RosterImport.State:
    with rosters_files.opened(file) as given:
        first = list(islice(given, _HEAD))
        if not first:
            raise UnreadableFile(Unreadable.EMPTY)
        found = _columns(roster, first)
        if found is None:
            head = [[clean(cell) for cell in cells] for _number, cells in first[:_SHOWN]]
            RosterImport.objects.filter(pk=roster.pk).update(head=head)
            return State.ASKING
        columns, skipped = found
        terms = queries.roster_terms(roster.cohort, silent=roster.plan["silent"], year=now.year)
        alikes = _write_rows(roster, chain(first[skipped:], given), columns, terms)
    _find_alike(roster, alikes, terms)
    return State.READ


def _columns(roster: RosterImport, first: Sequence[Row]) -> tuple[dict[Column, int], int] | None:
    """What the columns mean, and how many rows stand above the people; nothing where somebody must say."""
    if chosen := roster.plan.get("columns"):
        return {Column(name): place for name, place in chosen.items()}, int(roster.plan["heads"])
    ours = roster_wording.headings()
    for number, (_line, cells) in enumerate(first, start=1):
        columns = columns_of(cells, ours)
        if has_name(columns):
            return columns, number
    if all(not any(cell.strip() for cell in cells[1:]) for _line, cells in first):  # nothing but names
        return {Column.NAME: 0}, 0
    return None


def _write_rows(roster: RosterImport, rows: Iterator[Row], columns: Mapping[Column, int], terms: Terms) -> Alikes:
    """A line for each row; what they are known by stays in memory, the rows do not."""
    alikes, count = Alikes(), 0
    while some := list(islice(rows, AT_ONCE)):
        lines = [_line(roster, row, columns, terms, alikes) for row in some]
        kept = [line for line in lines if line]
        RosterRow.objects.bulk_create(kept)
        count += len(kept)
        RosterImport.objects.filter(pk=roster.pk).update(rows_read=count)
    if not count:
        raise UnreadableFile(Unreadable.EMPTY)
    return alikes


def _line(
    roster: RosterImport, row: Row, columns: Mapping[Column, int], terms: Terms, alikes: Alikes
) -> RosterRow | None:
    number, cells = row
    said = said_in(cells, columns)
    if not said:  # it speaks in columns that are not read
        return None
    found = entry(said, terms)
    faults = [[one.column, one.fault, one.what] for one in found.faults]
    line = RosterRow(roster=roster, number=number, values=found.values, faults=faults)
    if not faults:
        who = queries.somebody(found.values)
        line.twice = next(iter(alikes.like(who)), None)
        alikes.add(number, who)
    return line


def _find_alike(roster: RosterImport, alikes: Alikes, terms: Terms) -> None:
    """Whom the rows may be, of those whom she may see anyway."""
    found: dict[int, int] = {}
    for learner, who in queries.within_reach(queries.scope_for(roster.by), terms.offered):
        for number in alikes.like(who):
            found.setdefault(number, learner)
    numbers = iter(sorted(found))
    while some := list(islice(numbers, AT_ONCE)):
        rows = list(roster.rows.filter(number__in=some))
        for row in rows:
            row.like_id = found[row.number]
        RosterRow.objects.bulk_update(rows, ["like"])


@transaction.atomic
def choose_columns(*, roster: RosterImport, columns: Mapping[str, int], heads: bool, now: datetime) -> None:
    """Say what the columns of a list mean, which is then read. Raises ``NotNow``."""
    mine = locked(roster, State.ASKING)
    mine.plan = {**mine.plan, "columns": {**columns}, "heads": heads}
    mine.state, mine.head = State.READING, []
    mine.save(update_fields=["plan", "state", "head"])
    outbox.enqueue(TASK, str(mine.pk), now=now)
