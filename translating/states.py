"""How far a translation has come, and what is to be done next. Knows no pages and no rows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\S+")


class State(StrEnum):
    """From nothing to words that a native speaker stands behind."""

    MISSING = "missing"
    DRAFT = "draft"
    STALE = "stale"
    PUBLISHED = "published"
    REVIEWED = "reviewed"


class Step(StrEnum):
    """What a translator or reviewer does next."""

    START = "start"
    GO_ON = "go_on"
    SEE_CHANGES = "see_changes"
    PUBLISH = "publish"
    ASK = "ask"
    REVIEW = "review"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Standing:
    """What is known of one page, or one part of the bank, in one language.

    ``carried`` counts passages whose words of today are translated; ``outdated`` those that were translated from other
    words. ``changed`` means that the source changed after these words went live, ``newer`` that words were translated
    since.
    """

    passages: int = 0
    carried: int = 0
    outdated: int = 0
    begun: bool = False
    live: bool = False
    changed: bool = False
    newer: bool = False
    asked: bool = False
    signed: bool = False

    @property
    def lacking(self) -> int:
        """Passages without a translation of today's words."""
        return max(self.passages - self.carried, 0)

    @property
    def state(self) -> State:
        if not self.live and not self.carried and not self.outdated:
            return State.MISSING
        if self.outdated or (self.live and self.changed):
            return State.STALE
        if self.lacking or not self.live:
            return State.DRAFT
        return State.REVIEWED if self.signed else State.PUBLISHED

    @property
    def step(self) -> Step:
        if not self.begun:
            return Step.START
        if self.state is State.STALE:
            return Step.SEE_CHANGES
        if self.lacking:
            return Step.GO_ON
        if not self.live or self.newer:
            return Step.PUBLISH
        if self.signed:
            return Step.NOTHING
        return Step.REVIEW if self.asked else Step.ASK


@dataclass(frozen=True)
class Changed:
    """A passage whose source has changed: the words then and what was made of them, and the words now.

    Without words then the passage is new; without words now it is gone.
    """

    place: str
    then: str
    now: str
    translation: str = ""

    @property
    def old(self) -> tuple[Piece, ...]:
        """The words then, cut where they differ from those of now."""
        return _pieces(self.then, self.now)

    @property
    def new(self) -> tuple[Piece, ...]:
        """The words now, cut where they differ from those then."""
        return _pieces(self.now, self.then)


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the other side lacks them."""

    text: str
    differs: bool


def _pieces(text: str, other: str) -> tuple[Piece, ...]:
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return tuple(
        Piece("".join(mine[start:end]), kind != "equal")
        for kind, start, end, _from, _to in matcher.get_opcodes()
        if end > start
    )


def pair(place: str, then: Iterable[tuple[str, str]], now: Iterable[str]) -> tuple[Changed, ...]:
    """The (words, translation) of before beside the words of today in one place, in their order; what is left over
    on either side stands alone."""
    before, after = list(then), list(now)
    both = [Changed(place, old, new, said) for (old, said), new in zip(before, after, strict=False)]
    gone = [Changed(place, old, "", said) for old, said in before[len(after) :]]
    return (*both, *gone, *(Changed(place, "", new) for new in after[len(before) :]))


def counts(standings: Iterable[Standing]) -> dict[State, int]:
    """How many there are of each state."""
    found = dict.fromkeys(State, 0)
    for standing in standings:
        found[standing.state] += 1
    return found


# Words about these are written back by a second person before a native speaker signs for them.
RIGHTS = frozenset(
    {"human_rights", "labour_rights", "contracts", "self_protection", "redress", "hiv", "reproductive_health"}
)


def needs_back_check(topics: Iterable[str], *, sensitive: bool, rights: Container[str] = RIGHTS) -> bool:
    """Whether a mistake in these words could take a right away."""
    return sensitive or any(topic in rights for topic in topics)


def translated_from(history: Iterable[tuple[str, str]], target: str) -> str | None:
    """The source words that a translation was made from: those beside it when it was first written as it is.

    ``history`` holds (source, translation) from the newest state to the oldest. None where it is not in the history.
    """
    found = None
    for source, said in history:
        if said != target:
            break
        found = source
    return found
