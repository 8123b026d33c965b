"""Which questions say almost the same, by the strings of four letters they share. Pure; any script."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from review.folding import fold

LETTERS = 4


@dataclass(frozen=True)
class Alike:
    """Two questions by their keys, in the order of the alphabet, and how much of their words is shared, from 0 to 1."""

    first: str
    second: str
    share: Fraction


def alike(texts: Mapping[str, str], *, at_least: Fraction = Fraction(1, 2)) -> tuple[Alike, ...]:
    """Every pair that shares so much, those most alike first. ``texts`` are by key.

    The share is Jaccard's: strings in both, of strings in either. Two sets that share that much must meet among the
    rarest strings of each, so only those are looked up: no pair is missed, and few are compared.
    """
    strings = {key: found for key, text in texts.items() if (found := strings_of(text))}
    often = Counter(string for found in strings.values() for string in found)
    seen: dict[str, list[str]] = defaultdict(list)
    pairs = []
    for key in sorted(strings):
        mine = strings[key]
        rarest = sorted(mine, key=lambda string: (often[string], string))[: _telling(len(mine), at_least)]
        near = {other for string in rarest for other in seen[string]}
        pairs += [Alike(other, key, share) for other in near if (share := _share(mine, strings[other])) >= at_least]
        for string in rarest:
            seen[string].append(key)
    return tuple(sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second)))


def strings_of(text: str) -> frozenset[str]:
    """Every run of four letters, without accents, signs and doubled spaces; of a shorter text the whole."""
    letters = " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text).text).split())
    return frozenset(_runs(letters)) if letters else frozenset()


def _runs(letters: str) -> Iterable[str]:
    return (letters[at : at + LETTERS] for at in range(max(1, len(letters) - LETTERS + 1)))


def _telling(size: int, at_least: Fraction) -> int:
    """How many of the rarest strings must be looked up."""
    return size - math.ceil(size * at_least) + 1


def _share(one: frozenset[str], other: frozenset[str]) -> Fraction:
    both = len(one & other)
    return Fraction(both, len(one) + len(other) - both)
