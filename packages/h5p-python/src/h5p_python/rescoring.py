"""Judges answers on the server, by the content that the server holds. Reads nothing that the browser says of scores."""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from h5p_python.library import LibraryKey
from h5p_python.semantics.fields import named_library
from h5p_python.xapi import NotAStatement, read_statement

_BETWEEN = "[,]"
_TAG = re.compile(r"</?[a-zA-Z]*\d?>")
_BLANK = re.compile(r"\*([^*]+)\*")
_LONG, _SHORT = 9, 3
_LONGEST_WORD = 200


class CannotRescore(ValueError):
    """The content is of a kind that is not judged here, or the answer is none that its player could have sent."""


@dataclass(frozen=True)
class Score:
    earned: int
    possible: int

    def __add__(self, other: "Score") -> "Score":
        return Score(self.earned + other.earned, self.possible + other.possible)

    @property
    def ratio(self) -> float:
        return self.earned / self.possible if self.possible else 0.0


def can_rescore(library: LibraryKey) -> bool:
    return library.name in _BY_NAME


def rescore(library: LibraryKey, params: Mapping[str, Any], data: Any) -> Score:
    """The score of `{"statement": …, "children": […]}`, as `getXAPIData()` gives it and the bundle posts it."""
    judge = _BY_NAME.get(library.name)
    if judge is None:
        raise CannotRescore(str(library))
    return judge(params, data)


def score_multiple_choice(params: Mapping[str, Any], response: str) -> Score:
    """The places of the answers chosen, as in `0[,]2`."""
    answers = params.get("answers", [])
    right = {place for place, answer in enumerate(answers) if answer.get("correct")}
    chosen = _places(response, count=len(answers))
    behaviour = params.get("behaviour", {})
    if _is_single(behaviour, right) and len(chosen) > 1:
        raise CannotRescore(response)
    earned = _earned(right, chosen)
    if behaviour.get("singlePoint"):
        return Score(int(100 * earned >= behaviour.get("passPercentage", 100) * max(1, len(right))), 1)
    return Score(earned, 1 if _is_single(behaviour, right) else max(1, len(right)))


def _is_single(behaviour: Mapping[str, Any], right: set[int]) -> bool:
    kind = behaviour.get("type", "auto")
    return len(right) == 1 if kind == "auto" else bool(kind == "single")


def _earned(right: set[int], chosen: set[int]) -> int:
    """One for each right one, less one for each wrong one. Where none is right, choosing none is."""
    if not right:
        return int(not chosen)
    return max(0, len(chosen & right) - len(chosen - right))


def score_true_false(params: Mapping[str, Any], response: str) -> Score:
    if response not in {"true", "false"}:
        raise CannotRescore(response)
    return Score(int(response == params.get("correct", "true")), 1)


def score_single_choice_set(params: Mapping[str, Any], responses: Sequence[str | None]) -> Score:
    """One place for each question, in their order. The first answer is the right one; players mix them."""
    choices = params.get("choices", [])
    if len(responses) > len(choices):
        raise CannotRescore(responses)
    for response, choice in zip(responses, choices, strict=False):
        _places(response or "", count=len(choice.get("answers", [])))
    return Score(sum(response == "0" for response in responses), len(choices))


def score_blanks(params: Mapping[str, Any], response: str) -> Score:
    """What was written in the blanks, as in `Manila[,]Cebu`."""
    behaviour = params.get("behaviour", {})
    solutions = [blank for line in params.get("questions", []) for blank in blanks_in(line)]
    written = response.split(_BETWEEN)
    if len(written) > max(1, len(solutions)):
        raise CannotRescore(response)
    right = (_is_right(one, solution, behaviour) for one, solution in zip(written, solutions, strict=False))
    return Score(sum(right), len(solutions))


def blanks_in(line: str) -> Iterator[tuple[str, ...]]:
    """The words that are right in each blank of `It is *Manila/Maynila:a city*.`"""
    for found in _BLANK.finditer(line):
        words = _TAG.sub("", found[1]).partition(":")[0]
        yield tuple(html.unescape(word.strip()) for word in words.split("/"))


def _is_right(written: str, solutions: tuple[str, ...], behaviour: Mapping[str, Any]) -> bool:
    given = written.replace("\xa0", " ").strip()
    if not behaviour.get("caseSensitive", True):
        given, solutions = given.lower(), tuple(one.lower() for one in solutions)
    allowance = _slips if behaviour.get("acceptSpellingErrors") else lambda _: 0
    return any(given == one or 0 < distance(given, one) <= allowance(one) for one in solutions)


def _slips(word: str) -> int:
    """How many slips are forgiven: two in a long word, one in a shorter, none in the shortest."""
    return 2 if len(word) > _LONG else 1 if len(word) > _SHORT else 0


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, changed, or swapped with their neighbour."""
    if max(len(one), len(other)) > _LONGEST_WORD:
        return _LONGEST_WORD
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _places(response: str, *, count: int) -> set[int]:
    parts = response.split(_BETWEEN) if response else []
    if not all(part.isascii() and part.isdigit() and int(part[:9]) < count and len(part) < 9 for part in parts):
        raise CannotRescore(response)
    return set(map(int, parts))


# From what a player sends to what is judged.


def _response(data: Any) -> str:
    try:
        result = read_statement(data.get("statement") if isinstance(data, dict) else None)
    except NotAStatement as error:
        raise CannotRescore from error
    return result.response or ""


def _children(data: Any) -> list[Any]:
    children = data.get("children") if isinstance(data, dict) else None
    if not isinstance(children, list):
        raise CannotRescore("no children")
    return children


def _by_part(data: Any) -> dict[str, Any]:
    """The answers of a set by the part of the content that they speak of: the player may have mixed them."""
    parts: dict[str, Any] = {}
    for child in _children(data):
        try:
            part = read_statement(child.get("statement") if isinstance(child, dict) else None).sub_content
        except NotAStatement as error:
            raise CannotRescore from error
        if part is None or part in parts:
            raise CannotRescore(part)
        parts[part] = child
    return parts


def _question_set(params: Mapping[str, Any], data: Any) -> Score:
    """Every question counts, answered or not. Where only some are drawn, those that were drawn count."""
    asked = params.get("questions", [])
    questions = {question.get("subContentId"): question for question in asked}
    parts = _by_part(data)
    drawn = params.get("poolSize") or len(questions)
    if len(questions) != len(asked) or not parts.keys() <= questions.keys():
        raise CannotRescore("unknown part")
    if len(parts) != min(drawn, len(questions)):
        raise CannotRescore("parts missing")
    return sum((_of_part(questions[part], child) for part, child in parts.items()), Score(0, 0))


def _of_part(question: Mapping[str, Any], data: Any) -> Score:
    library = named_library(question)
    if library is None or library.name == "H5P.QuestionSet":
        raise CannotRescore("no question")
    return rescore(library, question.get("params", {}), data)


_BY_NAME: Mapping[str, Callable[[Mapping[str, Any], Any], Score]] = {
    "H5P.MultiChoice": lambda params, data: score_multiple_choice(params, _response(data)),
    "H5P.TrueFalse": lambda params, data: score_true_false(params, _response(data)),
    "H5P.Blanks": lambda params, data: score_blanks(params, _response(data)),
    "H5P.SingleChoiceSet": lambda params, data: score_single_choice_set(params, [*map(_response, _children(data))]),
    "H5P.QuestionSet": _question_set,
}
