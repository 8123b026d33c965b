"""Knowledge change: what the same people knew before and after, on linked items. Says nothing of its cause.

Matched pairs are not impact: call it "knowledge change", never "protection achieved". Knows nothing of the database.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

SMALLEST = 5


@dataclass(frozen=True)
class Linked:
    """One item that a person met before and after, with the share, 0 to 1, that was right each time."""

    item: str
    pre: Fraction
    post: Fraction


@dataclass(frozen=True)
class Mastery:
    """Of so many people who met an item twice, the per cent who had it wholly right before, and after."""

    item: str
    people: int
    pre: float
    post: float


@dataclass(frozen=True)
class Change:
    """Means of ``people`` in per cent, each person counting once however many items link hers.

    ``gain`` is post less pre in points, ``low`` to ``high`` its 95 % confidence interval. ``normalised`` is the gain as
    a share of what could be gained, (post - pre) ÷ (100 - pre); none where all knew everything before. ``items`` are
    those that enough people met.
    """

    people: int
    pre: float
    post: float
    gain: float
    low: float
    high: float
    normalised: float | None
    items: tuple[Mastery, ...]


def change(people: Iterable[Sequence[Linked]], *, smallest: int = SMALLEST) -> Change | None:
    """The change over people, each given by her linked items. Who has none is no matched pair and is left out.

    Of too few people nothing is told, not even how many they are. ``smallest`` may ask for more people than
    ``SMALLEST``, not for fewer.
    """
    smallest = max(smallest, SMALLEST)
    matched = [linked for linked in people if linked]
    if len(matched) < smallest:
        return None
    n = len(matched)
    pre = [_mean(one.pre for one in linked) for linked in matched]
    post = [_mean(one.post for one in linked) for linked in matched]
    before, after = _mean(pre) * 100, _mean(post) * 100
    margin = _margin([(late - early) * 100 for early, late in zip(pre, post, strict=True)])
    return Change(
        people=n,
        pre=float(before),
        post=float(after),
        gain=float(after - before),
        low=float(after - before) - margin,
        high=float(after - before) + margin,
        normalised=float((after - before) / (100 - before)) if before < 100 else None,
        items=tuple(one for one in _by_item(matched) if one.people >= smallest),
    )


def student_t(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, by the Cornish-Fisher expansion of Abramowitz & Stegun, 26.7.5.

    Off by less than 0.001 from 4 degrees of freedom on, which is ``SMALLEST`` people; too small below.
    """
    z = 1.959963984540054  # of the normal distribution
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / float(freedom) ** power for power, term in enumerate(terms))


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return sum(listed, Fraction(0)) / len(listed)


def _margin(differences: Sequence[Fraction]) -> float:
    """Half the 95 % confidence interval of their mean."""
    n = len(differences)
    middle = _mean(differences)
    variance = sum(((one - middle) ** 2 for one in differences), Fraction(0)) / (n - 1)
    return student_t(n - 1) * math.sqrt(variance / n)


def _by_item(matched: Iterable[Sequence[Linked]]) -> list[Mastery]:
    met: dict[str, list[Linked]] = {}
    for one in (one for linked in matched for one in linked):
        met.setdefault(one.item, []).append(one)
    return [
        Mastery(
            item,
            people=len(meetings),
            pre=100 * sum(one.pre == 1 for one in meetings) / len(meetings),
            post=100 * sum(one.post == 1 for one in meetings) / len(meetings),
        )
        for item, meetings in sorted(met.items())
    ]
