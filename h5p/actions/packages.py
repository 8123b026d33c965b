"""Looks packages through and makes contents of them, wherever they come from. Keeps no word of how they came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from h5p_python import Planned, Shelf, Verdict, open_package, plan_install, vet

from accounts.models import User
from h5p import libraries
from h5p.actions import contents
from h5p.actions.libraries import install, keep_files, prepare_again
from h5p.finding import found_in
from h5p.models import Interactive, InteractiveVersion


class NotAllowed(ValueError):
    """It brings libraries that nobody has allowed."""


@dataclass(frozen=True)
class Looked:
    """What was found in a package, and what installing its libraries would do."""

    verdict: Verdict
    planned: tuple[Planned, ...]

    @property
    def found(self) -> dict[str, Any]:
        """As it is kept."""
        return found_in(self.verdict, self.planned)

    @property
    def changing(self) -> list[Planned]:
        return [one for one in self.planned if one.changes_something]

    @property
    def asks(self) -> list[Planned]:
        """Libraries that nobody has allowed."""
        return [one for one in self.changing if not one.is_approved]


def look_through(stream: BinaryIO) -> Looked:
    """All that is wrong with a package, and the libraries that it asks for."""
    installed = libraries.Installed()
    verdict = vet(stream, installed=Shelf(installed))
    planned = plan_install(verdict.libraries.values(), installed, approved=libraries.allowed())
    return Looked(verdict, tuple(planned))


def take_in(
    stream: BinaryIO,
    looked: Looked,
    *,
    by: User | None,
    now: datetime,
    origin: str,
    sha256: str,
    into: Interactive | None = None,
    key: UUID | None = None,
    beside: Callable[[InteractiveVersion], None] | None = None,
) -> InteractiveVersion:
    """Install what a sound package brings and make a content of it, new under ``key`` or the next edition of ``into``.

    Files first, rows after: on SQLite nobody else can write while rows are written. ``beside`` is done in the same
    transaction. Raises ``NotAllowed``.
    """
    if looked.asks:
        raise NotAllowed(origin)
    with open_package(stream, installed=Shelf(libraries.Installed())) as package:
        archives = {one.library.key: keep_files(one.library, package) for one in looked.changing}

        def write(version: InteractiveVersion) -> None:
            if beside:
                beside(version)
            for one in looked.changing:
                archive = archives[one.library.key]
                install(one.library, package, archive=archive, origin=origin, by=by, now=now)
            prepare_again([one.library.key for one in looked.changing], now=now)

        return contents.add(
            package, by=by, now=now, into=into, key=key, origin=origin, sha256=sha256,
            shelf=Shelf(package, libraries.Installed()), beside=write,
        )  # fmt: skip
