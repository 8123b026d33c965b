"""What every keeper is given, and what it answers to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models.fields.files import FieldFile

from accounts.models import User
from handover.records import Fields, Kind, Record

# The bytes of a file of the archive, in pieces.
Pieces = Callable[[str], Iterator[bytes]]


def quietly(_said: bytes) -> None:
    """Nobody waits to hear that a long piece of work goes on."""


@dataclass
class Hand:
    """Whose hand writes, and when."""

    by: User | None
    now: datetime
    pieces: Pieces
    pulse: Callable[[bytes], None] = quietly  # told again and again while something takes long
    waiting: list[str] = field(default_factory=list)  # the titles of what review holds
    cut: dict[str, int] = field(default_factory=dict)  # pages whose passages were found, with their source's id
    files: list[FieldFile] = field(default_factory=list)  # to be removed again if the whole fails


class InUse(Exception):
    """It cannot be taken away again: something else has come to lean on it."""


def erased(row: Any, delete: Callable[[Any], object], *, used: type[Exception]) -> None:
    """Take a titled row away by what its own room has for that, if it is there. Raises ``InUse`` where that raises
    ``used``."""
    if row is None:
        return
    try:
        delete(row)
    except used as error:
        raise InUse(row.title) from error


class Keeper(Protocol):
    """Keeps one kind."""

    kind: Kind

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        """What is here under these keys; with ``drafts`` as it was last saved, else as readers have it."""

    def write(self, record: Record, hand: Hand) -> None:
        """Make what is here say what the record says."""

    def erase(self, key: str, hand: Hand) -> None:
        """Take away what an import brought. Raises ``InUse``."""


class Shown(Protocol):
    """A keeper of what readers see: written as a draft, then shown; hidden where it cannot be taken away."""

    def show(self, key: str, hand: Hand) -> None:
        """Let readers see what was written, unless review holds it or this person may not."""

    def is_live(self, key: str) -> bool:
        """Whether readers see any of it now."""

    def hide(self, key: str, hand: Hand) -> None:
        """Readers see it no more."""
