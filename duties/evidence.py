"""Vets the file that proves a training: a PDF, or a picture, which is written anew. Keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass

from media.pictures import NotAPicture, reencode

LARGEST = 5 * 1024 * 1024
_PDF = b"%PDF-"
# What makes a PDF do something when it is opened.
_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/RichMedia", b"/XFA")


class NotEvidence(ValueError):
    """Neither a PDF that only shows something, nor a picture, or too large."""


@dataclass(frozen=True)
class Evidence:
    content: bytes
    extension: str


def vetted(content: bytes) -> Evidence:
    """The file as it may be kept. Raises ``NotEvidence``."""
    if len(content) > LARGEST:
        raise NotEvidence("too large")
    if content.startswith(_PDF):
        if any(word in content for word in _ACTIVE):
            raise NotEvidence("active")
        return Evidence(content, "pdf")
    try:
        picture = reencode(content)
    except NotAPicture as error:
        raise NotEvidence("not a picture") from error
    return Evidence(picture.content, picture.extension)
