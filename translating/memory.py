"""Finds what was translated before: the same words, and words nearly the same. Knows no rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

NEAR = 0.85
_LOOKED_AT = 12  # of those that share most words
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Remembered:
    """Words, and what they became in one language."""

    source: str
    target: str


@dataclass(frozen=True)
class Near:
    """A remembered passage that is nearly the one asked about. ``ratio`` runs from 0.85 to 1."""

    source: str
    target: str
    ratio: float


class Memory:
    """Everything translated into one language."""

    def __init__(self, known: Iterable[Remembered]) -> None:
        self._said: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for one in known:
            self._said[one.source][one.target] += 1
            for word in _words(one.source):
                self._by_word[word].add(one.source)

    def same(self, source: str) -> str:
        """What these very words became most often; of two that are as frequent, the one seen first. Else empty."""
        said = self._said.get(source)
        return said.most_common(1)[0][0] if said else ""

    def near(self, source: str, *, least: float = NEAR, most: int = 3) -> tuple[Near, ...]:
        """Passages nearly like this one, the nearest first. The very same is not among them."""
        found = []
        for other in self._alike(source):
            matcher = SequenceMatcher(None, source, other, autojunk=False)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                ratio = matcher.ratio()
                if ratio >= least:
                    found.append(Near(other, self.same(other), ratio))
        return tuple(sorted(found, key=lambda one: (-one.ratio, one.source))[:most])

    def _alike(self, source: str) -> list[str]:
        """Those that share most words: comparing with every passage would take seconds."""
        words = _words(source)
        shared = Counter(other for word in words for other in self._by_word.get(word, ()) if other != source)
        return [other for other, count in shared.most_common(_LOOKED_AT) if count * 2 >= len(words)]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
