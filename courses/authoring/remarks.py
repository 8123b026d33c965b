"""What an author should look at in a lesson, from its stored blocks and what is known of facts. Knows no pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FIRST_PAGE_BYTES = 40_000  # what a phone may have to fetch before the first lesson stands, pictures aside
NEXT_PAGE_BYTES = 10_000
# She decides, tries, compares or fills in.
INTERACTIVE = frozenset(
    {
        "scenario", "practice", "branching", "sort", "contract", "compare", "contract_check", "remittance", "budget",
        "checklist", "sheet", "phrase_cards",
    }
)  # fmt: skip


class Problem(StrEnum):
    NO_OBJECTIVE = "no_objective"
    NO_SCREEN = "no_screen"
    NOTHING_TO_TRY = "nothing_to_try"
    NO_ALT = "no_alt"
    PLACEHOLDER = "placeholder"
    TOO_LONG = "too_long"
    TOO_HEAVY = "too_heavy"
    FACT_UNKNOWN = "fact_unknown"
    FACT_HIDDEN = "fact_hidden"
    FACT_NO_SOURCE = "fact_no_source"


@dataclass(frozen=True)
class Remark:
    """One thing to look at. ``about`` names a fact; ``places`` the countries where it is so; none means anywhere."""

    problem: Problem
    about: str = ""
    places: tuple[str, ...] = ()
    count: int = 0


def of_blocks(stream: Iterable[Any], *, objective: str) -> Iterator[Remark]:
    """What the blocks themselves tell."""
    blocks = list(_blocks(list(stream)))
    if not objective.strip():
        yield Remark(Problem.NO_OBJECTIVE)
    if not any(kind == "step" for kind, _value in blocks):
        yield Remark(Problem.NO_SCREEN)
    if not any(kind in INTERACTIVE for kind, _value in blocks):
        yield Remark(Problem.NOTHING_TO_TRY)
    if silent := sum(_is_silent(kind, value) for kind, value in blocks):
        yield Remark(Problem.NO_ALT, count=silent)


def _blocks(value: Any) -> Iterator[tuple[str, Any]]:
    """Every block with its kind, however deep."""
    if isinstance(value, Mapping):
        if isinstance(value.get("type"), str) and "value" in value:
            yield value["type"], value["value"]
        for inside in value.values():
            yield from _blocks(inside)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _blocks(each)


def _is_silent(kind: str, value: Any) -> bool:
    """A picture or drawing that says nothing to whom cannot see it."""
    if kind == "figure":
        return not str(value.get("alt") or "").strip()
    if kind == "picture":
        image = value.get("image") or {}
        said = isinstance(image, Mapping) and (image.get("decorative") or str(image.get("alt_text") or "").strip())
        return not said
    return False
