"""Finds agreed terms in the words to translate, and says where their translation is missing. Knows no rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"\w+")
_ENDING = 2  # letters that an inflected word may change at its end
_SHORTEST = 3


@dataclass(frozen=True)
class Agreed:
    """A term, the forms it is met in, and what it is called in one language. Several good names stand with ``/``."""

    term: str
    text: str
    also: tuple[str, ...] = ()
    note: str = ""
    reviewed: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.text.split("/") if (name := part.strip()))


def occurring(source: str, terms: Sequence[Agreed]) -> tuple[Agreed, ...]:
    """The terms met in these words, each once, in the order in which they are met. The longest name wins."""
    by_form = {form.casefold(): term for term in terms for form in (term.term, *term.also)}
    if not by_form:
        return ()
    met = (by_form[match[1].casefold()] for match in _pattern(tuple(sorted(by_form))).finditer(plain(source)))
    return tuple(dict.fromkeys(met))


def missing(source: str, target: str, terms: Sequence[Agreed]) -> tuple[Agreed, ...]:
    """The terms met in the source whose agreed name the translation does not use, inflected or not."""
    said = _folded(plain(target))
    return tuple(
        term for term in occurring(source, terms) if term.names and not any(_says(said, name) for name in term.names)
    )


def plain(text: str) -> str:
    """Words without tags."""
    return unescape(_TAG.sub(" ", text))


@lru_cache(maxsize=16)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?:s|es|'s|’s)?(?!\w)", re.I)


def _says(said: str, name: str) -> bool:
    return all(_stem(word) in said for word in _WORD.findall(_folded(name)))


def _stem(word: str) -> str:
    word = word.removeprefix("ال") if len(word) > 4 else word  # Arabic's article
    return word[: max(_SHORTEST, len(word) - _ENDING)]


def _folded(text: str) -> str:
    """Without case and accents, so that a vowel sign more or less is no difference."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in taken_apart if unicodedata.category(sign) != "Mn")
