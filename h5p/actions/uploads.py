"""Takes packages in: keeps the file, has it looked at, and makes a content of it once all its libraries are allowed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from h5p_python import Limits

from accounts.models import User
from h5p.actions import packages
from h5p.actions.packages import Looked
from h5p.models import Interactive, InteractiveVersion, Upload
from work import outbox

TASK = "h5p.tasks.look_at_upload"
LARGEST = Limits().total_bytes
SMALL = 1024 * 1024
"""Files up to this size are looked at while their author waits; others by the worker."""
KEPT = timedelta(days=30)
State = Upload.State


class TooLarge(ValueError):
    """The file is larger than any package may be."""


def receive(file: File[bytes], *, name: str, by: User, now: datetime, replaces: Interactive | None = None) -> Upload:
    """Keep a file that somebody brought. A small one is looked at at once. Raises ``TooLarge``."""
    if file.size > LARGEST:
        raise TooLarge(name)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    upload = Upload(name=name[-255:], sha256=digest.hexdigest(), replaces=replaces, by=by, at=now)
    upload.file.save(f"{upload.pk}.h5p", file, save=False)
    with transaction.atomic():
        upload.save()
        if file.size > SMALL:
            outbox.enqueue(TASK, str(upload.pk), now=now)
    if file.size <= SMALL:
        look_at(upload=upload, now=now)
    return upload


def look_at(*, upload: Upload, now: datetime) -> None:
    """Say all that is wrong with a package; take it in where nothing is, and all its libraries are allowed.

    Looking again is harmless: what is taken in or refused stays so.
    """
    if upload.state not in {State.WAITING, State.ASKING}:
        return
    with upload.file.open("rb") as file:
        stream = cast(BinaryIO, file)
        looked = packages.look_through(stream)
        upload.found = looked.found
        if not looked.verdict.is_valid:
            _refuse(upload)
        elif looked.asks:
            _open_yet(upload).update(state=State.ASKING, found=upload.found)
            upload.refresh_from_db()
        else:
            _take_in(upload, stream, looked, now=now)


def _take_in(upload: Upload, stream: BinaryIO, looked: Looked, *, now: datetime) -> None:
    try:
        packages.take_in(
            stream, looked, by=upload.by, now=now, into=upload.replaces, origin=upload.name, sha256=upload.sha256,
            beside=lambda version: _claim(upload, version),
        )  # fmt: skip
    except _Taken:
        return
    upload.refresh_from_db()
    _forget_file(upload)


class _Taken(Exception):
    """Another worker took it in at this very moment."""


def _claim(upload: Upload, version: InteractiveVersion) -> None:
    """Of two that look at the same file only one makes a content of it."""
    if not _open_yet(upload).update(state=State.DONE, found=upload.found, made=version):
        raise _Taken


def _refuse(upload: Upload) -> None:
    if _open_yet(upload).update(state=State.REFUSED, found=upload.found):
        upload.refresh_from_db()
        _forget_file(upload)


def _open_yet(upload: Upload) -> QuerySet[Upload]:
    """The row, unless another worker came to its end with it meanwhile."""
    return Upload.objects.filter(pk=upload.pk, state__in=[State.WAITING, State.ASKING])


def _forget_file(upload: Upload) -> None:
    """It is needed no more: what was taken out of it is kept apart."""
    upload.file.storage.delete(str(upload.file.name))


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Forget packages that came long ago, with the files of those that nobody took in."""
    old = Upload.objects.filter(at__lt=now - KEPT)
    names: list[Any] = [(one.file.storage, str(one.file.name)) for one in old]
    count = old.count()
    old.delete()
    for storage, name in names:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
    return count
