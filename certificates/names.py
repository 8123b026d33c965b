"""Compares and masks names of people, in any script. Knows nothing of certificates."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'’ʼʻ`´\u0640")  # and the Arabic stretch, which is no letter
_JOINERS = "\u200c\u200d"
_KEPT_MARKS = {0, 7, 9}  # vowel signs, nuktas and viramas are spelling; accents and harakat are not
_MYANMAR_KILLER = "\u103a"  # ends a syllable, unlike every other virama
MASK = "•••"


def same(typed: str, name: str) -> bool:
    """Whether two spellings are one name: case, accents, dashes and the order of words do not matter."""
    words = _words(typed)
    return bool(words) and words == _words(name)


def masked(name: str) -> str:
    """The first letter of each word, with all the signs that belong to it: ``M••• C•••``."""
    return " ".join(f"{_first_letter(word)}{MASK}" for word in re.split(r"[\s\-‐‑]+", name) if word)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    kept = [sign for sign in unicodedata.normalize("NFKD", plain) if unicodedata.combining(sign) in _KEPT_MARKS]
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in kept if sign not in _JOINERS)
    return sorted(letters.split())


def _first_letter(word: str) -> str:
    """The first letter with the marks upon it and the letters joined to it (UAX 29, as far as names need it)."""
    text = unicodedata.normalize("NFC", word)
    end = 1
    while end < len(text) and _continues(text[:end], text[end]):
        end += 1
    return text[:end]


def _continues(before: str, sign: str) -> bool:
    if unicodedata.category(sign).startswith("M") or sign in _JOINERS:
        return True
    last = before.rstrip(_JOINERS)[-1:]
    return unicodedata.combining(last or " ") == 9 and last != _MYANMAR_KILLER
