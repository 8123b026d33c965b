"""What kinds of surveys and of questions in them there are. Plain names; their words stand in ``models.surveys``."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    CONFIDENCE = "confidence"
    FEEDBACK = "feedback"
    FOLLOW_UP = "follow_up"
    RETURN = "return"
    EMPLOYER = "employer"
    AUTHORITY = "authority"


class Wave(StrEnum):
    """When one survey is asked more than once. As it stands in addresses."""

    BEFORE = "before"
    AFTER = "after"
    MONTHS_3 = "3-months"
    MONTHS_12 = "12-months"
    ONCE = "once"


class CountedBy(StrEnum):
    """What a tally is kept for: one class, or one destination and year. Never both, for their cuts are too small."""

    CLASS = "class"
    PLACE = "place"


class ItemKind(StrEnum):
    AGREEMENT = "agreement"
    YES_NO = "yes_no"
    CHOICE = "choice"


WAVES: dict[Kind, tuple[Wave, ...]] = {
    Kind.CONFIDENCE: (Wave.BEFORE, Wave.AFTER),
    Kind.FEEDBACK: (Wave.ONCE,),
    Kind.FOLLOW_UP: (Wave.MONTHS_3, Wave.MONTHS_12),
    Kind.RETURN: (Wave.ONCE,),
    Kind.EMPLOYER: (Wave.ONCE,),
    Kind.AUTHORITY: (Wave.ONCE,),
}
_OF_A_CLASS = {Kind.CONFIDENCE, Kind.FEEDBACK}

# From agreeing fully down, as a page lists them; the numbers are what a mean is made of.
SCALE = ("5", "4", "3", "2", "1")
AGREEING = frozenset({"5", "4"})
YES, NO, UNSURE = "yes", "no", "unsure"


def counted_by(kind: Kind) -> CountedBy:
    return CountedBy.CLASS if kind in _OF_A_CLASS else CountedBy.PLACE


def answers_of(kind: ItemKind, *, choices: int = 0) -> tuple[str, ...]:
    """The values a page may post for a question. A choice is known by its place, counted from 1."""
    if kind is ItemKind.AGREEMENT:
        return SCALE
    if kind is ItemKind.YES_NO:
        return (YES, NO, UNSURE)
    return tuple(str(place) for place in range(1, choices + 1))
