"""Brings a text to the form in which rules look at it, and back to where each character stood. Knows no rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Letters that writers exchange freely. Arabic: forms of alef, final ya, ta marbuta, the seats of hamza.
_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك"}
    | {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "_": " ", "\xa0": " ", "œ": "oe", "æ": "ae"}
)
_SILENT = {"\u0640", "\x00"}  # tatweel; NUL, by which quotations are blanked


@dataclass(frozen=True)
class Folded:
    """The folded text. ``places[n]`` is where its n-th character stood; one more place stands for the end."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stood in the given one, marks and joiners included."""
        return self.places[start], max(self.places[end], self.places[end - 1] + 1)


def fold(text: str) -> Folded:
    """Small letters without accents, vowel signs, tatweel and joiners; digits of any script as 0 to 9.

    Texts that Unicode holds to be the same (NFC, NFD) fold to the same text.
    """
    if text.isascii():
        return Folded(text.lower().translate(_SAME).replace("\x00", " "), range(len(text) + 1))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _fold_one(character):
            letters.append(letter)
            places.append(place)
    return Folded("".join(letters), [*places, len(text)])


def fold_words(text: str) -> str:
    """As ``fold``, where nobody asks for the places."""
    return fold(text).text


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    plain = character.translate(_SAME)  # before taking apart: the hamza on its seat is a mark to Unicode
    parts = [part for part in unicodedata.normalize("NFD", plain) if not _is_silent(part)]
    return "".join(_digit(part) for part in "".join(parts).casefold().translate(_SAME))


def _is_silent(character: str) -> bool:
    return character in _SILENT or unicodedata.category(character) in {"Mn", "Cf"}


def _digit(character: str) -> str:
    return character if character.isascii() else str(unicodedata.decimal(character, character))
