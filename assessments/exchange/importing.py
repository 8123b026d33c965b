"""Keeps a file of questions, looks through it, takes over what it brings, and undoes that.

A worker writes in many short transactions, so that learners' answers come in between; one that dies is followed by one
that goes on. Nobody is asked a new question, or a changed one as it is now, before all are written: what comes between
puts everything back.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import islice
from time import sleep
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import translation

from accounts.models import User
from assessments.actions import Unpublishable, publish_question
from assessments.exchange import rows
from assessments.exchange.kinds import FORMATS
from assessments.exchange.looking import AT_ONCE, Look, topic_names
from assessments.formats.drafts import MOST_BYTES, MOST_QUESTIONS, Unreadable, UnreadableFile
from assessments.models import ImportLine, Question, QuestionImport
from core.models import Topic
from review.actions import Refused
from work import outbox

LOOK_TASK = "assessments.tasks.look_through"
TAKE_TASK = "assessments.tasks.take_over"
UNDO_TASK = "assessments.tasks.undo_import"
HANDFUL = 20  # questions written or published in one transaction: on SQLite everybody else waits for so long
# Seconds between two. Who waits for SQLite asks again every 0.1 s, and would find it locked each time without this.
BREATH = 0.15

State, Fate, Outcome = QuestionImport.State, ImportLine.Fate, ImportLine.Outcome
_TO_WRITE = (Outcome.NEW, Outcome.CHANGED)


class NotNow(Exception):
    """The import is not in a state for this: it is being worked on, or it was done before."""


class Moved(Exception):
    """A question was changed here since the look. Nothing was taken over; ``key`` is the first that moved."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@transaction.atomic
def receive(
    file: File[bytes], *, name: str, format: str, language: str, topic: Topic | None, by: User, now: datetime
) -> QuestionImport:
    """Keep a file as it came and promise to look through it. Raises ``UnreadableFile`` for one that is too large."""
    if (file.size or 0) > MOST_BYTES:
        raise UnreadableFile(Unreadable.TOO_LARGE)
    received = QuestionImport(name=name[-200:], format=format, language=language, topic=topic, by=by, at=now)
    received.file.save(f"questions.{FORMATS[format].ending}", file, save=False)
    received.save()
    outbox.enqueue(LOOK_TASK, received.pk, now=now)
    return received


def look(received: QuestionImport) -> None:
    """Read the file and write down what taking it over would do, or why it cannot be read."""
    if received.state != State.LOOKING:
        return
    received.lines.all().delete()
    try:
        with translation.override(settings.LANGUAGE_CODE), _opened(received) as file:
            _write_lines(received, file)
    except UnreadableFile as error:
        received.lines.all().delete()
        fault = {"reason": error.reason.value, "what": error.what}
        QuestionImport.objects.filter(pk=received.pk).update(state=State.REFUSED, fault=fault)
        return
    QuestionImport.objects.filter(pk=received.pk, state=State.LOOKING).update(
        state=State.LOOKED, done=0, found=received.lines.count()
    )


def _write_lines(received: QuestionImport, file: IO[bytes]) -> None:
    found = FORMATS[received.format].read(file, language=received.language)
    through = Look(received.topic.code if received.topic else "", topic_names())
    for lines in through.lines(found):
        if through.number > MOST_QUESTIONS:
            raise UnreadableFile(Unreadable.TOO_MANY, str(MOST_QUESTIONS))
        for line in lines:
            line.received = received
        ImportLine.objects.bulk_create(lines)
        QuestionImport.objects.filter(pk=received.pk).update(done=through.number)
    if not through.number:
        raise UnreadableFile(Unreadable.EMPTY)


@contextmanager
def _opened(received: QuestionImport) -> Iterator[IO[bytes]]:
    """The file on one of our own: storage elsewhere need not be able to jump about."""
    with tempfile.TemporaryFile() as copy:
        with received.file.open("rb") as sent:
            for piece in sent.chunks():
                copy.write(piece)
        copy.seek(0)
        yield copy


@transaction.atomic
def ask_to_take(received: QuestionImport, *, by: User, now: datetime) -> None:
    """Promise to take over what was looked through. Raises ``NotNow``."""
    mine = _locked(received, State.LOOKED)
    mine.state, mine.by, mine.moved, mine.done = State.TAKING, by, "", 0
    mine.save(update_fields=["state", "by", "moved", "done"])
    outbox.enqueue(TAKE_TASK, mine.pk, now=now)


def take_over(received: QuestionImport, *, now: datetime) -> None:
    """Write all that is new and changed, or nothing; then publish what review lets through.

    Where a question was changed here since the look, look again instead. Run again after a worker died, it goes on.
    """
    if received.state != State.TAKING:
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            _write_all(received, now=now)
        except Moved as moved:
            _each(received, received.lines.filter(fate=Fate.WRITTEN), partial(_unwrite, by=received.by, now=now))
            QuestionImport.objects.filter(pk=received.pk).update(state=State.LOOKING, moved=moved.key, done=0)
            received.refresh_from_db()
            look(received)
            return
        QuestionImport.objects.filter(pk=received.pk).update(done=0)
        _each(received, received.lines.filter(fate=Fate.WRITTEN), partial(_publish, now=now))
    QuestionImport.objects.filter(pk=received.pk, state=State.TAKING).update(state=State.TAKEN, taken_at=now)


def _write_all(received: QuestionImport, *, now: datetime) -> None:
    """What has moved is found before the first is written, and again as each is. Raises ``Moved``."""
    topics, unwritten = _topics(), received.lines.filter(outcome__in=_TO_WRITE, fate=Fate.OPEN)
    lines = unwritten.iterator(chunk_size=AT_ONCE)
    while some := list(islice(lines, AT_ONCE)):
        _unmoved(some)
    _each(received, unwritten, partial(_write, topics=topics, by=received.by, now=now))


def _unmoved(some: Sequence[ImportLine]) -> dict[str, rows.Standing]:
    """What stands here, as it did when somebody looked. Raises ``Moved``."""
    there = rows.standing({line.key for line in some})
    for line in some:
        if _content(there.get(line.key)) != line.before:
            raise Moved(line.key)
    return there


def _write(some: Sequence[ImportLine], *, topics: Mapping[str, Topic], by: User, now: datetime) -> None:
    there = _unmoved(some)
    new = [line.after for line in some if line.before is None]
    try:
        with transaction.atomic():
            rows.add(new, topics=topics, by=by, now=now)
    except IntegrityError:  # somebody has just made a question of such a key
        raise Moved(new[0]["key"]) from None
    for line in some:
        if line.before is not None:
            rows.overwrite(there[line.key].row, line.after, topics=topics, by=by, now=now)
    _mark(some, Fate.WRITTEN)


def _unwrite(some: Sequence[ImportLine], *, by: User, now: datetime) -> None:
    """Nobody was asked these yet: what is new goes, what was changed says again what it said."""
    topics, there = _topics(), rows.standing({line.key for line in some})
    for line in some:
        if _content(there.get(line.key)) != line.after:
            continue
        if line.before is None:
            there[line.key].row.delete()
        else:
            rows.overwrite(there[line.key].row, line.before, topics=topics, by=by, now=now)
    _mark(some, Fate.OPEN)


def _mark(some: Sequence[ImportLine], fate: ImportLine.Fate) -> None:
    ImportLine.objects.filter(pk__in=[line.pk for line in some]).update(fate=fate)


def _topics() -> dict[str, Topic]:
    return {topic.code: topic for topic in Topic.objects.all()}


def _content(there: rows.Standing | None) -> dict[str, Any] | None:
    return there.content if there else None


def _publish(some: Sequence[ImportLine], *, now: datetime) -> None:
    for line in some:
        line.fate = Fate.PUBLISHED
        try:
            publish_question(Question.objects.get(key=line.key), now=now)
        except (Refused, Unpublishable):  # the second only where somebody has edited it meanwhile
            line.fate = Fate.HELD
        line.save(update_fields=["fate"])


@transaction.atomic
def ask_to_undo(received: QuestionImport, *, by: User, now: datetime) -> None:
    """Promise to undo an import. Raises ``NotNow``."""
    mine = _locked(received, State.TAKEN)
    mine.state, mine.undone_by, mine.done = State.UNDOING, by, 0
    mine.save(update_fields=["state", "undone_by", "done"])
    outbox.enqueue(UNDO_TASK, mine.pk, now=now)


def undo(received: QuestionImport, *, now: datetime) -> None:
    """Retire what was new, and let what was changed say what it said. What somebody has changed since stays.

    Run again after a worker died, it goes on.
    """
    if received.state != State.UNDOING or received.undone_by is None:
        return
    taken = received.lines.filter(outcome__in=_TO_WRITE, fate__in=[Fate.PUBLISHED, Fate.HELD])
    with translation.override(settings.LANGUAGE_CODE):
        _each(received, taken, partial(_put_all_back, topics=_topics(), by=received.undone_by, now=now))
    QuestionImport.objects.filter(pk=received.pk, state=State.UNDOING).update(state=State.UNDONE)


def _put_all_back(some: Sequence[ImportLine], *, topics: Mapping[str, Topic], by: User, now: datetime) -> None:
    for line in some:
        _put_back(line, topics=topics, by=by, now=now)


def _put_back(line: ImportLine, *, topics: Mapping[str, Topic], by: User, now: datetime) -> None:
    there = rows.standing({line.key}).get(line.key)
    line.fate = Fate.BACK
    if there is None or there.content != line.after:
        line.fate = Fate.LEFT
    elif line.before is None:
        # Somebody may have been asked it: it is kept, and no longer drawn.
        rows.overwrite(there.row, {**line.after, "retired_at": now.isoformat()}, topics=topics, by=by, now=now)
    else:
        rows.overwrite(there.row, line.before, topics=topics, by=by, now=now)
        with suppress(Refused, Unpublishable):  # it stays a working copy, as it may have been before
            publish_question(there.row, now=now)
    line.save(update_fields=["fate"])


def _each(received: QuestionImport, lines: QuerySet[ImportLine], do: Callable[[Sequence[ImportLine]], None]) -> None:
    """Do something to the lines, a few in one transaction, and count them. It takes them out of their query."""
    while some := list(lines[:HANDFUL]):
        with transaction.atomic():
            _locked(received, QuestionImport.State(received.state))
            do(some)
            QuestionImport.objects.filter(pk=received.pk).update(done=F("done") + len(some))
        sleep(BREATH)


def _locked(received: QuestionImport, state: QuestionImport.State) -> QuestionImport:
    """The import as it is now, held until the transaction ends. Raises ``NotNow`` in any other state."""
    # Lock first: two tabs can decide about the same import, and a task can come twice.
    mine: QuestionImport = QuestionImport.objects.select_for_update().get(pk=received.pk)
    if mine.state != state:
        raise NotNow(mine.state)
    return mine
