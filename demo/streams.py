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


def cast_stream(people: Iterable[Raw], *, path: str) -> list[Raw]:
    """Everyone who has a name in a lesson: name, sex, role, lines spoken."""
    return [_block("person", {"speaks": 0, **person}, f"{path}/cast/{n}") for n, person in enumerate(people)]


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


def _voice(given: Raw, _path: str) -> Raw:
    return {**given, "words": _flat(given["words"])}


def _content_note(given: Raw, _path: str) -> Raw:
    return {"text": _flat(given["text"])}


def _film(given: Raw, path: str) -> Raw:
    pauses = [{"at": str(each["at"]), "prompt": _flat(each["prompt"])} for each in given.get("pauses", [])]
    words = {"title": given["title"], "why": _flat(given.get("why", "")), "note": given.get("note", "")}
    asked = {"rule": given.get("rule", ""), "percent": given.get("percent")}
    return {**words, **asked, "film": str(stable_id("film", given["film"])), "pauses": _list(pauses, path)}


def _figure(given: Raw, _path: str) -> Raw:
    return {"shows": [], **given}


def _contract(given: Raw, path: str) -> Raw:
    clauses = [{"look": "", **_flatly(clause)} for clause in given["clauses"]]
    return {"title": given["title"], "intro": _flat(given.get("intro", "")), "clauses": _list(clauses, path)}


def _compare(given: Raw, path: str) -> Raw:
    rows = [{"note": "", "changed": False, **_flatly(row)} for row in given["rows"]]
    return {**given, "rows": _list(rows, path)}


def _contract_check(given: Raw, path: str) -> Raw:
    items = [{"say": "", "call": "", **_flatly(item)} for item in given["items"]]
    return {"title": given["title"], "items": _list(items, path)}


def _remittance(given: Raw, path: str) -> Raw:
    offers = [{name: str(value) for name, value in offer.items()} for offer in given["offers"]]
    return {
        "title": given["title"],
        "amount": str(given["amount"]),
        "offers": _list(offers, path),
        "note": _flat(given.get("note", "")),
    }


def _budget(given: Raw, path: str) -> Raw:
    return {"title": given["title"], "lines": _list(given["lines"], path)}


def _sheet(given: Raw, path: str) -> Raw:
    sections = [
        {
            "heading": section["heading"],
            "lines": _list([{"hint": "", **_flatly(line)} for line in section["lines"]], f"{path}/{number}"),
        }
        for number, section in enumerate(given["sections"])
    ]
    return {"title": given["title"], "purpose": given.get("purpose", "other"), "sections": _list(sections, path)}


def _branching(given: Raw, path: str) -> Raw:
    scenes = [
        {
            "id": scene["id"],
            "story": _flat(scene["story"]),
            "audio": None,
            "choices": _list(scene.get("choices", []), f"{path}/{scene['id']}"),
            "ending": scene.get("ending", ""),
        }
        for scene in given["scenes"]
    ]
    return {"title": given["title"], "scenes": _list(scenes, path)}


def _phrase_cards(given: Raw, _path: str) -> Raw:
    return {"title": given["title"], "keys": given["keys"]}


def _sort(given: Raw, path: str) -> Raw:
    return {
        "title": given["title"],
        "groups": _list(given["groups"], f"{path}/groups"),
        "items": _list([{**_flatly(item), "group": item["group"] + 1} for item in given["items"]], path),
    }


def _path(given: Raw, path: str) -> Raw:
    steps = [{"figure": "", "if_not": "", **_flatly(step)} for step in given["steps"]]
    return {"title": given["title"], "steps": _list(steps, path)}


def _flatly(raw: Raw) -> Raw:
    return {name: _flat(value) if isinstance(value, str) else value for name, value in raw.items()}


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
    return {
        "destinations": destinations,
        "origins": origins,
        "audiences": given.get("audiences") or [],
        "content": content,
    }


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
    "figure": _figure,
    "film": _film,
    "voice": _voice,
    "content_note": _content_note,
    "contract": _contract,
    "compare": _compare,
    "contract_check": _contract_check,
    "remittance": _remittance,
    "budget": _budget,
    "sheet": _sheet,
    "branching": _branching,
    "phrase_cards": _phrase_cards,
    "sort": _sort,
    "path": _path,
}
