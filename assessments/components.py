"""Decides a quiz that has parts of some weight: theory, practice, the work of a course. Knows not whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a part of the result is made of."""

    THEORY = "theory"
    PRACTICAL = "practical"
    CONTINUOUS = "continuous"


@dataclass(frozen=True)
class Component:
    """One part of the result. ``weight`` is at least 1, whatever the others weigh; ``pass_mark`` is in per cent."""

    kind: Kind
    weight: int
    pass_mark: int


class Short(StrEnum):
    """Why a part, or the whole, does not suffice."""

    NO_RESULT = "no_result"
    TOO_LOW = "too_low"


@dataclass(frozen=True)
class Decision:
    """``ratio`` is the weighted whole, from 0 to 1. What is lacking names no component where the whole is too low."""

    passed: bool
    ratio: Fraction
    lacking: tuple[tuple[Component | None, Short], ...] = ()


def combine(components: Collection[Component], results: Mapping[Kind, Fraction], *, pass_mark: int) -> Decision:
    """Passed when each part reaches its own mark and the whole reaches ``pass_mark``, all inclusive.

    ``results`` are from 0 to 1; a part without one counts as nothing and is lacking. No parts are never passed.
    """
    weights = sum(part.weight for part in components)
    reached = sum((part.weight * results.get(part.kind, Fraction(0)) for part in components), Fraction(0))
    ratio = reached / weights if weights else Fraction(0)
    lacking: list[tuple[Component | None, Short]] = [
        (part, short) for part in components if (short := _short(part, results.get(part.kind)))
    ]
    if not weights or ratio * 100 < pass_mark:
        lacking.append((None, Short.TOO_LOW))
    return Decision(passed=not lacking, ratio=ratio, lacking=tuple(lacking))


def _short(part: Component, result: Fraction | None) -> Short | None:
    if result is None:
        return Short.NO_RESULT
    return Short.TOO_LOW if result * 100 < part.pass_mark else None
