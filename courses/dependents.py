"""Which facts and phrases the blocks of a lesson lean on, found in its stored JSON. Knows no pages and asks nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

DESTINATION = "destination"
ORIGIN = "origin"
# Fields of any block that may name a fact. Numbers to call are of the place where the key is known.
_FACTS = ("key", "fact")
_NUMBERS = ("keys", "call")
_CARDS = "phrase_cards"
_PHRASES = frozenset({"phrases", _CARDS})  # their keys are of the phrase book
_SHARED = "shared"


@dataclass(frozen=True)
class Reference:
    """A block names a fact. No scope means either place; no destinations or origins mean everyone."""

    key: str
    block: str
    scope: str = ""
    destinations: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def leans_on(self, *, key: str, destination: str, origin: str) -> bool:
        """Whether a change of the fact with this key, of this destination or else this origin, can be seen here."""
        return (
            self.key == key
            and self.scope in {"", DESTINATION if destination else ORIGIN}
            and (not destination or not self.destinations or destination in self.destinations)
            and (not origin or not self.origins or origin in self.origins)
        )


def unfolded(value: Any, *, passages: Mapping[str, list[Any]]) -> Any:
    """The same JSON with the blocks of a shared passage in the place of its code."""
    if isinstance(value, Mapping):
        code = value.get("value")
        if value.get("type") == _SHARED and isinstance(code, str):
            return {**value, "value": passages.get(code, [])}
        return {name: unfolded(part, passages=passages) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [unfolded(each, passages=passages) for each in value]
    return value


def references(stream: Iterable[Any], *, known: Container[str]) -> frozenset[Reference]:
    """Every known fact key that a stream's blocks name, however deep it stands."""
    return frozenset(_inside(list(stream), Reference("", ""), known))


def phrases(value: Any) -> frozenset[str]:
    """Every code of the phrase book that the cards of a stream name, however deep they stand."""
    if isinstance(value, Mapping):
        cards = value.get("value") if value.get("type") == _CARDS else None
        named = _codes(cards.get("keys")) if isinstance(cards, Mapping) else ()
        return frozenset(named).union(*map(phrases, value.values()))
    if isinstance(value, list | tuple):
        return frozenset[str]().union(*map(phrases, value))
    return frozenset()


def _inside(value: Any, here: Reference, known: Container[str]) -> Iterator[Reference]:
    if isinstance(value, Mapping):
        is_block = "value" in value and isinstance(value.get("type"), str)
        yield from _in_block(value, here, known) if is_block else _in_struct(value, here, known)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each, here, known)


def _in_block(block: Mapping[str, Any], here: Reference, known: Container[str]) -> Iterator[Reference]:
    kind = block["type"]
    if kind in _PHRASES:
        return
    # What stands in a shared passage is found by its author in that passage, whatever block it is there.
    named = here if kind == "item" or here.block == _SHARED else replace(here, block=kind)
    yield from _inside(block["value"], named, known)


def _in_struct(struct: Mapping[str, Any], here: Reference, known: Container[str]) -> Iterator[Reference]:
    here = _narrowed(struct, here)
    for name, value in struct.items():
        if name in _FACTS or name in _NUMBERS:
            scope = _scope(struct.get("scope"), name)
            yield from (replace(here, key=code, scope=scope) for code in _codes(value) if code in known)
        else:
            yield from _inside(value, here, known)


def _scope(said: Any, name: str) -> str:
    if said in (DESTINATION, ORIGIN):
        return str(said)
    return DESTINATION if name in _FACTS else ""


def _narrowed(struct: Mapping[str, Any], here: Reference) -> Reference:
    """Inside a passage for some countries."""
    destinations, origins = (frozenset(_codes(struct.get(name))) for name in ("destinations", "origins"))
    return replace(
        here,
        destinations=(destinations & here.destinations) or destinations or here.destinations,
        origins=(origins & here.origins) or origins or here.origins,
    )


def _codes(value: Any) -> list[str]:
    listed = value if isinstance(value, list | tuple) else [value]
    return [code for code in listed if isinstance(code, str) and code]
