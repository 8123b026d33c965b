"""Keeps files under names made of their bytes, and deletes those that no row names any more.

A name stands only for a whole file: it is written aside and moved in one step, or, in object storage, seen only when
all of it is there. So what a killed worker leaves behind is never taken for finished.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q

from core.stores import private_storage
from media.models import Film, FilmRendition

ORIGINALS, MADE = "films/originals", "films/made"
_PIECE = 1024 * 1024


class _Finished(File):  # type: ignore[type-arg]
    """Moved, not copied, where the storage is a folder beside ours."""

    def temporary_file_path(self) -> str:
        return str(self.name)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder beside the storage, gone afterwards. What killed workers left in others is cleared by ``sweep``."""
    above = _above()
    above.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="film-", dir=above))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _above() -> Path:
    return Path(settings.VAR_DIR) / "scratch"


def sweep(*, before: float) -> None:
    """Clear what was left in scratch folders before this moment, in seconds since the epoch."""
    for folder in _above().glob("film-*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)


def fingerprint(path: Path, *, pulse: Callable[[bytes], None] | None = None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            if pulse:
                pulse(b"")
    return digest.hexdigest()


def keep(path: Path, *, folder: str, sha256: str, ending: str) -> str:
    """Put a finished file where it stays, and give its name there. What stands there already is the same."""
    storage, name, size = private_storage(), f"{folder}/{sha256}.{ending}", path.stat().st_size
    if storage.exists(name):
        if storage.size(name) == size:
            return name
        storage.delete(name)
    with path.open("rb") as opened:
        os.fsync(opened.fileno())
        saved = storage.save(name, _Finished(opened, name=str(path)))
    if saved != name:  # another worker kept the same at this moment
        storage.delete(saved)
    return name


@contextmanager
def at_hand(name: str, *, folder: Path, storage: Storage | None = None) -> Iterator[Path]:
    """A path at which a kept file can be read: its own, or that of a copy where files lie elsewhere."""
    storage = storage or private_storage()
    try:
        yield Path(storage.path(name))
        return
    except NotImplementedError:
        pass
    copy = folder / f"copy-{Path(name).name}"
    with storage.open(name) as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target, _PIECE)
    yield copy


def drop_unused(names: Iterable[str]) -> None:
    """After commit, delete those of these files that no film and no rendition names: equal files are kept once."""
    for name in {one for one in names if one}:
        transaction.on_commit(lambda name=name: _drop(name))  # type: ignore[misc]


def _drop(name: str) -> None:
    named = FilmRendition.objects.filter(Q(file=name) | Q(beside=name)).exists()
    if not named and not Film.objects.filter(original=name).exists():
        private_storage().delete(name)
