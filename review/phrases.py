"""The small language in which rules are written: phrases of words, alternatives and gaps. Knows no rules.

A phrase is a row of slots parted by spaces. Between two slots may stand any spaces and marks of one sentence.

====================  =================================================================================
``give|hand_over``    one of these; ``_`` stands for the space inside an alternative
``worker~``           the word, or the word with one of the language's endings
``abscond*``          any word that begins so
``@employer``         the alternatives of a list of that name
``?your|the``         a slot that may be missing (never the first)
``..3``               up to three words of any kind but "not" and its like; ``...`` means up to five
``^``, ``$``          the beginning and the end of the sentence; ``$`` may be an alternative of the last slot
====================  =================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from review.folding import fold_words

BLANK = "\x00"  # stands for every character of a quotation: no phrase reaches across it
_BETWEEN = rf"[^\w{BLANK}]++"
_GAP = re.compile(r"\.\.(\.|\d)")
_DEFAULT_GAP = 5
_END = r"(?=\W*+\Z)"


class BadPhrase(ValueError):
    """A phrase or a list that nobody can read."""


@dataclass(frozen=True)
class Grammar:
    """What a language adds to words: endings for ``~``, prefixes before any word, whether ``'`` joins.

    ``negations`` are whole words that no gap steps over: "the agent must *not* keep" is not "the agent keeps".
    """

    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    apostrophe_joins: bool = False
    lists: Mapping[str, str] = field(default_factory=dict)
    negations: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The pattern of one whole word of a folded text."""
        return r"\w++(?:'\w++)*+" if self.apostrophe_joins else r"\w++"

    @cached_property
    def words(self) -> re.Pattern[str]:
        return re.compile(self.word)

    @property
    def edges(self) -> tuple[str, str]:
        """Patterns that stand before and after a whole word."""
        return (r"(?<!\w)(?<!\w')", r"(?!\w|'\w)") if self.apostrophe_joins else (r"(?<!\w)", r"(?!\w)")


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be looked for. ``words`` and ``stems``: a sentence with none of them cannot hold it."""

    source: str
    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


def expression(source: str) -> Phrase:
    """A regular expression over the folded text, for what is no phrase of words, such as a phone number."""
    return Phrase(source, re.compile(source))


def phrase(source: str, *, grammar: Grammar) -> Phrase:
    """Read a phrase. Raises ``BadPhrase``."""
    slots = source.split()
    first, last = slots[:1] == ["^"], slots[-1:] == ["$"]
    inner = slots[first : len(slots) - last]
    if not inner or inner[0].startswith(("?", "..")) or (inner[-1].startswith("..") and not last):
        raise BadPhrase(f"{source!r}: a phrase begins and ends with words")
    written = "".join(_slot(slot, grammar, leading=not place) for place, slot in enumerate(inner))
    pattern = (r"\A\W*+" if first else "") + written + (_END if last else "")
    certain = [_alternatives(slot, grammar) for slot in inner if slot[0] not in "?." and not slot.endswith("|$")]
    return Phrase(source, re.compile(pattern), *_anchored(max(certain, key=_rarity), grammar))


def _slot(slot: str, grammar: Grammar, *, leading: bool) -> str:
    gap = _GAP.fullmatch(slot)
    if gap:
        most = _DEFAULT_GAP if gap[1] == "." else int(gap[1])
        return f"(?:{_BETWEEN}{_stop_at(grammar)}{grammar.word}){{0,{most}}}?"
    before, after = grammar.edges
    words = slot.removeprefix("?").removesuffix("|$")
    options = "|".join(_alternative(each, grammar) for each in _alternatives(words, grammar))
    matched = f"{'' if leading else _BETWEEN}{before}(?:{options}){after}"
    if slot.endswith("|$"):
        return f"(?:{matched}|{_END})"
    return f"(?:{matched})?" if slot.startswith("?") else matched


def _stop_at(grammar: Grammar) -> str:
    words = "|".join(re.escape(fold_words(word)) for word in grammar.negations)
    return f"(?!(?:{words}){grammar.edges[1]})" if words else ""


def _alternatives(slot: str, grammar: Grammar) -> list[str]:
    """The alternatives of a slot, its lists opened, without doubles."""
    found: dict[str, None] = {}
    for each in slot.split("|"):
        if each.startswith("@"):
            if each[1:] not in grammar.lists:
                raise BadPhrase(f"{each!r} is no list")
            found.update(dict.fromkeys(_alternatives(grammar.lists[each[1:]], grammar)))
        elif not each.strip("~*_$^?.,"):
            raise BadPhrase(f"{slot!r}: {each!r} is no word")
        else:
            found[each] = None
    return list(found)


def _alternative(text: str, grammar: Grammar) -> str:
    return _BETWEEN.join(_word(word, grammar) for word in text.split("_"))


def _word(word: str, grammar: Grammar) -> str:
    stem = re.escape(fold_words(word.rstrip("~*")))
    prefix = f"(?:{'|'.join(map(re.escape, grammar.prefixes))})?" if grammar.prefixes else ""
    if word.endswith("*"):
        return f"{prefix}{stem}{grammar.word.replace('++', '*+', 1)}"
    if word.endswith("~"):
        return f"{prefix}{stem}(?:{'|'.join(map(re.escape, grammar.endings))})?"
    return prefix + stem


def _rarity(alternatives: list[str]) -> tuple[int, int]:
    """Long words are rare: of the slots of a phrase, the one with the longest shortest word is looked for first."""
    return min(len(each.split("_")[0].rstrip("~*")) for each in alternatives), -len(alternatives)


def _anchored(alternatives: list[str], grammar: Grammar) -> tuple[frozenset[str], frozenset[str]]:
    words: set[str] = set()
    stems: set[str] = set()
    for first in (each.split("_")[0] for each in alternatives):
        stem = fold_words(first.rstrip("~*"))
        if first.endswith("*"):
            stems.add(stem)
        else:
            words.add(stem)
            words.update(stem + ending for ending in grammar.endings if first.endswith("~"))
    return frozenset(words), frozenset(stems)
