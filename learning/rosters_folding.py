"""Says which names are alike, however they are typed, and in which order. Decides nothing about persons."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

_NUKTA = 7
_SAME = str.maketrans({"ى": "ي", "ة": "ه", "ـ": "", "ß": "s", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


@dataclass(frozen=True)
class Somebody:
    """What is compared. ``names`` are in any script; a year may be unknown."""

    names: tuple[str, ...]
    birth_year: int | None
    destination: str


def folded(name: str) -> str:
    """The words of a name without case, spaces, diacritics and order; empty where there is no letter.

    Vowel signs of Indic scripts are letters, and stay.
    """
    apart = unicodedata.normalize("NFKD", name.casefold()).translate(_SAME)
    bare = "".join(_kept(sign) for sign in apart)
    return " ".join(sorted(bare.split()))


def _kept(sign: str) -> str:
    above = unicodedata.combining(sign)
    if above == _NUKTA or above > 9:
        return ""
    return sign if unicodedata.category(sign)[0] in "LM" else "" if sign in "'’ʼ`" else " "


@dataclass
class Alikes:
    """People by their names and destinations. A year that one of two does not say does not tell them apart."""

    known: dict[tuple[str, str], list[tuple[int, int | None]]] = field(default_factory=dict)

    def add(self, number: int, who: Somebody) -> None:
        for key in _keys(who):
            self.known.setdefault(key, []).append((number, who.birth_year))

    def like(self, who: Somebody) -> list[int]:
        """The numbers of those who may be the same person, in the order they came."""
        found = (
            number
            for key in _keys(who)
            for number, year in self.known.get(key, ())
            if year is None or who.birth_year is None or year == who.birth_year
        )
        return sorted(set(found))


def _keys(who: Somebody) -> set[tuple[str, str]]:
    return {(key, who.destination) for name in who.names if (key := folded(name))}
