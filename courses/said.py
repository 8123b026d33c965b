"""What pages and shared passages say aloud, found in the JSON they are stored as. No query.

Paths are those of ``courses.passages``, which reads the same words from pages as objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from core.blocks import VerbatimBlock
from courses.passages import ALT, plain
from review.sources import Text
from review.terms import Passage

# The fields that documents show. What only authors see is not read aloud.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "courses.coursepage": ("title", "summary"),
    "courses.modulepage": ("title", "summary", "key_message", "objectives"),
    "courses.lessonpage": ("title", "body"),
    "courses.sharedpassage": ("body",),
}


@dataclass(frozen=True)
class Said:
    """Words at a path, and what an author calls the part of the page in which they stand."""

    path: str
    text: str
    part: str


def in_text(text: Text) -> list[Passage]:
    """The passages of what review reads that are read aloud, too: no descriptions of pictures."""
    fields = FIELDS.get(text.subject.model, ())
    return [one for one in text.passages if one.kind != ALT and one.path.partition(".")[0] in fields]


def in_content(model: type[Model], content: Mapping[str, Any]) -> Iterator[Said]:
    """Everything that a page says, from the content of a revision or the plain values of its fields."""
    for name in FIELDS[model._meta.label_lower]:
        field, value = model._meta.get_field(name), content.get(name)
        if isinstance(field, StreamField):
            blocks_in_it = json.loads(value) if isinstance(value, str) else value
            yield from _in_block(field.stream_block, blocks_in_it, name, ())
        elif value:
            yield Said(name, value, capfirst(str(field.verbose_name)))  # type: ignore[union-attr]


def _in_block(block: blocks.Block, value: Any, path: str, labels: tuple[str, ...]) -> Iterator[Said]:
    if not value or isinstance(block, ImageBlock | VerbatimBlock):
        return
    if isinstance(block, blocks.StreamBlock):
        yield from _in_stream(block, value, path, labels)
    elif isinstance(block, blocks.ListBlock):
        for number, each in enumerate(value):
            identity, held = (each["id"], each["value"]) if _is_item(each) else (str(number), each)
            yield from _in_block(block.child_block, held, f"{path}.{identity}", labels)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if not name.startswith(ALT):
                yield from _in_block(child, value.get(name), f"{path}.{name}", (*labels, str(child.label)))
    elif isinstance(block, blocks.RichTextBlock):
        yield Said(path, plain(value), _part(labels))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield Said(path, str(value), _part(labels))


def _in_stream(block: blocks.StreamBlock, value: Any, path: str, labels: tuple[str, ...]) -> Iterator[Said]:
    for each in value:
        if child := block.child_blocks.get(each["type"]):
            yield from _in_block(child, each["value"], f"{path}.{each.get('id')}", (*labels, str(child.label)))


def _is_item(each: Any) -> bool:
    return isinstance(each, Mapping) and each.get("type") == "item" and "value" in each


def _part(labels: tuple[str, ...]) -> str:
    """The outermost and the innermost: between them stand lists whose names say little."""
    return " · ".join(dict.fromkeys((*labels[:1], *labels[-1:])))
