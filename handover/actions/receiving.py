"""Keeps an archive that came, looks through it, and notes what somebody decided. Writes nothing of what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from accounts.models import User
from h5p import actions as h5p
from handover import looking
from handover.actions.shifts import locked, opened
from handover.archive import LIMITS
from handover.faults import Fault, Problem, RefusedArchive, plain
from handover.models import Import
from handover.vetting import vet
from work import outbox

LOOK_TASK = "handover.tasks.look"
TAKE_TASK = "handover.tasks.take_over"


@transaction.atomic
def receive(file: File[bytes], *, name: str, by: User | None, now: datetime) -> Import:
    """Keep an archive and promise to look at it. Raises ``RefusedArchive`` for one that is too large to keep."""
    received = keep(file, name=name, by=by, now=now)
    outbox.enqueue(LOOK_TASK, received.pk, now=now)
    return received


def keep(file: File[bytes], *, name: str, by: User | None, now: datetime) -> Import:
    """Keep an archive as it came, unread. Raises as ``receive`` does."""
    if file.size > LIMITS.packed:
        raise RefusedArchive([Problem(Fault.TOO_LARGE)])
    received = Import(name=name[-200:], by=by, at=now)
    received.file.save("course.zip", file, save=False)
    received.save()
    return received


def forget(received: Import) -> None:
    """Throw an archive away that was only looked at."""
    received.file.delete(save=False)
    received.delete()


def look(received: Import, *, now: datetime) -> None:
    """Read the archive and write down what taking it over would change, or everything that is wrong with it."""
    if received.state not in (Import.State.LOOKING, Import.State.LOOKED):
        return
    try:
        with opened(received) as archive:
            asks = vet(archive)
            with transaction.atomic():
                looking.write_lines(received, archive, asks=asks)
                _ask_for_libraries(received, asks, now=now)
    except RefusedArchive as error:
        refuse(received, error, now=now)
        return
    manifest = archive.manifest
    about = {"made": asdict(manifest.made), "edition": manifest.edition, "languages": manifest.languages}
    Import.objects.filter(pk=received.pk).update(
        state=Import.State.LOOKED, title=manifest.title, looked_at=now,
        manifest={**about, "counts": dict(manifest.counts), "course": manifest.course, "digest": manifest.digest},
    )  # fmt: skip


def refuse(received: Import, error: RefusedArchive, *, now: datetime) -> None:
    """Nothing of it is kept but what is wrong with it."""
    name = str(received.file.name)
    Import.objects.filter(pk=received.pk).update(
        state=Import.State.REFUSED, problems=plain(error.problems), looked_at=now, file=""
    )
    transaction.on_commit(lambda: received.file.storage.delete(name))


def _ask_for_libraries(received: Import, asks: Mapping[str, Any], *, now: datetime) -> None:
    """An administrator sees what H5P contents wait for."""
    for found in asks.values():
        h5p.ask_for(found, origin=found["title"], by=received.by, now=now)


@transaction.atomic
def look_again(received: Import, *, now: datetime) -> None:
    """Promise to look once more, as after libraries were allowed. Raises ``NotNow``."""
    mine = locked(received, Import.State.LOOKED)
    mine.state = Import.State.LOOKING
    mine.save(update_fields=["state"])
    outbox.enqueue(LOOK_TASK, mine.pk, now=now)


@transaction.atomic
def decide(received: Import, *, choices: Mapping[str, str], publish: bool, by: User, now: datetime) -> None:
    """Say what is to be taken over; a worker does it. Raises ``NotNow``."""
    mine = locked(received, Import.State.LOOKED)
    mine.choices, mine.publish, mine.by, mine.state = dict(choices), publish, by, Import.State.TAKING
    mine.save(update_fields=["choices", "publish", "by", "state"])
    outbox.enqueue(TAKE_TASK, mine.pk, now=now)
