"""Which facts the blocks of a lesson lean on, found in its stored JSON. Knows no pages and asks nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

DESTINATION = "destination"
ORIGIN = "origin"
# Fields of any block that may name a fact. Numbers to call are of the place where the key is known.
_FACTS = ("key", "fact")
_NUMBERS = ("keys", "call")
_PHRASES = frozenset({"phrases", "phrase_cards"})  # their keys are of the phrase book


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


def references(stream: Iterable[Any], *, known: Container[str]) -> frozenset[Reference]:
    """Every known fact key that a stream's blocks name, however deep it stands."""
    return frozenset(_inside(list(stream), Reference("", ""), known))


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
    yield from _inside(block["value"], here if kind == "item" else replace(here, block=kind), known)


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
