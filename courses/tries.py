"""What a lesson asks her to try besides reading, found in its stored JSON. Knows no pages and no persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# The blocks that may ask for something, and under which name each holds what it shows.
KINDS = {"interactive": "content", "film": "film"}
MARKS = tuple(f'"{kind}"' for kind in KINDS)  # without one of these, a stream asks for nothing


class Rule(StrEnum):
    """What of a content counts."""

    NONE = ""
    OPENED = "opened"
    DONE = "done"
    SCORE = "score"
    SEEN = "seen"


@dataclass(frozen=True)
class Try:
    """One thing to try: the id of its block, and what must be reached with it. ``percent`` is of a score or a film."""

    block: str
    rule: Rule
    percent: int = 0

    def met(self, *, done: bool, percent: int | None) -> bool:
        """Whether this is enough; whoever did anything with it has opened it. A score is asked of who has one."""
        if self.rule is Rule.SCORE:
            return percent is not None and percent >= self.percent
        if self.rule is Rule.SEEN:
            return done or (percent or 0) >= self.percent
        return done or self.rule is not Rule.DONE


def tries(body: str) -> tuple[Try, ...]:
    """All that the stream of a lesson asks everybody to try. What only some see, nobody has to do."""
    return tuple(
        Try(block["id"], Rule(block["value"]["rule"]), block["value"].get("percent") or 0)
        for block in _blocks(body, inside=False)
        if block["value"].get("rule") and "id" in block
    )


def holds(body: str, *, block: str, content: str) -> bool:
    """Whether the stream shows this content in this block, to everybody or to some."""
    return any(
        one.get("id") == block and one["value"].get(KINDS[one["type"]]) == content for one in _blocks(body, inside=True)
    )


def _blocks(body: str, *, inside: bool) -> Iterator[dict[str, Any]]:
    """``inside`` what only some see, too."""
    return _walk(json.loads(body), inside=inside) if any(mark in body for mark in MARKS) else iter(())


def _walk(blocks: Any, *, inside: bool) -> Iterator[dict[str, Any]]:
    for block in blocks if isinstance(blocks, list) else ():
        value = block.get("value")
        if block.get("type") in KINDS and isinstance(value, dict):
            yield block
        elif inside and isinstance(value, dict):
            yield from _walk(value.get("content"), inside=True)
