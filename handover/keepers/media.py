"""Pictures and documents. Whatever comes in is taken apart first; nothing bears a name that somebody sent."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import file_digest, sha1
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents.models import Document

from handover import containers
from handover.faults import Fault, Problem, RefusedArchive
from handover.keepers.hand import Hand, InUse
from handover.keepers.vocabulary import remove
from handover.models import Medium
from handover.records import MEDIA, Fields, Kind, Record
from media.models import Picture
from media.pictures import NotAPicture, reencode

LARGEST_PICTURE = 24 * 1024 * 1024
_PLACES: dict[Kind, str] = {Kind.PICTURE: "picture", Kind.DOCUMENT: "document"}
_MODELS: dict[Kind, Any] = {Kind.PICTURE: Picture, Kind.DOCUMENT: Document}


def name_of(kind: Kind, pk: int) -> str | None:
    """What a picture or document is called in archives; None where it is gone. Its file is read."""
    known = Medium.objects.filter(**{_PLACES[kind]: pk}).values_list("key", flat=True).first()
    if known:
        return str(known)
    row = _MODELS[kind].objects.filter(pk=pk).first()
    return row and _sha256(row.file)


def remember(kind: Kind, pk: int, name: str) -> None:
    """Know a picture or document again when it comes back from elsewhere."""
    Medium.objects.get_or_create(**{_PLACES[kind]: _MODELS[kind].objects.get(pk=pk)}, defaults={"key": name})


def row_of(kind: Kind, name: str) -> int | None:
    found: int | None = Medium.objects.filter(key=name).values_list(f"{_PLACES[kind]}_id", flat=True).first()
    return found


def clean(kind: Kind, content: bytes, file: str) -> tuple[bytes, str]:
    """What of a file may be kept, and its ending. Raises ``RefusedArchive``.

    A picture is decoded whole; it keeps its bytes only where they are pixels and nothing else.
    """
    ending = file.rpartition(".")[2]
    if kind is Kind.DOCUMENT:
        if not containers.begins_as(content, ending):
            raise RefusedArchive([Problem(Fault.BAD_DOCUMENT, file)])
        return content, ending
    if len(content) > LARGEST_PICTURE:
        raise RefusedArchive([Problem(Fault.FILE_TOO_LARGE, file)])
    try:
        anew = reencode(content)
    except NotAPicture as error:
        raise RefusedArchive([Problem(Fault.BAD_PICTURE, file)]) from error
    bare = containers.is_bare_picture(content)
    same_kind = content.startswith(b"\x89PNG") == (anew.extension == "png")
    return (content if bare and same_kind else anew.content), anew.extension


class Media:
    def __init__(self, kind: Kind, *plain: str) -> None:
        self.kind = kind
        self._plain = plain

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        place = _PLACES[self.kind]
        known = Medium.objects.filter(key__in=list(keys)).exclude(**{place: None}).select_related(place)
        return {one.key: self._fields(getattr(one, place), one.key) for one in known}

    def _fields(self, row: Any, key: str) -> Fields:
        ending = PurePosixPath(row.file.name).suffix.lower()
        return {name: getattr(row, name) for name in self._plain} | {"file": f"{MEDIA}{key}{ending}"}

    def write(self, record: Record, hand: Hand) -> None:
        row = self._row(record, hand)
        for name in self._plain:
            setattr(row, name, record.fields[name])
        row.save()

    def _row(self, record: Record, hand: Hand) -> Any:
        """The one that is here, by its name or by its very bytes, else a new one."""
        model, place = _MODELS[self.kind], _PLACES[self.kind]
        known = row_of(self.kind, record.key)
        if known:
            return model.objects.get(pk=known)
        content, ending = clean(self.kind, b"".join(hand.pieces(record.fields["file"])), record.fields["file"])
        # Wagtail's own mark of a file.
        mark = sha1(content, usedforsecurity=False).hexdigest()
        named = Medium.objects.exclude(**{place: None}).values(place)
        unnamed = model.objects.filter(file_hash=mark).exclude(pk__in=named).first()
        row = unnamed or self._made(content, f"{record.key[:24]}.{ending}", record, hand)
        Medium.objects.create(key=record.key, **{place: row})
        return row

    def _made(self, content: bytes, name: str, record: Record, hand: Hand) -> Any:
        wrapped = (ImageFile if self.kind is Kind.PICTURE else File)(BytesIO(content), name=name)
        row = _MODELS[self.kind](title=record.fields["title"], uploaded_by_user=hand.by, file=wrapped)
        # Size and mark, which Wagtail's own forms fill in.
        (row._set_image_file_metadata if self.kind is Kind.PICTURE else row._set_document_file_metadata)()
        hand.files.append(row.file)
        row.save()
        return row

    def erase(self, key: str, hand: Hand) -> None:
        pk = row_of(self.kind, key)
        row = pk and _MODELS[self.kind].objects.get(pk=pk)
        if row and row.get_usage().count():
            raise InUse(row.title)
        remove(row or None)


def _sha256(file: Any) -> str:
    with file.storage.open(file.name) as opened:
        return file_digest(opened, "sha256").hexdigest()


def pieces_of(kind: Kind, key: str) -> Any:
    """The bytes of a file for the way out, in pieces."""
    pk = row_of(kind, key)
    row = _MODELS[kind].objects.get(pk=pk)
    with row.file.storage.open(row.file.name) as opened:
        yield from opened.chunks()
