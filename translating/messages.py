"""What goes out to translators and comes back, whatever the file: messages and rows, and what taking a row would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from translating.markup import Fault, faults


class Mark(StrEnum):
    """How a message stands. ``REVISE`` is what PO files call fuzzy."""

    EMPTY = ""
    DONE = "translated"
    REVISE = "needs review"


@dataclass(frozen=True)
class Message:
    """One passage. ``key`` names its place and never changes while the place is there; ``before`` are the source words
    that an outdated translation was made from. ``tagged`` words may hold tags."""

    key: str
    context: str
    source: str
    target: str = ""
    mark: Mark = Mark.EMPTY
    comment: str = ""
    before: str = ""
    tagged: bool = False


@dataclass(frozen=True)
class Row:
    """A message as it came back. ``number`` is where it stands in the file, to find it again."""

    number: int
    key: str
    source: str
    target: str
    mark: Mark = Mark.EMPTY
    comment: str = ""
    formula: bool = False


class UnreadableFile(ValueError):
    """The file is not what it says it is. ``reason`` is a word of ``Unreadable``."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Unreadable(StrEnum):
    """Why a file cannot be read at all."""

    NOT_A_WORKBOOK = "not_a_workbook"
    NOT_A_CATALOGUE = "not_a_catalogue"
    TOO_LARGE = "too_large"
    NO_COLUMNS = "no_columns"
    UNSAFE = "unsafe"


class Verdict(StrEnum):
    """What taking a row would do, or why it is not taken."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NOTHING = "nothing"
    REVISE = "revise"
    UNKNOWN = "unknown"
    SOURCE_CHANGED = "source_changed"
    TWICE = "twice"
    FORMULA = "formula"
    TAGS_DIFFER = Fault.TAGS_DIFFER.value
    TAGS_BROKEN = Fault.TAGS_BROKEN.value
    PLACEHOLDERS_DIFFER = Fault.PLACEHOLDERS_DIFFER.value


TAKEN = frozenset({Verdict.NEW, Verdict.CHANGED})
LEFT = frozenset({Verdict.SAME, Verdict.NOTHING, Verdict.REVISE})


@dataclass(frozen=True)
class Line:
    """A row beside the message that it is about, if there is one."""

    row: Row
    message: Message | None
    verdict: Verdict

    @property
    def taken(self) -> bool:
        return self.verdict in TAKEN

    @property
    def wrong(self) -> bool:
        return self.verdict not in TAKEN | LEFT


def compare(rows: Iterable[Row], messages: Iterable[Message]) -> tuple[Line, ...]:
    """Each row with what taking it would do. A row without a translation changes nothing: nothing is ever emptied."""
    known = {message.key: message for message in messages}
    given = list(rows)
    often = Counter(row.key for row in given)
    return tuple(_line(row, known, often) for row in given)


def _line(row: Row, known: Mapping[str, Message], often: Mapping[str, int]) -> Line:
    message = _meant(row, known)
    if message is None:
        return Line(row, None, Verdict.UNKNOWN)
    if often[row.key] > 1:
        return Line(row, message, Verdict.TWICE)
    return Line(row, message, _verdict(row, message))


def _meant(row: Row, known: Mapping[str, Message]) -> Message | None:
    """The message in the row's place; where passages of one text changed their order, the one with the same words."""
    here = known.get(row.key)
    if here and here.source == row.source:
        return here
    place = row.key.rpartition("#")[0]
    moved = (known[key] for key in known if place and key.rpartition("#")[0] == place)
    return next((message for message in moved if message.source == row.source), here)


def _verdict(row: Row, message: Message) -> Verdict:
    if row.formula:
        return Verdict.FORMULA
    if not row.target.strip():
        return Verdict.NOTHING
    if row.target == message.target and message.mark is Mark.DONE:
        return Verdict.SAME
    if row.mark is Mark.REVISE:
        return Verdict.REVISE
    if row.source != message.source:
        return Verdict.SOURCE_CHANGED
    wrong = faults(message.source, row.target, tagged=message.tagged)
    if wrong:
        return Verdict(wrong[0].value)
    return Verdict.CHANGED if message.target and message.mark is Mark.DONE else Verdict.NEW
