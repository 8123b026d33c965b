"""A recording of someone who reads aloud, chosen from the library of documents."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.blocks import DocumentChooserBlock

from media.sounds import Kind, promises_sound


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
    if document.file_extension.lower() not in list(Kind):
        return False
    with document.open_file() as file:
        return promises_sound(file.read(16))
