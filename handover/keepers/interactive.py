"""H5P contents under the key that they have everywhere, each as an .h5p file that is vetted as an upload is."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest
from typing import IO, Any, BinaryIO, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from h5p_python import MissingLibraries, export

from h5p import actions, libraries, wording
from h5p.actions import Looked
from h5p.contents import KeptContent, mark_of
from h5p.models import Interactive, InteractiveVersion
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand, InUse, erased
from handover.records import H5P, Fields, Kind, Record

_PIECE = 64 * 1024
_IN_MEMORY = 4 * 1024 * 1024
_TOLD = 20  # faults of one package: who mends these sends the archive again


class LibrariesMissing(ValueError):
    """A content cannot be handed over: not all libraries are here that it plays with."""


def look_through(pieces: Iterable[bytes], file: str) -> Looked:
    """Raises ``RefusedArchive`` with what is wrong with a package."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream:
        _unpack(pieces, stream)
        looked = actions.look_through(cast(BinaryIO, stream))
    if not looked.verdict.is_valid:
        faults = looked.found["faults"][:_TOLD]
        raise RefusedArchive(Problem(Fault.BAD_H5P, one["path"] or file, wording.fault(one)) for one in faults)
    return looked


def _unpack(pieces: Iterable[bytes], stream: Any) -> None:
    for piece in pieces:
        stream.write(piece)
    stream.seek(0)


class Interactives:
    """A content as its newest edition has it. A change is a new edition; results stay."""

    kind = Kind.INTERACTIVE

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        found: dict[str, Fields] = {}
        for version in _newest(keys):
            mark = mark_of(version)
            content = version.content
            about = {"title": content.title, "language": content.language}
            found[str(content.pk)] = {**about, "content": mark, "file": f"{H5P}{mark}.h5p"}
        return found

    def write(self, record: Record, hand: Hand) -> None:
        """Not for within a transaction: only its last step is one.

        Raises ``InUse`` where an earlier edition is wanted back and is gone.
        """
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream:
            try:
                _unpack(hand.pieces(record.fields.get("file", "")), stream)
            except LookupError:
                self._put_back(record, hand)
            else:
                self._take_in(record, stream, hand)

    def _take_in(self, record: Record, stream: Any, hand: Hand) -> None:
        sha256 = file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        looked = actions.look_through(stream)
        if not looked.verdict.is_valid:  # a library that it leans on went since it was looked at
            raise ValidationError(record.fields["title"])
        key, into = UUID(record.key), Interactive.objects.filter(pk=record.key).first()
        try:
            actions.take_in(
                stream, looked, by=hand.by, now=hand.now, into=into, key=key, origin=record.fields["title"],
                sha256=sha256,
            )  # fmt: skip
        except actions.NotAllowed as error:
            raise ValidationError(record.fields["title"]) from error

    def _put_back(self, record: Record, hand: Hand) -> None:
        """The earlier edition once more, as the newest."""
        content = Interactive.objects.filter(pk=record.key).first()
        for version in content.versions.order_by("-number") if content else ():
            if mark_of(version) == record.fields["content"]:
                actions.add(
                    KeptContent(version), by=hand.by, now=hand.now, into=content, origin=version.origin,
                    sha256=version.sha256,
                )  # fmt: skip
                return
        raise InUse(record.fields["title"])

    def erase(self, key: str, hand: Hand) -> None:
        erased(Interactive.objects.filter(pk=key).first(), actions.delete, used=actions.InUse)


def _newest(keys: Collection[str]) -> list[InteractiveVersion]:
    rows = InteractiveVersion.objects.filter(content__in=list(keys)).select_related("content")
    return list({version.content_id: version for version in rows.order_by("content", "number")}.values())


@contextmanager
def written(key: str) -> Iterator[tuple[IO[bytes], int]]:
    """The content with all its libraries, as other systems take it too, and its size. Raises ``LibrariesMissing``."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        try:
            export(KeptContent(_newest([key])[0]), libraries.shelf(), file)  # type: ignore[arg-type]
        except MissingLibraries as error:
            raise LibrariesMissing(key) from error
        file.seek(0, 2)
        size = file.tell()
        file.seek(0)
        yield cast(IO[bytes], file), size


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
