"""Questions as rows of a spreadsheet: every kind, every language, one question to a row. Knows no files.

Columns are found by their names, in any order. A text stands under its name and its language, such as ``stem[fil]``;
without a language it is in that of the import. ``right`` holds the numbers of the right answers. A picture is named by
its number in the library or by its title there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assessments.formats.drafts import (
    MOST_OPTIONS,
    Draft,
    DraftOption,
    Refusal,
    RefusedQuestion,
    RowError,
    Texts,
    Unreadable,
    UnreadableFile,
    vetted,
)
from assessments.formats.tables import Row, guarded
from assessments.formats.texts import amount, clean
from assessments.questions import SOURCE_LANGUAGE, Area, Kind, Number
from assessments.responses import plain

PLAIN = (
    "key", "topic", "kind", "difficulty", "must know", "destinations", "origins", "fact", "origin fact", "lesson",
    "family", "form", "picture", "number", "tolerance", "right",
)  # fmt: skip
WORDS = ("scene", "stem", "unit", "feedback right", "feedback wrong")
OPTION_WORDS = ("option", "match", "feedback")
OPTION_PLAIN = ("gap", "place", "option picture")
_NAME = re.compile(r"([a-z ]+?)(?: ([1-9][0-9]?))?(?: ?\[([a-z]{2,3}(?:-[a-z]+)?)\])?")
_NUMBER = re.compile(r"[0-9]{0,9}", re.ASCII)
_LEVELS = {"1": 1, "2": 2, "3": 3, "easy": 1, "middle": 2, "hard": 3}
_YES, _NO = frozenset({"yes", "x", "1", "true", "must know"}), frozenset({"no", "", "0", "false"})

Column = tuple[str, int, str]  # its name, the number of the option or 0, its language or nothing
Found = TypeVar("Found")


@dataclass(frozen=True)
class Shape:
    """What a sheet needs columns for."""

    languages: tuple[str, ...]
    options: int

    @property
    def columns(self) -> tuple[Column, ...]:
        of_options = [
            column
            for number in range(1, self.options + 1)
            for column in (
                *((name, number, code) for name in OPTION_WORDS for code in self.languages),
                *((name, number, "") for name in OPTION_PLAIN),
            )
        ]
        words = [(name, 0, code) for name in WORDS for code in self.languages]
        return (*((name, 0, "") for name in PLAIN), *words, *of_options)


def shape_of(drafts: Iterable[Draft], *, languages: Iterable[str]) -> Shape:
    """The columns these questions need: of these languages those that have words, in their order."""
    used, most = {SOURCE_LANGUAGE}, 2
    for draft in drafts:
        most = max(most, len(draft.options))
        used.update(code for texts in _all_texts(draft) for code, text in texts.items() if text)
    return Shape(tuple(code for code in languages if code in used), most)


def rows(drafts: Iterable[Draft], shape: Shape) -> Iterator[tuple[str, ...]]:
    """The names of the columns, then a row for each question. No cell begins as a formula does."""
    yield tuple(map(_titled, shape.columns))
    for draft in drafts:
        yield tuple(guarded(_cell(draft, column)) for column in shape.columns)


def _titled(column: Column) -> str:
    name, number, code = column
    return f"{name}{f' {number}' if number else ''}{f'[{code}]' if code else ''}"


def _cell(draft: Draft, column: Column) -> str:
    name, number, code = column
    if not number:
        return _OF_QUESTION[name](draft).get(code, "") if name in WORDS else _PLAIN_OF_QUESTION[name](draft)
    if number > len(draft.options):
        return ""
    option = draft.options[number - 1]
    return _OF_OPTION[name](option).get(code, "") if name in OPTION_WORDS else _PLAIN_OF_OPTION[name](option)


_OF_QUESTION: Mapping[str, Callable[[Draft], Texts]] = {
    "scene": lambda draft: draft.scene,
    "stem": lambda draft: draft.stem,
    "unit": lambda draft: draft.unit,
    "feedback right": lambda draft: draft.feedback_right,
    "feedback wrong": lambda draft: draft.feedback_wrong,
}
_PLAIN_OF_QUESTION: Mapping[str, Callable[[Draft], str]] = {
    "key": lambda draft: draft.key,
    "topic": lambda draft: draft.topic,
    "kind": lambda draft: draft.kind.value,
    "difficulty": lambda draft: str(draft.level or ""),
    "must know": lambda draft: "yes" if draft.must_know else "no",
    "destinations": lambda draft: ", ".join(draft.destinations or ()),
    "origins": lambda draft: ", ".join(draft.origins or ()),
    "fact": lambda draft: draft.fact or "",
    "origin fact": lambda draft: draft.origin_fact or "",
    "lesson": lambda draft: draft.lesson or "",
    "family": lambda draft: draft.family or "",
    "form": lambda draft: draft.form or "",
    "picture": lambda draft: str(draft.picture or ""),
    "number": lambda draft: plain(draft.number.value) if draft.number else "",
    "tolerance": lambda draft: plain(draft.number.tolerance) if draft.number else "",
    "right": lambda draft: ", ".join(str(at) for at, one in enumerate(draft.options, start=1) if one.correct),
}
_OF_OPTION: Mapping[str, Callable[[DraftOption], Texts]] = {
    "option": lambda option: option.text,
    "match": lambda option: option.match,
    "feedback": lambda option: option.feedback,
}
_PLAIN_OF_OPTION: Mapping[str, Callable[[DraftOption], str]] = {
    "gap": lambda option: str(option.gap or ""),
    "place": lambda option: _place(option.area),
    "option picture": lambda option: str(option.picture or ""),
}


def _place(area: Area | None) -> str:
    return ", ".join(map(str, (area.left, area.top, area.width, area.height))) if area else ""


def _all_texts(draft: Draft) -> Iterator[Texts]:
    yield from (said(draft) for said in _OF_QUESTION.values())
    yield from (said(option) for option in draft.options for said in _OF_OPTION.values())


def read(given: Iterable[Row], *, language: str) -> Iterator[Draft | RowError]:
    """The questions of the rows, the first of which names the columns. Raises ``UnreadableFile``."""
    source = iter(given)
    head = next((cells for _number, cells in source if any(map(str.strip, cells))), ())
    columns = [_column(title, language) for title in head]
    if not any(column and column[0] == "stem" for column in columns):
        raise UnreadableFile(Unreadable.NO_COLUMNS)
    for line, cells in source:
        said = {column: clean(cell) for column, cell in zip(columns, cells, strict=False) if column}
        if not any(said.values()):
            continue
        try:
            yield vetted(_draft(line, said, {column for column in columns if column}))
        except RefusedQuestion as refused:
            yield RowError(line, refused.reason, refused.what)


def _column(title: str, language: str) -> Column | None:
    """``None`` for a column that says nothing to us."""
    found = _NAME.fullmatch(" ".join(title.replace("_", " ").casefold().split()))
    if not found:
        return None
    name, number, code = found[1], int(found[2] or 0), found[3] or ""
    if not code and ((name in PLAIN and not number) or (name in OPTION_PLAIN and number)):
        return name, number, ""
    if (name in WORDS and not number) or (name in OPTION_WORDS and number):
        return name, number, code or language
    return None


def _draft(line: int, said: Mapping[Column, str], there: set[Column]) -> Draft:
    def cell(name: str, read_one: Callable[[str], Found]) -> Found | None:
        return read_one(said.get((name, 0, ""), "")) if (name, 0, "") in there else None

    return Draft(
        line,
        _kind(said.get(("kind", 0, ""), "")),
        _texts("stem", 0, said),
        _options(said, there),
        key=said.get(("key", 0, ""), ""),
        topic=said.get(("topic", 0, ""), ""),
        level=cell("difficulty", _level),
        must_know=cell("must know", _yes_or_no),
        destinations=cell("destinations", _countries),
        origins=cell("origins", _countries),
        fact=cell("fact", str),
        origin_fact=cell("origin fact", str),
        lesson=cell("lesson", str),
        family=cell("family", str),
        form=cell("form", _form),
        scene=_texts("scene", 0, said),
        unit=_texts("unit", 0, said),
        feedback_right=_texts("feedback right", 0, said),
        feedback_wrong=_texts("feedback wrong", 0, said),
        number=_number(said),
        picture=cell("picture", _picture),
        picture_name=cell("picture", _picture_name) or "",
    )


def _texts(name: str, number: int, said: Mapping[Column, str]) -> dict[str, str]:
    return {code: text for (named, at, code), text in said.items() if (named, at) == (name, number)}


def _options(said: Mapping[Column, str], there: set[Column]) -> tuple[DraftOption, ...]:
    """Those that say something. What is right is told by their numbers, also where some are left empty."""
    right = _numbers(said[("right", 0, "")]) if ("right", 0, "") in there else None
    filled = sorted({number for (_name, number, _code), cell in said.items() if number and cell})
    if right and not set(right) <= set(filled):
        raise RefusedQuestion(Refusal.ANSWER_NOT_THERE, said[("right", 0, "")])
    if filled and filled[-1] > MOST_OPTIONS:
        raise RefusedQuestion(Refusal.TOO_MANY_ANSWERS)
    return tuple(_option(number, said, there, None if right is None else number in right) for number in filled)


def _option(number: int, said: Mapping[Column, str], there: set[Column], correct: bool | None) -> DraftOption:
    def cell(name: str, read_one: Callable[[str], Found]) -> Found | None:
        return read_one(said.get((name, number, ""), "")) if (name, number, "") in there else None

    text, match, feedback = (_texts(name, number, said) for name in OPTION_WORDS)
    return DraftOption(
        text, match, correct, feedback, gap=cell("gap", _whole), area=cell("place", _area),
        picture=cell("option picture", _picture), picture_name=cell("option picture", _picture_name) or "",
    )  # fmt: skip


def _kind(text: str) -> Kind:
    try:
        return Kind("_".join(text.casefold().replace("-", " ").replace("_", " ").split()))
    except ValueError:
        raise RefusedQuestion(Refusal.UNKNOWN_KIND, text[:40]) from None


def _level(text: str) -> int:
    if not text:
        return 2
    if text.casefold() not in _LEVELS:
        raise RefusedQuestion(Refusal.NOT_A_LEVEL, text[:40])
    return _LEVELS[text.casefold()]


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise RefusedQuestion(Refusal.NOT_YES_OR_NO, text[:40])
    return text.casefold() in _YES


def _countries(text: str) -> tuple[str, ...]:
    codes = {code.upper() for code in re.split(r"[\s,;]+", text) if code}
    if not all(re.fullmatch(r"[A-Z]{2}", code) for code in codes):
        raise RefusedQuestion(Refusal.NOT_COUNTRIES, text[:40])
    return tuple(sorted(codes))


def _form(text: str) -> str:
    if text.upper() not in ("", "A", "B"):
        raise RefusedQuestion(Refusal.NOT_A_FORM, text[:40])
    return text.upper()


def _whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise RefusedQuestion(Refusal.NOT_A_NUMBER, text[:40])
    return int(text or 0)


def _picture(text: str) -> int | None:
    """Its number in the library; nothing where the cell says its title."""
    return int(text or 0) if _NUMBER.fullmatch(text) else None


def _picture_name(text: str) -> str:
    return "" if _NUMBER.fullmatch(text) else text


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(_whole(number) for number in re.split(r"[\s,;.]+", text) if number)


def _area(text: str) -> Area | None:
    if not text:
        return None
    numbers = [_whole(number) for number in re.split(r"[\s,;%]+", text.strip(" ,;%"))]
    if len(numbers) != 4 or not Area(*numbers).fits:
        raise RefusedQuestion(Refusal.NOT_A_PLACE, text[:40])
    return Area(*numbers)


def _number(said: Mapping[Column, str]) -> Number | None:
    value = said.get(("number", 0, ""), "")
    return Number(amount(value), amount(said.get(("tolerance", 0, ""), "") or "0")) if value else None
