"""How a worker gets through a long import: by many short transactions, so that learners' answers come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from handover.archive import Archive, open_archive
from handover.models import Import
from media.films import keeping
from work import outbox

TURN = 0.5  # seconds after which a transaction ends: on SQLite nobody else writes for so long
# Seconds between two. Who waits for SQLite asks again every 0.1 s, and would find it locked each time without this.
BREATH = 0.15
SILENCE = timedelta(seconds=90)  # a worker that says nothing for so long has died
HEARD_EVERY = 10.0
T = TypeVar("T")


class NotNow(Exception):
    """The import is not in a state for this: it is being worked on, or it was done before."""


class Shift:
    """One worker's work on an import. ``received`` is the import as it was when the work began."""

    def __init__(self, received: Import) -> None:
        self.received = received
        self._said_at = monotonic()

    @contextmanager
    def turn(self) -> Iterator[Import]:
        """One transaction, with the import as it is now. Raises ``NotNow`` if another worker has taken over."""
        with transaction.atomic():
            mine = locked(self.received, Import.State(self.received.state))
            if mine.shift != self.received.shift:
                raise NotNow(mine.state)
            Import.objects.filter(pk=mine.pk).update(turned_at=timezone.now())
            yield mine

    def each(self, things: Iterable[T], do: Callable[[T], None]) -> None:
        """Do something to each thing, as many to a turn as there is time for."""
        source = iter(things)
        for first in source:
            with self.turn():
                until = monotonic() + TURN
                do(first)
                while monotonic() < until and (thing := next(source, None)) is not None:
                    do(thing)
            sleep(BREATH)

    def one_by_one(self, things: Iterable[T], do: Callable[[T], None]) -> None:
        """Do to each thing what takes longer than a turn, outside of one: it is to write in a turn of its own."""
        for thing in things:
            with self.turn():
                pass  # nobody else has begun
            do(thing)

    def goes_on(self, _said: bytes = b"") -> None:
        """Say now and then, in the midst of something long, that this worker lives. Raises ``TakenOver``."""
        if monotonic() - self._said_at > HEARD_EVERY:
            self._said_at = monotonic()
            outbox.hold_on(now=timezone.now())
            Import.objects.filter(pk=self.received.pk, shift=self.received.shift).update(turned_at=timezone.now())


@contextmanager
def begun(received: Import, state: Import.State) -> Iterator[Shift]:
    """Work on an import that is in a state. Raises ``NotNow`` while another worker does.

    A message can come twice, and a lease can run out before a large import is done.
    """
    with transaction.atomic():
        mine = locked(received, state)
        if mine.turned_at and timezone.now() - mine.turned_at < SILENCE:
            raise NotNow(mine.state)
        mine.shift += 1
        mine.turned_at = timezone.now()
        mine.save(update_fields=["shift", "turned_at"])
    try:
        yield Shift(mine)
    finally:
        Import.objects.filter(pk=mine.pk, shift=mine.shift).update(turned_at=None)


def locked(received: Import, state: Import.State) -> Import:
    """The import as it is now, held until the transaction ends. Raises ``NotNow`` in any other state."""
    # Lock first: two tabs can decide about the same import, and a task can come twice.
    mine: Import = Import.objects.select_for_update().get(pk=received.pk)
    if mine.state != state:
        raise NotNow(mine.state)
    return mine


@contextmanager
def opened(received: Import) -> Iterator[Archive]:
    """The archive as a file of this machine: storage elsewhere need not be able to jump about."""
    with (
        keeping.scratch() as folder,
        keeping.at_hand(str(received.file.name), folder=folder, storage=received.file.storage) as path,
        path.open("rb") as file,
    ):
        yield open_archive(file)
