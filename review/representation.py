"""Who is seen and heard in a module, counted from what its author tagged. Guesses nothing from names or faces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WOMAN = "woman"
MAN = "man"
DECIDERS = frozenset({"official", "expert", "decider"})
RETURNEE = "returnee"
GOOD_MEN = frozenset({"carer", "ally"})  # a man who does care work, or respects her rights
DISTRESS = "distress"

WOMEN_OF_PEOPLE = 50  # per cent
WOMEN_OF_LINES = 50
WOMEN_OF_DECIDERS = 40
MOST_DISTRESS = 10


@dataclass(frozen=True)
class Character:
    """A named person of a lesson. ``sex`` is as tagged, empty where not said; ``lines`` are those she speaks."""

    name: str
    sex: str
    role: str
    lines: int = 0


@dataclass(frozen=True)
class Image:
    """A picture and what its author says that it shows, such as ``working``, ``deciding``, ``distress``."""

    shows: frozenset[str]
    cover: bool = False


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def per_cent(self) -> int:
        """Cut to whole ones: 100 means all. Nothing of nothing is 0."""
        return self.part * 100 // self.whole if self.whole else 0

    def reaches(self, per_cent: int) -> bool:
        return self.part * 100 >= self.whole * per_cent


@dataclass(frozen=True)
class Counts:
    """What was counted: women among people, lines and deciders; two kinds of people who must be there; pictures."""

    people: Share = Share()
    lines: Share = Share()
    deciders: Share = Share()
    returnee_women_speaking: int = 0
    men_who_care: int = 0
    distress: Share = Share()
    distress_on_cover: bool = False


class Lack(StrEnum):
    """What may fall short. The codes are stable."""

    WOMEN_NAMED = "women_named"
    WOMEN_SPEAKING = "women_speaking"
    WOMEN_DECIDING = "women_deciding"
    RETURNEE_VOICE = "returnee_voice"
    MAN_WHO_CARES = "man_who_cares"
    DISTRESS = "distress"
    DISTRESS_ON_COVER = "distress_on_cover"


@dataclass(frozen=True)
class Shortfall:
    """``has`` against ``asked``, in per cent for shares and in heads or pictures otherwise; ``of`` is the whole."""

    lack: Lack
    has: int
    asked: int
    of: int = 0


def count(people: Iterable[Character], images: Iterable[Image]) -> Counts:
    """Count the people and pictures of one module. Entries of one name, sex and role are one person."""
    cast = _merged(people)
    shown = list(images)
    return Counts(
        people=_women_of(cast),
        lines=Share(sum(one.lines for one in cast if one.sex == WOMAN), sum(one.lines for one in cast)),
        deciders=_women_of([one for one in cast if one.role in DECIDERS]),
        returnee_women_speaking=sum(one.sex == WOMAN and one.role == RETURNEE and one.lines > 0 for one in cast),
        men_who_care=sum(one.sex == MAN and one.role in GOOD_MEN for one in cast),
        distress=Share(sum(DISTRESS in image.shows for image in shown), len(shown)),
        distress_on_cover=any(image.cover and DISTRESS in image.shows for image in shown),
    )


def findings(counts: Counts) -> tuple[Shortfall, ...]:
    """What falls short, in the order of ``Lack``. Shares of nothing fall short of nothing."""
    shares = (
        (Lack.WOMEN_NAMED, counts.people, WOMEN_OF_PEOPLE),
        (Lack.WOMEN_SPEAKING, counts.lines, WOMEN_OF_LINES),
        (Lack.WOMEN_DECIDING, counts.deciders, WOMEN_OF_DECIDERS),
    )
    low = [(lack, share, asked) for lack, share, asked in shares if not share.reaches(asked)]
    found = [Shortfall(lack, share.per_cent, asked, share.whole) for lack, share, asked in low]
    voices = ((Lack.RETURNEE_VOICE, counts.returnee_women_speaking), (Lack.MAN_WHO_CARES, counts.men_who_care))
    found += [Shortfall(lack, 0, 1, counts.people.whole) for lack, heads in voices if not heads]
    if counts.distress.part * 100 > counts.distress.whole * MOST_DISTRESS:
        found.append(Shortfall(Lack.DISTRESS, counts.distress.per_cent, MOST_DISTRESS, counts.distress.whole))
    if counts.distress_on_cover:
        found.append(Shortfall(Lack.DISTRESS_ON_COVER, 1, 0, counts.distress.whole))
    return tuple(found)


def _women_of(people: list[Character]) -> Share:
    return Share(sum(one.sex == WOMAN for one in people), len(people))


def _merged(people: Iterable[Character]) -> list[Character]:
    known: dict[tuple[str, str, str], Character] = {}
    for one in people:
        key = (one.name, one.sex, one.role)
        lines = one.lines + (known[key].lines if key in known else 0)
        known[key] = Character(one.name, one.sex, one.role, lines)
    return list(known.values())
