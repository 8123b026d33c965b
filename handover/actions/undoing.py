"""Puts back what stood here before an import: when somebody undoes it, and when it could not be written whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import User
from courses import shelf
from handover import difference
from handover.actions.shifts import Shift, begun, locked
from handover.keepers import films
from handover.keepers.hand import Hand, InUse
from handover.keeping import KEEPERS, LONG, SHOWN
from handover.models import Base, Import, Line
from handover.records import Kind, Record
from work import outbox

UNDO_TASK = "handover.tasks.undo"
KEPT = timedelta(days=30)


@transaction.atomic
def ask_to_undo(received: Import, *, by: User, now: datetime) -> None:
    """Promise to undo an import; a worker does it. Raises ``NotNow``."""
    mine = locked(received, Import.State.TAKEN)
    mine.state, mine.undone_by = Import.State.UNDOING, by
    mine.save(update_fields=["state", "undone_by"])
    outbox.enqueue(UNDO_TASK, mine.pk, now=now)


def undo_import(received: Import, *, now: datetime) -> None:
    """Put back what stood here before, as new revisions. What somebody changed since, or uses, stays: see ``left``.

    Run again after a worker died, it goes on where that one stood. Raises ``NotNow``.
    """
    with begun(received, Import.State.UNDOING) as shift, translation.override(settings.LANGUAGE_CODE):
        if shift.received.undone_at is None:
            _keep_what_changed(shift, now=now)
        _each_back(shift, Hand(by=shift.received.undone_by, now=now, pieces=_no_pieces, pulse=shift.goes_on))
        with shift.turn() as mine:
            kept = mine.lines.filter(fate=Line.Fate.LEFT).order_by("-position")
            mine.state, mine.left = Import.State.UNDONE, list(kept.values_list("title", flat=True))
            mine.save(update_fields=["state", "left"])
            transaction.on_commit(shelf.renew)


def forget_replaced(*, now: datetime) -> None:
    """Let go of the files of films in whose place an import put others a month ago. Undoing then leaves those."""
    lines = Line.objects.filter(kind=Kind.FILM, taken=True, before__isnull=False, received__taken_at__lt=now - KEPT)
    films.drop_earlier(before["file"] for before in lines.values_list("before", flat=True) if before)


def put_back(shift: Shift, hand: Hand) -> None:
    """Let everything stand as it did before this import began to write; it may begin anew afterwards."""
    _each_back(shift, hand)
    with shift.turn() as mine:
        mine.lines.filter(taken=True).update(taken=False, fate=Line.Fate.OPEN)


def _keep_what_changed(shift: Shift, *, now: datetime) -> None:
    """All are looked at before the first is put back: taking a lesson away changes what its module says."""
    lines = shift.received.lines.filter(taken=True)
    changed = [line.pk for line in lines.iterator() if not _untouched(line)]
    with shift.turn() as mine:
        mine.lines.filter(pk__in=changed).update(fate=Line.Fate.LEFT)
        mine.undone_at = now
        mine.save(update_fields=["undone_at"])


def _untouched(line: Line) -> bool:
    """Whether nobody has changed since what this import wrote. What is gone is gone."""
    kind = Kind(line.kind)
    here = KEEPERS[kind].read([line.key], drafts=True).get(line.key)
    base = Base.objects.filter(kind=kind, key=line.key).values_list("digest", flat=True).first()
    return here is None or base == difference.base_of(Record(kind, line.key, here))


def _each_back(shift: Shift, hand: Hand) -> None:
    """The last first, because it leans on the others."""
    lines = shift.received.lines.filter(taken=True, fate=Line.Fate.OPEN).order_by("-position")
    for long, some in groupby(lines.values_list("pk", "kind"), lambda line: line[1] in LONG):
        doing = shift.one_by_one if long else shift.each
        doing([pk for pk, _kind in some], lambda pk: _back(Line.objects.get(pk=pk), hand))


def _back(line: Line, hand: Hand) -> None:
    """Where something has come to lean on it, it is only hidden."""
    kind = Kind(line.kind)
    try:
        with nullcontext() if kind in LONG else transaction.atomic():
            _write_back(line, hand)
    except InUse:
        if kind in SHOWN:
            SHOWN[kind].hide(line.key, hand)
        line.fate = Line.Fate.LEFT
    else:
        line.fate = Line.Fate.BACK
        Base.objects.filter(kind=kind, key=line.key).delete()
        if line.base_before:
            Base.objects.create(kind=kind, key=line.key, digest=line.base_before)
    line.save(update_fields=["fate"])


def _write_back(line: Line, hand: Hand) -> None:
    kind = Kind(line.kind)
    here = KEEPERS[kind].read([line.key], drafts=True).get(line.key)
    if here == line.before:
        return
    if line.before is None:
        KEEPERS[kind].erase(line.key, hand)
        return
    KEEPERS[kind].write(Record(kind, line.key, line.before), hand)
    if kind in SHOWN and line.was_live:
        SHOWN[kind].show(line.key, hand)


def _no_pieces(name: str) -> Iterator[bytes]:
    raise LookupError(name)
