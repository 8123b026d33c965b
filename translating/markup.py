"""Says whether a translation keeps the tags and placeholders of its source. Knows no rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)(/?)>")
_ID = re.compile(r"""\bid\s*=\s*["']?([\w-]+)""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
_MAY_DIFFER = frozenset({"br"})


class Fault(StrEnum):
    """Why a translation cannot be taken."""

    TAGS_DIFFER = "tags_differ"
    TAGS_BROKEN = "tags_broken"
    PLACEHOLDERS_DIFFER = "placeholders_differ"


def faults(source: str, target: str, *, tagged: bool) -> tuple[Fault, ...]:
    """What is wrong with a translation; nothing when it may be taken. ``tagged`` words may hold tags, others may not
    and are compared by their placeholders alone. Line breaks may differ: languages break lines where they like."""
    return tuple(_faults(source, target, tagged))


def _faults(source: str, target: str, tagged: bool) -> Iterator[Fault]:
    if tagged and _broken(target):
        yield Fault.TAGS_BROKEN
    elif tagged and _tags(source) != _tags(target):
        yield Fault.TAGS_DIFFER
    if Counter(_PLACEHOLDER.findall(source)) != Counter(_PLACEHOLDER.findall(target)):
        yield Fault.PLACEHOLDERS_DIFFER


def _tags(text: str) -> Counter[tuple[str, str]]:
    """Each opening tag with what it is called by, such as ``a`` with ``a1``."""
    found: Counter[tuple[str, str]] = Counter()
    for closing, name, attributes, _empty in _TAG.findall(text):
        if not closing and name.lower() not in _MAY_DIFFER:
            called = _ID.search(attributes)
            found[name.lower(), called[1] if called else ""] += 1
    return found


def _broken(text: str) -> bool:
    """Whether a tag is not closed, is closed twice or crosses another, or a loose ``<`` stands in the words."""
    if "<" in _TAG.sub("", text):
        return True
    opened: list[str] = []
    for closing, name, _attributes, empty in _TAG.findall(text):
        tag = name.lower()
        if tag in _MAY_DIFFER or empty:
            continue
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return True
    return bool(opened)
