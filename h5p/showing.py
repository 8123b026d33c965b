"""What a page needs to know to show a content in a frame. Knows no lesson: a place is two opaque keys."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Self

from h5p.bundles import address_of
from h5p.models import Interactive


@dataclass(frozen=True)
class Place:
    """Where a content stands: the stable key of a lesson, and the block in it."""

    node: uuid.UUID
    block: uuid.UUID

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From `lesson.block`, as addresses and scripts write it; nothing where it is none."""
        node, _dot, block = text.partition(".")
        try:
            return cls(uuid.UUID(node), uuid.UUID(block))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.node}.{self.block}"


@dataclass(frozen=True)
class Frame:
    """What the script that holds the frame is told. ``kilobytes`` come over the wire before anything is seen."""

    content: uuid.UUID
    title: str
    language: str
    version: int
    bundle: str
    kilobytes: int
    place: Place | None = None


def frame_of(content: Interactive, *, place: Place | None = None) -> Frame | None:
    """The frame of the edition that plays now; nothing while none was made."""
    version = content.version
    if version is None:
        return None
    return Frame(
        content=content.pk, title=content.title, language=content.language, version=version.number,
        bundle=address_of(version.bundle_sha256), kilobytes=max(1, round(version.bundle_bytes / 1000)), place=place,
    )  # fmt: skip
