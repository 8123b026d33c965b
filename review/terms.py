"""Finds words and sentences that work against the reader: passages in, findings out. Knows no pages and no files.

A rule looks at one sentence at a time; a few look at a whole lesson (its ratio of duties to rights, its school grade).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from review import reading
from review.folding import Folded, fold
from review.phrases import BLANK, Grammar, Phrase
from review.quoting import quoted

GRADED_FROM = 100  # words: a school grade of less says nothing
_LOOK_BACK = 120  # characters before a match in which ``not_after`` looks; keeps long sentences cheap


class Level(StrEnum):
    INFORM = "I"
    WARN = "W"
    HOLD = "R"


@dataclass(frozen=True)
class Passage:
    """A plain text and the field it stands in. ``kind``: text, alt, tag, quote or title; a quote is never looked at.

    ``exempt`` are stretches (start, end) that the author marked as a quotation, a law's name or a visa's title.
    """

    path: str
    text: str
    kind: str = "text"
    exempt: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Finding:
    """``words`` stand from ``start`` to ``end``. Of a whole lesson ``path`` is empty and ``words`` are its figures."""

    rule: str
    level: Level
    path: str
    start: int
    end: int
    words: str
    suggest: str
    why: str


@dataclass(frozen=True)
class Clue:
    """A phrase, and what must or must not stand in the same sentence or just before it."""

    phrase: Phrase
    unless: tuple[Phrase, ...] = ()
    beside: tuple[Phrase, ...] = ()
    not_after: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """More than ``above`` times as many of these as of those, once there are ``at_least`` of these."""

    of: tuple[Clue, ...]
    to: tuple[Clue, ...]
    above: float
    at_least: int


@dataclass(frozen=True, eq=False)
class Rule:
    """One of the 53, in one language. ``suggest`` and ``why`` speak that language, the other two English."""

    number: str
    level: Level
    name: str
    suggest: str
    why: str
    suggest_en: str
    why_en: str
    clues: tuple[Clue, ...] = ()
    kinds: frozenset[str] = frozenset({"text", "alt", "tag", "title"})
    ratio: Ratio | None = None
    longest: int | None = None  # words in a sentence
    graded: bool = False
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """A clue, its rule, and what its matches are for: ``find``, or the ``of`` and ``to`` of a ratio."""

    rule: Rule
    clue: Clue
    purpose: str


@dataclass(frozen=True, eq=False)
class RuleBook:
    """The rules of a language. ``native_reviewed`` is false until a native speaker has gone through them."""

    language: str
    native_reviewed: bool
    rules: tuple[Rule, ...]
    grammar: Grammar = field(default_factory=Grammar)

    def rule(self, number: str) -> Rule:
        """Raises ``KeyError`` where the language has no such rule."""
        return self._by_number[number]

    @cached_property
    def _by_number(self) -> dict[str, Rule]:
        return {rule.number: rule for rule in self.rules}

    @cached_property
    def index(self) -> Index:
        return Index(self)


class Index:
    """Which clues a sentence can hold, told from its words alone: most sentences hold none."""

    def __init__(self, book: RuleBook) -> None:
        self.entries = tuple(_entries(book.rules))
        self._words: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._always: set[int] = set()
        self._prefixes = ("", *book.grammar.prefixes)
        for place, (_rule, clue, _purpose) in enumerate(self.entries):
            for word in clue.phrase.words:
                self._words[word].add(place)
            for stem in clue.phrase.stems:
                self._stems[stem].add(place)
            if not clue.phrase.words and not clue.phrase.stems:
                self._always.add(place)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._of_word = lru_cache(maxsize=20_000)(self._look_up)

    def candidates(self, words: Iterable[str]) -> list[_Entry]:
        """The clues worth looking for, in the order of the book."""
        found = set(self._always)
        for word in set(words):
            found |= self._of_word(word)
        return [self.entries[place] for place in sorted(found)]

    def _look_up(self, word: str) -> frozenset[int]:
        found: set[int] = set()
        for bare in {word.removeprefix(prefix) for prefix in self._prefixes}:
            found |= self._words.get(bare, set())
            for length in self._lengths:
                found |= self._stems.get(bare[:length], set())
        return frozenset(found)


def check(passages: Iterable[Passage], *, book: RuleBook, grade: int = 5) -> tuple[Finding, ...]:
    """What the rules find: first what is true of the lesson as a whole, then by passage and place.

    ``grade`` is the highest school grade that this audience should need.
    """
    lesson = [passage for passage in passages if passage.kind != "quote"]
    tally: Counter[tuple[str, str]] = Counter()
    found = [finding for passage in lesson for finding in _in_passage(passage, book, tally)]
    return (*_of_lesson(lesson, book, tally, grade), *found)


def _in_passage(passage: Passage, book: RuleBook, tally: Counter[tuple[str, str]]) -> list[Finding]:
    folded = fold(passage.text)
    open_text = _blanked(folded, (*quoted(passage.text), *passage.exempt))
    found: list[Finding] = []
    for start, end in reading.sentences(folded.text):
        for rule, begin, stop in _in_sentence(open_text[start:end], passage.kind, book, tally):
            found.append(_finding(rule, passage, *folded.span(start + begin, start + stop)))
        found += _too_long(passage, folded, (start, end), book)
    return sorted(found, key=lambda finding: (finding.start, finding.end, int(finding.rule)))


def _in_sentence(
    sentence: str, kind: str, book: RuleBook, tally: Counter[tuple[str, str]]
) -> Iterator[tuple[Rule, int, int]]:
    """Each rule and stretch found; of a rule's stretches that overlap, the first. Ratios are only counted."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for rule, clue, purpose in book.index.candidates(book.grammar.words.findall(sentence)):
        if kind in rule.kinds:
            found[rule.number, purpose] += _matches(clue, sentence)
    for (number, purpose), spans in found.items():
        apart = _apart(spans)
        tally[number, purpose] += len(apart)
        if purpose == "find":
            yield from ((book.rule(number), start, end) for start, end in apart)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that overlap an earlier one; of two that begin together, the longer stays."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _matches(clue: Clue, sentence: str) -> Iterator[tuple[int, int]]:
    """Where a clue stands. What is asked of the whole sentence is asked once, at its first match."""
    for number, match in enumerate(clue.phrase.pattern.finditer(sentence)):
        if not number and not _fits(clue, sentence):
            return
        before = sentence[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not any(phrase.pattern.search(before) for phrase in clue.not_after):
            yield match.span()


def _fits(clue: Clue, sentence: str) -> bool:
    return not any(phrase.pattern.search(sentence) for phrase in clue.unless) and (
        not clue.beside or any(phrase.pattern.search(sentence) for phrase in clue.beside)
    )


def _too_long(passage: Passage, folded: Folded, sentence: tuple[int, int], book: RuleBook) -> Iterator[Finding]:
    for rule in book.rules:
        if rule.longest and passage.kind == "text":
            start, end = folded.span(*sentence)
            text = passage.text[start:end]
            if reading.count_words(text) > rule.longest:
                start += len(text) - len(text.lstrip())
                yield _finding(rule, passage, start, start + len(text.strip()))


def _of_lesson(lesson: list[Passage], book: RuleBook, tally: Counter[tuple[str, str]], grade: int) -> Iterator[Finding]:
    for rule in book.rules:
        figures = _ratio_broken(rule, tally) or _grade_broken(rule, lesson, book.language, grade)
        if figures:
            yield Finding(rule.number, rule.level, "", 0, 0, figures, rule.suggest, rule.why)


def _ratio_broken(rule: Rule, tally: Counter[tuple[str, str]]) -> str:
    if rule.ratio is None:
        return ""
    of, to = tally[rule.number, "of"], tally[rule.number, "to"]
    return f"{of} : {to}" if of >= rule.ratio.at_least and of > rule.ratio.above * to else ""


def _grade_broken(rule: Rule, lesson: list[Passage], language: str, grade: int) -> str:
    if not rule.graded:
        return ""
    measured = reading.measure("\n".join(passage.text for passage in lesson if passage.kind == "text"), language)
    if measured.grade is None or measured.words < GRADED_FROM or measured.grade <= grade:
        return ""
    return f"{measured.grade} > {grade}"


def _finding(rule: Rule, passage: Passage, start: int, end: int) -> Finding:
    return Finding(rule.number, rule.level, passage.path, start, end, passage.text[start:end], rule.suggest, rule.why)


def _entries(rules: Iterable[Rule]) -> Iterator[_Entry]:
    for rule in rules:
        yield from (_Entry(rule, clue, "find") for clue in rule.clues)
        if rule.ratio:
            yield from (_Entry(rule, clue, "of") for clue in rule.ratio.of)
            yield from (_Entry(rule, clue, "to") for clue in rule.ratio.to)


def _blanked(folded: Folded, exempt: Iterable[tuple[int, int]]) -> str:
    """The folded text with exempt stretches of the given text covered, so that no phrase is found or reaches there."""
    covered = bytearray(folded.places[-1] + 1)
    for start, end in exempt:
        start, end = max(0, start), min(end, len(covered))
        if start < end:
            covered[start:end] = b"\1" * (end - start)
    if not any(covered):
        return folded.text
    return "".join(
        BLANK if covered[place] and letter != "\n" else letter
        for letter, place in zip(folded.text, folded.places, strict=False)
    )
