"""What an answer sheet has for one question: lines to mark, and letters to choose from. Knows no words and no marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.drawing import arrange
from assessments.questions import OBSERVED, PAIRED, UNMARKED, Kind, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CARRIED = frozenset(Kind) - OBSERVED - UNMARKED  # what paper can carry


@dataclass(frozen=True)
class Grid:
    """``letters`` stand for the keys of options, or of partners and groups where those are chosen.

    ``lines`` are the things of *matching* and *groups*, the places of *ordering* and the gaps of *gap*; every other
    question has one line without a name. A *numeric* question has no letters: its line takes digits.
    """

    kind: Kind
    letters: Mapping[str, str]
    lines: tuple[str, ...] = ("",)

    @property
    def several(self) -> bool:
        """Whether a line takes more letters than one."""
        return self.kind is Kind.MULTIPLE

    @property
    def written(self) -> bool:
        """Whether a line takes digits instead of letters."""
        return self.kind is Kind.NUMERIC


def grid(question: Question, *, seed: UUID) -> Grid:
    """The lines and letters of a question; on all sheets of one seed they are the same."""
    options, partners = arrange(question, seed=seed)
    if question.kind in PAIRED:
        return Grid(question.kind, _lettered(partners), options)
    if question.kind is Kind.ORDERING:
        return Grid(question.kind, _lettered(options), tuple(str(place) for place in range(1, len(options) + 1)))
    if question.kind is Kind.GAP:
        return Grid(question.kind, _lettered(options), tuple(question.fillings))
    return Grid(question.kind, _lettered(options))


def _lettered(keys: Sequence[str]) -> dict[str, str]:
    return dict(zip(LETTERS, keys, strict=False))
