"""Takes files in, piece by piece or at once, and has them looked at. Nobody believes what they are called.

Pieces come in order, each under the number that the server named last. A piece that comes twice is harmless, and one
that came while its answer was lost is not asked for again. So a line that breaks costs one piece.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from core.stores import private_storage
from media.films import keeping
from media.films.actions import films
from media.films.containers import HEAD_BYTES, container_of
from media.films.faults import Fault, NotAFilm
from media.models import Film, FilmUpload
from work import outbox

TASK = "media.tasks.look_at_film"
PIECE_BYTES = 1024 * 1024
KEPT = timedelta(days=7)
STALE = timedelta(days=1)  # no work takes as long
_MEGABYTE = 1_000_000
State = FilmUpload.State


class OutOfTurn(ValueError):
    """Not the piece that is waited for, or not of the size that it must have."""


def begin(*, name: str, size: int, changed: str, by: User, now: datetime, replaces: Film | None = None) -> FilmUpload:
    """Open a way in for a file, or the one that it had: it then goes on where it stood. Raises ``NotAFilm``.

    ``changed`` is what the browser says of when the file was last changed: with name and size it knows it again.
    """
    _sized(size)
    said = f"{name}|{size}|{changed}|{replaces.pk if replaces else ''}"
    mark = hashlib.sha256(said.encode()).hexdigest()
    asked = {"by": by, "mark": mark, "state": State.COMING}
    try:
        with transaction.atomic():
            return FilmUpload.objects.create(**asked, name=name[-255:], bytes=size, replaces=replaces, at=now)
    except IntegrityError:  # one_open_upload_per_file
        return FilmUpload.objects.get(**asked)


def _sized(size: int) -> None:
    if size <= 0:
        raise NotAFilm(Fault.EMPTY)
    if size > settings.FILM_LARGEST_MB * _MEGABYTE:
        raise NotAFilm(Fault.TOO_BIG)


def take_piece(upload: FilmUpload, *, number: int, content: bytes, now: datetime) -> FilmUpload:
    """Take the next piece; the last one has the whole looked at. Raises ``OutOfTurn`` and ``NotAFilm``.

    What the first piece begins with is looked at at once: a wrong file is not sent to its end.
    """
    if number < upload.pieces or upload.state != State.COMING:
        return upload
    if number > upload.pieces or len(content) != min(PIECE_BYTES, upload.bytes - upload.arrived):
        raise OutOfTurn(number)
    if number == 0 and container_of(content[:HEAD_BYTES]) is None:
        _refuse(upload, Fault.NO_FILM)
        raise NotAFilm(Fault.NO_FILM)
    _put(upload, number, ContentFile(content))
    with transaction.atomic():
        mine = FilmUpload.objects.filter(pk=upload.pk, pieces=number, state=State.COMING)
        if mine.update(pieces=F("pieces") + 1, arrived=F("arrived") + len(content)):
            upload.refresh_from_db()
            if upload.arrived == upload.bytes:
                _have_looked_at(upload, now=now)
    upload.refresh_from_db()
    return upload


def receive(file: File[bytes], *, name: str, by: User, now: datetime, replaces: Film | None = None) -> FilmUpload:
    """Take a whole file that came in one form, without a script. Raises ``NotAFilm``."""
    _sized(file.size)
    head = file.read(HEAD_BYTES)
    if container_of(head) is None:
        raise NotAFilm(Fault.NO_FILM)
    file.seek(0)
    upload = FilmUpload(
        name=name[-255:], bytes=file.size, arrived=file.size, pieces=1, by=by, at=now, replaces=replaces,
        state=State.WAITING,
    )  # fmt: skip
    _put(upload, 0, file)
    with transaction.atomic():
        upload.save()
        _have_looked_at(upload, now=now)
    return upload


def _put(upload: FilmUpload, number: int, content: File[bytes]) -> None:
    """Over what a broken try may have left there."""
    storage, name = private_storage(), _piece(upload, number)
    if storage.exists(name):
        storage.delete(name)
    storage.save(name, content)


def _piece(upload: FilmUpload, number: int) -> str:
    return f"films/coming/{upload.pk}/{number:05}"


def _have_looked_at(upload: FilmUpload, *, now: datetime) -> None:
    FilmUpload.objects.filter(pk=upload.pk).update(state=State.WAITING)
    outbox.enqueue(TASK, str(upload.pk), now=now)


def look_at(*, upload: FilmUpload, now: datetime) -> None:
    """Put the pieces together, and make a film of them or say why not. Looking again is harmless."""
    if upload.state != State.WAITING:
        return
    with keeping.scratch() as folder:
        path = folder / "original"
        try:
            _put_together(upload, path)
            films.take_in(
                path, name=upload.name, by=upload.by, now=now, replaces=upload.replaces, pulse=_goes_on,
                beside=lambda film: _claim(upload, film),
            )  # fmt: skip
        except NotAFilm as error:
            _refuse(upload, error.fault)
            return
        except _Taken:
            return
    _forget_pieces(upload)


class _Taken(Exception):
    """Another worker took it in at this very moment."""


def _claim(upload: FilmUpload, film: Film) -> None:
    """Of two that look at the same file only one makes a film of it."""
    if not FilmUpload.objects.filter(pk=upload.pk, state=State.WAITING).update(state=State.DONE, film=film):
        raise _Taken


def is_given_up(upload: FilmUpload) -> bool:
    """Whether nobody will look at it any more: the machine could not, however often it was asked."""
    return upload.state == State.WAITING and not outbox.is_open(TASK, str(upload.pk))


def _goes_on(_said: bytes) -> None:
    outbox.hold_on(now=timezone.now())


def _put_together(upload: FilmUpload, path: Path) -> None:
    with path.open("wb") as whole:
        for piece in _pieces(upload):
            whole.write(piece)
            _goes_on(piece)
    if path.stat().st_size != upload.bytes:
        raise NotAFilm(Fault.NOT_WHOLE)


def _pieces(upload: FilmUpload) -> Iterator[bytes]:
    for number in range(upload.pieces):
        try:
            with private_storage().open(_piece(upload, number)) as file:
                yield from file.chunks(PIECE_BYTES)
        except FileNotFoundError as error:
            raise NotAFilm(Fault.NOT_WHOLE) from error


def _refuse(upload: FilmUpload, fault: Fault) -> None:
    """Unless another worker has taken it in meanwhile, and its pieces with it."""
    still_here = FilmUpload.objects.filter(pk=upload.pk, state__in=[State.COMING, State.WAITING])
    if not still_here.update(state=State.REFUSED, problem=fault):
        return
    upload.state, upload.problem = State.REFUSED, fault
    _forget_pieces(upload)


def _forget_pieces(upload: FilmUpload) -> None:
    for number in range(upload.pieces + 1):
        private_storage().delete(_piece(upload, number))


def forget_old(*, now: datetime) -> int:
    """Forget what came a week ago, with the pieces of files that nobody sent to their end."""
    old = list(FilmUpload.objects.filter(at__lt=now - KEPT))
    for upload in old:
        _forget_pieces(upload)
    FilmUpload.objects.filter(pk__in=[upload.pk for upload in old]).delete()
    keeping.sweep(before=(now - STALE).timestamp())
    return len(old)
