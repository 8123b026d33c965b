"""What a page says, field by field and block by block, as review reads it. Knows no particular page.

A path names a field and then, with dots, the ids of blocks and the names of their parts, as Wagtail's editor does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_localize.fields import TranslatableField

from core.blocks import VerbatimBlock
from courses.blocks import StepBlock
from review.sources import Subject, Text
from review.terms import Passage

ALT = "alt"
QUOTE = "quote"
TITLE = "title"
PLAIN = "text"
# Parts of a block that tell whether what stands beside them is offered as right.
_RIGHT = ("correct", "good")
_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^>]+>")


def text_of(page: Page) -> Text:
    """Everything that this page object says in its language."""
    subject = Subject(page._meta.label_lower, page.translation_key, page.locale.language_code)
    return Text(subject, page.title, passages_of(page))


def passages_of(page: Page) -> tuple[Passage, ...]:
    """The words of this page object. No query but for pictures chosen from the library."""
    return passages_in(type(page), {name: getattr(page, name) for name in worded(type(page))})


def passages_in(model: type[Page], values: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The words in the values of a page's fields, as an editor's form holds them too."""
    return tuple(
        passage for name in worded(model) for passage in _in_field(name, values.get(name)) if passage.text.strip()
    )


def worded(model: type[Page]) -> list[str]:
    """The fields that hold words: those that are translated."""
    return [field.field_name for field in model.translatable_fields if isinstance(field, TranslatableField)]


def _in_field(name: str, value: Any) -> Iterator[Passage]:
    if isinstance(value, blocks.StreamValue):
        yield from _in_block(value.stream_block, value, name, PLAIN)
    elif value:
        yield Passage(name, str(value), TITLE if name == "title" else PLAIN)


def _in_block(block: blocks.Block, value: Any, path: str, kind: str) -> Iterator[Passage]:
    if isinstance(block, ImageBlock):
        if value and (alt := getattr(value, "contextual_alt_text", "")):
            yield Passage(f"{path}.alt_text", alt, ALT)
    elif isinstance(block, blocks.StreamBlock):
        for child in value or ():
            yield from _in_block(child.block, child.value, f"{path}.{child.id}", kind)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks if value else ():
            yield from _in_block(child.block, child.value, f"{path}.{child.id}", kind)
    elif isinstance(block, blocks.StructBlock):
        yield from _in_struct(block, value or {}, path, kind)
    elif value and isinstance(block, blocks.RichTextBlock):
        yield Passage(path, plain(value), kind)
    elif value and isinstance(block, blocks.CharBlock | blocks.TextBlock) and not isinstance(block, VerbatimBlock):
        yield Passage(path, str(value), TITLE if isinstance(block, StepBlock) else kind)


def _in_struct(block: blocks.StructBlock, value: Mapping[str, Any], path: str, kind: str) -> Iterator[Passage]:
    for name, child in block.child_blocks.items():
        yield from _in_block(child, value.get(name), f"{path}.{name}", _kind(name, value, kind))


def _kind(name: str, beside: Mapping[str, Any], kind: str) -> str:
    """What somebody is heard to say or a paper says is quoted; so is a choice that is offered as wrong."""
    if name.startswith(ALT):
        return ALT
    if name == "words":
        return QUOTE
    if name == "text" and any(mark in beside and not beside[mark] for mark in _RIGHT):
        return QUOTE
    return kind


def plain(words: RichText | str) -> str:
    """Rich text as plain lines: one for each paragraph and item."""
    source = words.source if isinstance(words, RichText) else str(words)
    lines = unescape(_TAG.sub("", _END.sub("\n", source))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
