"""Allows, installs and removes libraries. What a package brings is installed only when all of it is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from h5p_python import Library as Described
from h5p_python import LibraryKey, LibrarySource
from h5p_python.limits import Limits
from h5p_python.parsing import parse

from accounts.models import User
from h5p import libraries
from h5p.actions.bundles import prepare
from h5p.contents import zipped
from h5p.models import Interactive, InteractiveVersion, Library, LibraryRequest, Upload
from h5p.storing import store
from work import outbox

Answer = LibraryRequest.Answer


class StillNeeded(ValueError):
    """Contents or other libraries ask for this library; the argument names them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@transaction.atomic
def ask(*, upload: Upload, by: User, now: datetime) -> int:
    """Ask an administrator for the libraries that a package brings; how many were not asked for yet."""
    return ask_for(upload.found, origin=upload.name, by=by, now=now)


def ask_for(found: Mapping[str, Any], *, origin: str, by: User | None, now: datetime) -> int:
    """The same for whatever was found in a package, see ``finding``."""
    rows = [LibraryRequest(asked_at=now, asked_by=by, **one) for one in _wanted(found, origin)]
    known = set(LibraryRequest.objects.values_list("sha256", flat=True))
    LibraryRequest.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(row.sha256 not in known for row in rows)


@transaction.atomic
def approve(*, upload: Upload, by: User, now: datetime) -> None:
    """Allow all libraries that this package brings. Packages that waited for them are taken in by the worker."""
    ask(upload=upload, by=by, now=now)
    decide([str(one["sha256"]) for one in _wanted(upload.found, upload.name)], answer=Answer.APPROVED, by=by, now=now)


@transaction.atomic
def decide(fingerprints: Iterable[str], *, answer: str, by: User, now: datetime) -> int:
    """Allow libraries by their fingerprints, or refuse them; a later word counts. How many were decided."""
    requests = LibraryRequest.objects.filter(sha256__in=list(fingerprints)).exclude(answer=answer)
    decided = requests.update(answer=answer, decided_at=now, decided_by=by)
    if answer == Answer.APPROVED:
        # Those that are being looked at as well: whoever does so may have read the list before this word.
        unfinished = [Upload.State.WAITING, Upload.State.ASKING]
        for pk in Upload.objects.filter(state__in=unfinished).values_list("pk", flat=True):
            outbox.enqueue("h5p.tasks.look_at_upload", str(pk), now=now)
    return decided


def _wanted(found: Mapping[str, Any], origin: str) -> list[dict[str, object]]:
    """The libraries of a package that nobody has allowed, as rows of ours are filled."""
    allowed = libraries.allowed()
    return [
        {**{name: one[name] for name in ("machine_name", "major", "minor", "patch", "title", "author", "licence")},
         "sha256": one["sha256"], "origin": origin[:255]}
        for one in found.get("libraries", ())
        if one["changes"] and one["sha256"] not in allowed
    ]  # fmt: skip


def keep_files(library: Described, source: LibrarySource) -> str:
    """Put the files of a library into the storage, under their fingerprint: doing it twice is harmless."""
    files = {path: source.read(library.key, path) for path in library.files}
    return store(f"h5p/libraries/{library.sha256}.zip", zipped(files))


def install(
    library: Described, source: LibrarySource, *, archive: str, origin: str, by: User | None, now: datetime
) -> None:
    """Write down a library whose files are kept. A lower patch that was there gives way."""
    described = parse(source.read(library.key, "library.json"), limits=Limits(), byte_order_mark=True)
    word = LibraryRequest.objects.filter(sha256=library.sha256, answer=Answer.APPROVED).first()
    Library.objects.update_or_create(
        machine_name=library.key.name, major=library.key.major, minor=library.key.minor,
        defaults={
            "patch": library.patch, "title": library.title, "author": library.author[:255],
            "licence": library.license[:100], "sha256": library.sha256, "origin": origin, "described": described,
            "files": dict(library.files), "archive": archive, "installed_at": now, "installed_by": by,
            "approved_at": (word and word.decided_at) or now, "approved_by": word.decided_by if word else by,
        },
    )  # fmt: skip


def prepare_again(changed: Iterable[LibraryKey], *, now: datetime) -> None:
    """Bundles hold libraries: those of contents that play with one of these are made anew."""
    names = set(map(str, changed))
    playing = InteractiveVersion.objects.filter(
        Q(pk__in=Interactive.objects.values("version")) | ~Q(bundle_state=InteractiveVersion.Bundle.MADE)
    )
    for version in playing if names else ():
        if names.intersection(version.libraries):
            prepare(version, now=now)


@transaction.atomic
def remove(library: Library) -> None:
    """Take away a library that nothing asks for. Raises ``StillNeeded``."""
    if names := needed_by(library):
        raise StillNeeded(names)
    archive = library.archive
    library.delete()
    transaction.on_commit(lambda: archive.storage.delete(str(archive.name)))


def needed_by(library: Library) -> tuple[str, ...]:
    """The titles of the contents and libraries that ask for it."""
    rows = InteractiveVersion.objects.order_by().values_list("content__title", "main", "libraries")
    using = {title for title, main, needed in rows if str(library.key) in {main, *needed}}
    others = libraries.Installed()
    asking = {
        found.title for key in others.keys()  # noqa: SIM118 -- not a mapping
        if (found := others.find(key)) and library.key in found.dependencies
    }  # fmt: skip
    return (*sorted(using), *sorted(asking))
