"""Takes a class list in: reads it, asks what is unclear, writes it in turns, and undoes a whole one.

Nothing is written before a person has confirmed it. A worker writes in short transactions, so that others come in
between; one that dies is followed by one that goes on. What was written is marked in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain, islice
from time import sleep
from typing import IO, Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from accounts.actions import Listed, create_listed, log_access
from accounts.models import User
from assessments.formats.drafts import Unreadable, UnreadableFile
from assessments.formats.tables import Row
from courses.models import Destination, Origin
from learning import queries, roster_wording, rosters_files
from learning.actions.joining import ClassClosed
from learning.models import Cohort, Enrolment, Learner, RosterImport, RosterRow
from learning.rosters_folding import Alikes
from learning.rosters_headings import Column, columns_of, has_name
from learning.rosters_rows import Terms, entry, said_in
from work import outbox

READ_TASK = "learning.tasks.read_roster"
WRITE_TASK = "learning.tasks.write_roster"
UNDO_TASK = "learning.tasks.undo_roster"
AT_ONCE = 500  # rows read between two notes of how far it is
HANDFUL = 100  # people written in one transaction: on SQLite everybody else waits for so long
BREATH = 0.1  # seconds between two, in which the others write
KEPT = timedelta(days=14)
_HEAD = 10  # headings stand among the first rows, below a title perhaps
_SHOWN = 5  # rows shown to who says what the columns mean

State, Decision = RosterImport.State, RosterRow.Decision


class NotNow(Exception):
    """The list is not in a state for this: a worker has it, or it was done before."""


class Undecided(ValueError):
    """``count`` rows may be people who are here, and nobody has said yet."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


# ── Coming in, and being read ────────────────────────────────────────────────────────────────────


def receive_roster(
    *, form_id: uuid.UUID, cohort: Cohort, file: File[bytes], silent: Mapping[str, str], by: User, now: datetime
) -> RosterImport:
    """Keep a file as it came, and promise to read it; the same form sent twice is one list.

    ``silent`` are the codes that hold where a row says nothing. Raises ``ClassClosed`` and ``UnreadableFile``.
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
            outbox.enqueue(READ_TASK, str(roster.pk), now=now)
    except IntegrityError:
        return cohort.imports.get(pk=form_id)
    return roster


def read_roster(*, roster: RosterImport, now: datetime) -> None:
    """Read the file row by row, and say of each what is wrong with it and whom it may be. Run again, it begins anew."""
    if roster.state == State.READING:
        _read_anew(roster, now)
    if state_of(roster) in {State.READ, State.FAILED}:
        _drop_file(roster)


def _read_anew(roster: RosterImport, now: datetime) -> None:
    roster.rows.all().delete()
    try:
        with roster.upload.open("rb") as file:
            state = _read(roster, file, now)
    except UnreadableFile as error:
        roster.rows.all().delete()
        fault = {"reason": error.reason.value, "what": error.what}
        _leave(roster, State.READING, state=State.FAILED, fault=fault, finished_at=now)
    else:
        _leave(roster, State.READING, state=state)


def _read(roster: RosterImport, file: IO[bytes], now: datetime) -> RosterImport.State:
    with rosters_files.opened(file) as given:
        first = list(islice(given, _HEAD))
        if not first:
            raise UnreadableFile(Unreadable.EMPTY)
        found = _columns(roster, first)
        if found is None:
            RosterImport.objects.filter(pk=roster.pk).update(head=[list(cells) for _number, cells in first[:_SHOWN]])
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
    mine = _locked(roster, State.ASKING)
    mine.plan = {**mine.plan, "columns": {**columns}, "heads": heads}
    mine.state, mine.head = State.READING, []
    mine.save(update_fields=["plan", "state", "head"])
    outbox.enqueue(READ_TASK, str(mine.pk), now=now)


# ── Being decided and written ────────────────────────────────────────────────────────────────────


@transaction.atomic
def decide_alike(*, roster: RosterImport, decisions: Mapping[int, str]) -> None:
    """Say of rows, by their numbers, whether each is a new person, the same, or left out. Raises ``NotNow``."""
    mine = _locked(roster, State.READ)
    rows = list(mine.rows.alike().filter(number__in=decisions))
    for row in rows:
        row.decision = decisions[row.number]
    RosterRow.objects.bulk_update(rows, ["decision"])


@transaction.atomic
def ask_to_write(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Promise to write the sound rows. Raises ``ClassClosed``, ``NotNow`` and ``Undecided``."""
    mine = _locked(roster, State.READ)
    if not mine.cohort.is_open:
        raise ClassClosed(mine.cohort.code)
    if count := mine.rows.alike().filter(decision="").count():
        raise Undecided(count)
    mine.state, mine.by = State.WRITING, by
    mine.save(update_fields=["state", "by"])
    log_access(actor=by, verb="roster_written", subject=_subject(mine), purpose="", now=now)
    outbox.enqueue(WRITE_TASK, str(mine.pk), now=now)


def write_roster(*, roster: RosterImport, now: datetime) -> None:
    """Give the people of a list their places in the class, a handful at a time. Run again, it goes on."""
    with suppress(NotNow):
        while _write_some(roster, now):
            sleep(BREATH)
        _leave(roster, State.WRITING, state=State.WRITTEN, finished_at=now)


@transaction.atomic
def _write_some(roster: RosterImport, now: datetime) -> bool:
    mine = _locked(roster, State.WRITING)
    rows = list(mine.rows.sound().filter(written=False).select_related("like")[:HANDFUL])
    fresh = [row for row in rows if row.decision in {"", Decision.NEW}]
    same = [row for row in rows if row.decision == Decision.SAME and row.like]
    learners = dict(zip(fresh, _make_people([row.values for row in fresh], now), strict=True))
    there = set(Enrolment.objects.filter(cohort=mine.cohort, learner__in=[row.like_id for row in same]).values_list(
        "learner", flat=True
    ))  # fmt: skip
    for row in same:
        if row.like and row.like_id not in there:  # two rows may be the same person
            learners[row] = row.like
            there.add(row.like.pk)
    places = Enrolment.objects.bulk_create(_place(learner, mine.cohort, now) for learner in learners.values())
    for row, place in zip(learners, places, strict=True):
        row.enrolment, row.made_person = place, row in fresh
    for row in rows:
        row.written = True
    RosterRow.objects.bulk_update(rows, ["enrolment", "made_person", "written"])
    RosterImport.objects.filter(pk=mine.pk).update(rows_written=F("rows_written") + len(places))
    return bool(rows)


def _place(learner: Learner, cohort: Cohort, now: datetime) -> Enrolment:
    return Enrolment(learner=learner, cohort=cohort, course_key=cohort.course.translation_key, enrolled_at=now)


def _make_people(given: Sequence[Mapping[str, Any]], now: datetime) -> list[Learner]:
    """They have not agreed to anything yet: that is asked when they first come in."""
    users = create_listed([Listed(one["name"], one["name_own"], one["language"]) for one in given], now=now)
    origins = {place.code: place for place in Origin.objects.all()} if given else {}
    destinations = {place.code: place for place in Destination.objects.all()} if given else {}
    return Learner.objects.bulk_create(
        Learner(
            user=user, birth_year=one["birth_year"], sex=one["sex"], origin=origins[one["origin"]],
            destination=destinations[one["destination"]], occupation=one["occupation"], phone=one["phone"],
            departs_on=one["departs_on"] or None,
        )
        for user, one in zip(users, given, strict=True)
    )  # fmt: skip


# ── One person, keyed from paper ─────────────────────────────────────────────────────────────────


def key_person(
    *, form_id: uuid.UUID, cohort: Cohort, values: dict[str, Any], like: Learner | None, decision: str, by: User,
    now: datetime,
) -> RosterRow:  # fmt: skip
    """Enter one person as a list of one row; the same form sent twice enters her once. Raises ``ClassClosed``."""
    if not cohort.is_open:
        raise ClassClosed(cohort.code)
    with suppress(IntegrityError), transaction.atomic():
        roster = RosterImport.objects.create(
            id=form_id, cohort=cohort, by=by, state=State.WRITING, rows_read=1, made_at=now
        )
        RosterRow.objects.create(roster=roster, number=1, values=values, like=like, decision=decision)
        _write_some(roster, now)
        _leave(roster, State.WRITING, state=State.WRITTEN, finished_at=now)
        log_access(actor=by, verb="person_keyed", subject=_subject(roster), purpose="", now=now)
    keyed: RosterRow = RosterRow.objects.select_related("enrolment__learner__user").get(roster=form_id, number=1)
    return keyed


def unkey_person(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Take back what was keyed, unless she has begun. Raises ``NotNow``."""
    _ask_to_undo(roster, by, now)
    undo_roster(roster=roster, now=now)


# ── Going back ───────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def ask_to_undo(*, roster: RosterImport, by: User, now: datetime) -> None:
    """Promise to take a whole list back. Raises ``NotNow``."""
    _ask_to_undo(roster, by, now)
    outbox.enqueue(UNDO_TASK, str(roster.pk), now=now)


@transaction.atomic
def _ask_to_undo(roster: RosterImport, by: User, now: datetime) -> None:
    mine = _locked(roster, State.WRITTEN)
    mine.state = roster.state = State.UNDOING
    mine.save(update_fields=["state"])
    log_access(actor=by, verb="roster_undone", subject=_subject(mine), purpose="", now=now)


def undo_roster(*, roster: RosterImport, now: datetime) -> None:
    """Take back the people and the places that a list made, where nothing has followed. Who has begun stays."""
    last = 0
    with suppress(NotNow):
        while last := _undo_some(roster, last):
            sleep(BREATH)
        _leave(roster, State.UNDOING, state=State.UNDONE, finished_at=now)


@transaction.atomic
def _undo_some(roster: RosterImport, after: int) -> int:
    """The number of the last row that was looked at; nought at the end."""
    mine = _locked(roster, State.UNDOING)
    rows = list(
        mine.rows.filter(enrolment__isnull=False, number__gt=after).select_related("enrolment__learner")[:HANDFUL]
    )
    idle = queries.untouched(rows)
    gone = [row for row in rows if row.enrolment_id in idle]
    _delete(User, [row.enrolment.learner.user_id for row in gone if row.enrolment and row.made_person])
    _delete(Enrolment, [row.enrolment_id for row in gone if row.enrolment_id and not row.made_person])
    return rows[-1].number if rows else 0


def _delete(kind: type[User] | type[Enrolment], keys: Sequence[int]) -> None:
    """All of them; where something hangs on one of them after all, the others."""
    try:
        with transaction.atomic():
            kind.objects.filter(pk__in=keys).delete()
    except ProtectedError:
        for key in keys:
            with suppress(ProtectedError), transaction.atomic():
                kind.objects.filter(pk=key).delete()


def put_away_roster(*, roster: RosterImport) -> None:
    """Forget a list that was not written. Raises ``NotNow``."""
    if roster.state not in {State.ASKING, State.READ, State.FAILED}:
        raise NotNow(roster.state)
    _drop_file(roster)
    RosterImport.objects.filter(pk=roster.pk, state=roster.state).delete()


def forget_old_rosters(*, now: datetime) -> int:
    """Forget lists that nobody wrote, and of the others the rows that came to nothing; how many lists."""
    old = RosterImport.objects.filter(made_at__lt=now - KEPT)
    waiting = list(old.filter(state__in=[State.ASKING, State.READ, State.FAILED]))
    for roster in waiting:
        with suppress(NotNow):
            put_away_roster(roster=roster)
    done = old.filter(state__in=[State.WRITTEN, State.UNDONE])
    RosterRow.objects.filter(roster__in=done, enrolment=None).delete()
    return len(waiting)


def _drop_file(roster: RosterImport) -> None:
    if roster.upload:
        roster.upload.delete(save=False)
        RosterImport.objects.filter(pk=roster.pk).update(upload="")


def state_of(roster: RosterImport) -> str:
    """The state as it is now."""
    return str(RosterImport.objects.values_list("state", flat=True).get(pk=roster.pk))


def _leave(roster: RosterImport, was: RosterImport.State, **values: Any) -> None:
    RosterImport.objects.filter(pk=roster.pk, state=was).update(**values)


def _locked(roster: RosterImport, state: RosterImport.State) -> RosterImport:
    """The list as it is now, held until the transaction ends. Raises ``NotNow`` in any other state."""
    # Lock first: two tabs can decide about the same list, and a task can come twice.
    mine: RosterImport = RosterImport.objects.select_for_update(of=("self",)).select_related("cohort__course").get(
        pk=roster.pk
    )  # fmt: skip
    if mine.state != state:
        raise NotNow(mine.state)
    return mine


def _subject(roster: RosterImport) -> str:
    return f"roster:{roster.pk}"
