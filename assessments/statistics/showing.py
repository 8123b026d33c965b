"""One question's figures as its page and the panel beside its editor show them: with the words of its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation

from assessments import queries
from assessments.analysis import Flag
from assessments.questions import in_language
from assessments.statistics.queries import Item, OptionTold
from assessments.statistics.table import COLUMNS, Cell, hidden_note, in_figures, told
from assessments.statistics.wording import REASONS, Told

_IN_HEAD = frozenset({"key", "stem", "topic", "flags"})


@dataclass(frozen=True)
class Answer:
    """An answer of the question, and what may be told of it."""

    text: str
    language: str
    told: OptionTold

    @property
    def figures(self) -> tuple[str, ...]:
        """Per cent of all, of the best and of the last third who chose it."""
        return tuple(in_figures(told(share)) for share in (self.told.chosen, self.told.top, self.told.bottom))


@dataclass(frozen=True)
class Look:
    """Something odd in words, with the answers it is about."""

    told: Told
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Opened:
    """An item with all that its page says."""

    item: Item
    cells: tuple[Cell, ...]
    answers: tuple[Answer, ...]
    looks: tuple[Look, ...]
    note: str


def opened(item: Item | None) -> Opened | None:
    """None where the question was never asked. Its words come from the version, in the reader's language."""
    if item is None:
        return None
    answers = {answer.told.key: answer for answer in _answers(item)}
    return Opened(
        item,
        cells=tuple(Cell(column, column.cell(item)) for column in COLUMNS if column.name not in _IN_HEAD),
        answers=tuple(answers.values()),
        looks=tuple(_look(flag, answers) for flag in item.flags),
        note=hidden_note(),
    )


def _answers(item: Item) -> Iterator[Answer]:
    if not item.options:
        return
    words = {option.key: option.text for option in queries.question(item.version).options}
    for option in item.options:
        said = in_language(words[option.key], translation.get_language() or "")
        yield Answer(said.text, said.language, option)


def _look(flag: Flag, answers: Mapping[str, Answer]) -> Look:
    return Look(REASONS[flag.reason], tuple(answers[key] for key in flag.options if key in answers))
