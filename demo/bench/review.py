"""How well the language check judges the labelled sentences, level by level, and how fast it reads a long lesson."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from review import rulebook
from review.reading import count_words
from review.terms import Level, Passage, RuleBook, check

LABELLED = Path(__file__).parents[2] / "tests" / "review" / "labelled"
WORDS = 5000
ROUNDS = 5


@dataclass(frozen=True)
class Labelled:
    """A sentence (or a few) and what the check should say: numbers of rules with their levels, such as ``20R``."""

    language: str
    text: str
    kind: str
    expect: frozenset[str]
    unseen: bool = False  # no rule was ever mended on it


@dataclass(frozen=True)
class Judged:
    """A labelled sentence and what the check said."""

    sentence: Labelled
    said: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        return self.sentence.expect - self.said

    @property
    def false(self) -> frozenset[str]:
        return self.said - self.sentence.expect


def run() -> dict[str, Any]:
    """The figures of all sentences, and once more those of the sentences on which no rule was mended."""
    judged = judge()
    unseen = [one for one in judged if one.sentence.unseen]
    counts = {"sentences": len(judged), "sentences_unseen": len(unseen)}
    return scores(judged) | {"ms_per_5000_words": milliseconds()} | counts | scores(unseen, suffix="_unseen")


def scores(judged: list[Judged], *, suffix: str = "") -> dict[str, float]:
    """Precision and recall of the levels that warn and hold, by their names in the line of JSON."""
    found: dict[str, float] = {}
    for level in (Level.WARN, Level.HOLD):
        precision, recall = score(judged, level)
        name = level.value.lower() + suffix
        found |= {f"precision_{name}": round(precision, 3), f"recall_{name}": round(recall, 3)}
    return found


def labelled() -> Iterator[Labelled]:
    """Every labelled sentence, language by language. The tests read them here too."""
    for path in sorted(LABELLED.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            for text in group["sentences"]:
                language, _, batch = path.stem.partition("-")
                kind, expect = group.get("kind", "text"), frozenset(group["expect"])
                yield Labelled(language, text, kind, expect, unseen=batch == "unseen")


def judge() -> list[Judged]:
    return [Judged(sentence, _said(sentence)) for sentence in labelled()]


def score(judged: list[Judged], level: Level) -> tuple[float, float]:
    """Precision and recall of the rules of a level. The right rule must be named, once per sentence."""
    right = sum(_count(one.said & one.sentence.expect, level) for one in judged)
    said = sum(_count(one.said, level) for one in judged)
    wanted = sum(_count(one.sentence.expect, level) for one in judged)
    return right / said if said else 1.0, right / wanted if wanted else 1.0


def milliseconds() -> float:
    """The median time to check 5,000 words, the rules being loaded: the English labelled sentences, over and over."""
    book = _book("en")
    texts = [sentence.text for sentence in labelled() if sentence.language == "en"]
    lesson: list[Passage] = []
    words = 0
    while words < WORDS:
        text = texts[len(lesson) % len(texts)]
        words += count_words(text)
        lesson.append(Passage(str(len(lesson)), text))
    check(lesson[:1], book=book)
    return round(sorted(_timed(lesson, book) for _round in range(ROUNDS))[ROUNDS // 2], 1)


def mistakes(judged: list[Judged]) -> Iterator[str]:
    """One line for each sentence that the check got wrong."""
    for one in judged:
        if one.missed or one.false:
            missed, false = (",".join(sorted(labels)) or "-" for labels in (one.missed, one.false))
            yield f"{one.sentence.language}: missed {missed}, false {false}: {one.sentence.text}"


def _timed(lesson: list[Passage], book: RuleBook) -> float:
    begun = time.process_time()  # of this process alone, whatever else the machine does
    check(lesson, book=book)
    return (time.process_time() - begun) * 1000


def _said(sentence: Labelled) -> frozenset[str]:
    found = check([Passage("labelled", sentence.text, sentence.kind)], book=_book(sentence.language))
    return frozenset(f"{finding.rule}{finding.level.value}" for finding in found)


def _book(language: str) -> RuleBook:
    book = rulebook.book(language)
    if book is None:
        raise LookupError(f"There are sentences in {language}, but no rules.")
    return book


def _count(labels: frozenset[str], level: Level) -> int:
    return Counter(label[-1] for label in labels)[level.value]
