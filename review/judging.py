"""Holds findings against what people have dismissed, signed and blocked. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from review import rulebook, terms
from review.checklist import Kind
from review.records import Dismissal, SignOff
from review.sources import Subject, Text, mark
from review.terms import Finding, Level, Passage

# The gravest first, as a reader needs them.
GRAVITY = (Level.HOLD, Level.WARN, Level.INFORM)
Dismissed = dict[tuple[Subject, str, str], Dismissal]


@dataclass(frozen=True)
class Line:
    """A finding in a passage. ``mark`` is the passage's; ``dismissal`` is there when somebody gave a reason."""

    finding: Finding
    mark: str
    dismissal: Dismissal | None

    @property
    def holds(self) -> bool:
        return self.finding.level is Level.HOLD and self.dismissal is None


@dataclass(frozen=True)
class Judgement:
    """What is to be said of a text. ``signed`` is a gender review of these very words that has not expired."""

    text: Text
    checked: bool
    native_reviewed: bool
    lines: tuple[Line, ...]
    signed: SignOff | None
    blocks: tuple[SignOff, ...]

    @property
    def open(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.dismissal is None)

    @property
    def dismissed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.dismissal)

    @property
    def holding(self) -> tuple[Line, ...]:
        """What keeps it from readers."""
        return () if self.signed else tuple(line for line in self.lines if line.holds)

    @property
    def may_go_live(self) -> bool:
        return not self.holding and not self.blocks


def judge(texts: Sequence[Text], *, today: date) -> list[Judgement]:
    """One judgement for each text, in their order. Two queries, however many."""
    subjects = [text.subject for text in texts]
    known: Dismissed = {
        (row.subject, row.rule, row.mark): row for row in Dismissal.objects.about(subjects).select_related("by")
    }
    newest: dict[Subject, dict[str, SignOff]] = {}
    for row in SignOff.objects.about(subjects).select_related("reviewer").order_by("at", "pk"):
        newest.setdefault(row.subject, {})[row.kind] = row
    return [_judged(text, known, newest.get(text.subject, {}), today) for text in texts]


def _judged(text: Text, known: Dismissed, newest: dict[str, SignOff], today: date) -> Judgement:
    book = rulebook.book(text.subject.language)
    gender = newest.get(Kind.GENDER)
    vouched = gender and not gender.blocked and gender.mark == text.mark and gender.expires_on > today
    return Judgement(
        text=text,
        checked=book is not None,
        native_reviewed=book is not None and book.native_reviewed,
        lines=lines(text, known),
        signed=gender if vouched else None,
        blocks=tuple(row for row in newest.values() if row.blocked),
    )


def lines(text: Text, known: Dismissed) -> tuple[Line, ...]:
    """Each finding with what was said of it, the gravest first."""
    marks = {passage.path: mark(passage.text) for passage in text.passages} | {"": text.mark}
    found = _findings(text.passages, text.subject.language, text.grade)
    said = [
        Line(finding, marks[finding.path], known.get((text.subject, finding.rule, marks[finding.path])))
        for finding in found
    ]
    return tuple(sorted(said, key=lambda line: GRAVITY.index(line.finding.level)))


# A page is judged when it is sent and again when it is saved, and an editor asks every second about the same words.
@lru_cache(maxsize=128)
def _findings(passages: tuple[Passage, ...], language: str, grade: int) -> tuple[Finding, ...]:
    book = rulebook.book(language)
    return terms.check(passages, book=book, grade=grade) if book else ()
