"""Takes a stream of blocks apart and puts it together for the other side, block by block as the lesson defines them.

What a block may hold is asked of the block itself; what a row is called there is for ``Crossing`` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Model
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from core.choosing import KeptByKey
from courses.blocks.choices import (
    audience_choices,
    contact_choices,
    destination_choices,
    fact_choices,
    origin_choices,
    phrase_choices,
)
from courses.blocks.shared import shared_choices
from courses.models import Audience
from h5p.models import Interactive
from handover.faults import Fault
from handover.records import Kind
from handover.strict import has_bad_signs
from media.models import Film

LONGEST_TEXT = 20_000
MOST_BLOCKS = 400
# Choices that are data: what a chosen code is the key of.
NAMED: Mapping[Callable[[], Any], str] = {
    fact_choices: "fact_key",
    contact_choices: "fact_key",
    phrase_choices: "phrase",
    destination_choices: "destination",
    origin_choices: "origin",
    shared_choices: "shared",
}


# What blocks hold by a key that is the same everywhere.
KEPT: Mapping[type[Model], Kind] = {Film: Kind.FILM, Interactive: Kind.INTERACTIVE}


class Crossing(Protocol):
    """What happens on the way across."""

    def medium(self, kind: Kind, name: Any, at: str) -> Any:
        """What a picture or document is called over there; None where there is none."""

    def text(self, html: str, at: str) -> str:
        """Rich text, with its links to pages and documents as they are called over there."""

    def kept(self, kind: Kind, key: str, at: str) -> None:
        """A block shows what has the same key everywhere."""

    def named(self, what: str, code: str, at: str) -> bool:
        """A block names a code of what the site knows, such as a kind of fact. False where that does not go along."""

    def fault(self, fault: Fault, at: str) -> None:
        """Something is not as it may be."""


def carry(stream: blocks.StreamBlock, raw: Any, crossing: Crossing, at: str) -> list[Any]:
    """The same stream for the other side: every part there, in our order, nothing besides."""
    carried: list[Any] = _stream(stream, raw, crossing, at)
    return carried


def _block(block: blocks.Block, raw: Any, crossing: Crossing, at: str) -> Any:
    for kind, carry_one in _CARRIERS:
        if isinstance(block, kind):
            return carry_one(block, raw, crossing, at)
    crossing.fault(Fault.UNKNOWN_BLOCK, at)
    return None


def _stream(block: blocks.StreamBlock, raw: Any, crossing: Crossing, at: str) -> list[Any]:
    carried = []
    for child, key, here in _children(raw, crossing, at):
        kind = child.get("type")
        if not isinstance(kind, str) or kind not in block.child_blocks:
            crossing.fault(Fault.UNKNOWN_BLOCK, here)
            continue
        value = _block(block.child_blocks[kind], child.get("value"), crossing, f"{here}.{kind}")
        carried.append({"type": kind, "value": value, "id": key})
    return carried


def _list(block: blocks.ListBlock, raw: Any, crossing: Crossing, at: str) -> list[Any]:
    return [
        {"type": "item", "value": _block(block.child_block, child.get("value"), crossing, here), "id": key}
        for child, key, here in _children(raw, crossing, at)
    ]


def _children(raw: Any, crossing: Crossing, at: str) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """Each child with its id and its place. One without an id gets one that is the same every time."""
    if not isinstance(raw, list | tuple):
        crossing.fault(Fault.WRONG_TYPE, at)
        return
    if len(raw) > MOST_BLOCKS:
        crossing.fault(Fault.TOO_LONG, at)
        return
    seen = set()
    for number, child in enumerate(raw, start=1):
        here = f"{at}.{number}"
        if not isinstance(child, Mapping) or not child.keys() <= {"type", "value", "id"}:
            crossing.fault(Fault.WRONG_TYPE, here)
            continue
        key = child.get("id") or str(uuid5(NAMESPACE_OID, here))
        if not isinstance(key, str) or len(key) > 60 or not key.replace("-", "").isalnum():
            crossing.fault(Fault.WRONG_TYPE, here)
            continue
        if key in seen:
            crossing.fault(Fault.SAME_KEY, here)
        seen.add(key)
        yield child, key, here


def _struct(block: blocks.StructBlock, raw: Any, crossing: Crossing, at: str) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        crossing.fault(Fault.WRONG_TYPE, at)
        return {}
    for name in raw.keys() - block.child_blocks.keys():
        crossing.fault(Fault.UNKNOWN_FIELD, f"{at}.{str(name)[:60]}")
    return {
        name: _block(child, raw[name] if name in raw else child.get_prep_value(child.get_default()), crossing,
                     f"{at}.{name}")
        for name, child in block.child_blocks.items()
    }  # fmt: skip


def _image(block: ImageBlock, raw: Any, crossing: Crossing, at: str) -> Any:
    if raw is None or (isinstance(raw, Mapping) and raw.get("image") is None):
        return None
    if not isinstance(raw, Mapping):
        raw = {"image": raw, "alt_text": "", "decorative": False}
    return _struct(block, raw, crossing, at)


def _picture(_block: ImageChooserBlock, raw: Any, crossing: Crossing, at: str) -> Any:
    return None if raw is None else crossing.medium(Kind.PICTURE, raw, at)


def _document(_block: DocumentChooserBlock, raw: Any, crossing: Crossing, at: str) -> Any:
    return None if raw is None else crossing.medium(Kind.DOCUMENT, raw, at)


def _kept_by_key(block: KeptByKey, raw: Any, crossing: Crossing, at: str) -> str | None:
    """The key of a film or an H5P content, which is the same everywhere."""
    if raw is None:
        return None
    try:
        key = str(UUID(raw))
    except (ValueError, TypeError, AttributeError):
        crossing.fault(Fault.WRONG_TYPE, at)
        return None
    crossing.kept(KEPT[block.model_class], key, at)
    return key


def _rich(_block: blocks.RichTextBlock, raw: Any, crossing: Crossing, at: str) -> str:
    return crossing.text(_text(_block, raw, crossing, at), at)


def _text(block: blocks.Block, raw: Any, crossing: Crossing, at: str) -> str:
    said = "" if raw is None else raw
    longest = getattr(getattr(block, "field", None), "max_length", None) or LONGEST_TEXT
    if not isinstance(said, str):
        crossing.fault(Fault.WRONG_TYPE, at)
        return ""
    if len(said) > longest:
        crossing.fault(Fault.TOO_LONG, at)
    if has_bad_signs(said):
        crossing.fault(Fault.BAD_SIGNS, at)
    return said


def _flag(_block: blocks.BooleanBlock, raw: Any, crossing: Crossing, at: str) -> bool:
    if not isinstance(raw, bool | None):
        crossing.fault(Fault.WRONG_TYPE, at)
    return raw is True


def _whole(_block: blocks.IntegerBlock, raw: Any, crossing: Crossing, at: str) -> int | None:
    if raw is None:
        return None
    if not isinstance(raw, int) or isinstance(raw, bool):
        crossing.fault(Fault.WRONG_TYPE, at)
        return None
    if not -1_000_000 <= raw <= 1_000_000:
        crossing.fault(Fault.BAD_NUMBER, at)
    return raw


def _choice(block: blocks.ChoiceBlock, raw: Any, crossing: Crossing, at: str) -> str:
    chosen = _text(block, raw, crossing, at)
    return chosen if chosen and _is_offered(block, chosen, crossing, at) else ""


def _choices(block: blocks.MultipleChoiceBlock, raw: Any, crossing: Crossing, at: str) -> list[str]:
    if raw is None:
        return []
    if not isinstance(raw, list | tuple) or not all(isinstance(each, str) for each in raw) or len(raw) > MOST_BLOCKS:
        crossing.fault(Fault.WRONG_TYPE, at)
        return []
    return [each for each in raw if _is_offered(block, each, crossing, at)]


def _is_offered(block: Any, chosen: str, crossing: Crossing, at: str) -> bool:
    offered = block._constructor_kwargs["choices"]
    if callable(offered) and offered in NAMED:
        return crossing.named(NAMED[offered], chosen, at)
    known = Audience.values if offered is audience_choices else [value for value, _label in offered]
    if chosen not in known:
        crossing.fault(Fault.NOT_A_CHOICE, at)
    return chosen in known


# The narrower kind first: an image block is a struct, too.
_CARRIERS: tuple[tuple[Any, Callable[..., Any]], ...] = (
    (ImageBlock, _image),
    (ImageChooserBlock, _picture),
    (DocumentChooserBlock, _document),
    (KeptByKey, _kept_by_key),
    (blocks.StreamBlock, _stream),
    (blocks.ListBlock, _list),
    (blocks.StructBlock, _struct),
    (blocks.RichTextBlock, _rich),
    (blocks.MultipleChoiceBlock, _choices),
    (blocks.ChoiceBlock, _choice),
    (blocks.BooleanBlock, _flag),
    (blocks.IntegerBlock, _whole),
    (blocks.CharBlock, _text),
    (blocks.TextBlock, _text),
)
