"""What a result is worth: judged here from the answers where that can be, else told by the browser. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from h5p_python import CannotRescore, LibraryKey, Result, can_rescore, rescore
from h5p_python.library import NotALibrary

_SET = "H5P.QuestionSet"


class NotAnAnswer(ValueError):
    """No player sends such answers for this content."""


@dataclass(frozen=True)
class Worth:
    """What somebody reached. Without ``judged`` it is what the browser says, and stays practice."""

    done: bool
    earned: float | None = None
    possible: float | None = None
    judged: bool = False

    @property
    def percent(self) -> int | None:
        """Cut, not rounded: what is missing is missing. A browser may tell numbers that no float multiplies."""
        if self.earned is None or not self.possible:
            return None
        return int(100 * Fraction(self.earned) / Fraction(self.possible))


def worth(main: LibraryKey, params: Mapping[str, Any], result: Result, answers: Any) -> Worth:
    """Of a statement about the whole content. Raises ``NotAnAnswer``."""
    if result.earned is None or not judged_here(main, params):
        return Worth(result.completes, result.earned, result.possible)
    try:
        score = rescore(main, params, answers)
    except CannotRescore as error:
        raise NotAnAnswer(str(main)) from error
    return Worth(result.completes, score.earned, score.possible, judged=True)


def judged_here(main: LibraryKey, params: Mapping[str, Any]) -> bool:
    """Whether the answers alone tell the score: of a set, where they do so for each of its questions."""
    if main.name != _SET:
        return can_rescore(main)
    return all(_asks_what_is_judged(one) for one in params.get("questions", ()))


def _asks_what_is_judged(question: Any) -> bool:
    named = question.get("library") if isinstance(question, dict) else None
    try:
        return isinstance(named, str) and can_rescore(LibraryKey.parse(named))
    except NotALibrary:
        return False
