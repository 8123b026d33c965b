"""A recording of someone who reads aloud, chosen from the library of documents."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.blocks import DocumentChooserBlock

# How files begin: MP3 with and without a tag, Ogg (Opus), and MPEG-4 (AAC), whose mark stands after four bytes of size.
_BEGINNINGS = ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"OggS"), (4, b"ftyp"))
_KINDS = ("mp3", "ogg", "opus", "m4a")


class RecordingBlock(DocumentChooserBlock):
    """A document that is a recording, by its name and by how the file begins."""

    def clean(self, value: Any) -> Any:
        document = super().clean(value)
        if document and not _is_recording(document):
            raise ValidationError(_("This file is not a recording. Take an MP3, Ogg, Opus or M4A file."))
        return document

    class Meta:
        icon = "media"


def _is_recording(document: Any) -> bool:
    if document.file_extension.lower() not in _KINDS:
        return False
    with document.open_file() as file:
        head = file.read(16)
    return any(head[at : at + len(mark)] == mark for at, mark in _BEGINNINGS)
