"""Turns a lesson of the content files into the blocks of a page. Ids follow from where a block stands, so a
second load meets the same blocks."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from demo.markup import html

NAMESPACE = uuid.UUID("6f2c7d7e-52a5-5a57-9c57-0b5a0f0c5b10")

Raw = dict[str, Any]


def stable_id(*parts: object) -> uuid.UUID:
    """The same id for the same place, on every machine."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def lesson_stream(lesson: Raw, *, path: str, places: frozenset[str]) -> list[Raw]:
    """A lesson's blocks, screen by screen. Passages for places that are not loaded are left out."""
    blocks: list[Raw] = []
    for screen in lesson["screens"]:
        here = f"{path}/{screen['id']}"
        blocks.append(_block("step", screen["heading"], here))
        blocks += _stream(screen["blocks"], path=here, places=places)
    return blocks


def objectives_stream(objectives: Iterable[str], *, path: str) -> list[Raw]:
    return [_block("objective", text, f"{path}/objective/{number}") for number, text in enumerate(objectives)]


def _stream(items: Iterable[Raw], *, path: str, places: frozenset[str]) -> list[Raw]:
    blocks = []
    for number, item in enumerate(items):
        [(kind, given)] = item.items()
        here = f"{path}/{number}-{kind}"
        value = _only(given, here, places) if kind == "only" else _SHAPES.get(kind, _as_is)(given, here)
        if value is not None:
            blocks.append(_block(kind, value, here))
    return blocks


def _block(kind: str, value: Any, path: str) -> Raw:
    return {"type": kind, "value": value, "id": str(stable_id(path))}


def _list(values: Iterable[Any], path: str) -> list[Raw]:
    return [_block("item", value, f"{path}/{number}") for number, value in enumerate(values)]


def _as_is(given: Any, _path: str) -> Any:
    return given


def _text(given: str, _path: str) -> str:
    return html(given)


def _scenario(given: Raw, path: str) -> Raw:
    choices = [{"text": c["text"], "outcome": c["outcome"], "good": bool(c.get("good"))} for c in given["choices"]]
    return {"story": _flat(given["story"]), "question": given["question"], "choices": _list(choices, path)}


def _checklist(given: Raw, path: str) -> Raw:
    return {"title": given["title"], "items": _list(given["items"], path)}


def _phrases(given: Raw, path: str) -> Raw:
    phrases = [{"meaning": p["meaning"], "text": p["text"], "say": p["say"]} for p in given["items"]]
    return {"title": given["title"], "language": given["language"], "phrases": _list(phrases, path)}


def _practice(given: Raw, path: str) -> Raw:
    options = [
        {"text": str(o["text"]), "correct": bool(o.get("correct")), "feedback": o["feedback"]} for o in given["options"]
    ]
    return {"kind": given.get("kind", "single"), "stem": _flat(given["stem"]), "options": _list(options, path)}


def _fact(given: Raw, _path: str) -> Raw:
    return {"key": given["key"], "scope": given.get("scope", "destination")}


def _contacts(given: Raw, _path: str) -> Raw:
    return {"keys": given["keys"]}


def _only(given: Raw, path: str, places: frozenset[str]) -> Raw | None:
    destinations = [code for code in given.get("destinations") or [] if code in places]
    origins = [code for code in given.get("origins") or [] if code in places]
    if (given.get("destinations") and not destinations) or (given.get("origins") and not origins):
        return None
    content = _stream(given["blocks"], path=path, places=places)
    return {"destinations": destinations, "origins": origins, "content": content}


def _flat(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


_SHAPES: dict[str, Callable[[Any, str], Any]] = {
    "text": _text,
    "scenario": _scenario,
    "checklist": _checklist,
    "phrases": _phrases,
    "practice": _practice,
    "fact": _fact,
    "contacts": _contacts,
}
