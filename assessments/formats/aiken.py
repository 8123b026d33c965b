"""Reads and writes questions in Aiken: a question, answers by letters, and the letter of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from assessments.formats.drafts import (
    CannotCarry,
    Draft,
    DraftOption,
    Lack,
    Noted,
    Refusal,
    RefusedQuestion,
    RowError,
    excerpt,
    in_one_language,
    vetted,
)
from assessments.formats.texts import clean, lines
from assessments.questions import Kind

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ANSWER = re.compile(r"([A-Z])[.)]\s+(.*)")
_RIGHT = re.compile(r"ANSWER:\s*([A-Z])\b.*")


@dataclass
class _Block:
    line: int
    stem: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    right: str = ""


def read(file: IO[bytes], *, language: str) -> Iterator[Draft | RowError]:
    """The questions of a file, in this language, as they are asked for. Raises ``UnreadableFile``."""
    for block in _blocks(file):
        try:
            yield vetted(_draft(block, language))
        except RefusedQuestion as refused:
            yield RowError(block.line, refused.reason, refused.what)


def _blocks(file: IO[bytes]) -> Iterator[_Block]:
    """A question ends at its ANSWER line, or where words that are no answer follow answers."""
    block: _Block | None = None
    for number, line in enumerate(lines(file), start=1):
        text = clean(line)
        if not text:
            continue
        answer = _ANSWER.fullmatch(text)
        if block and block.answers and not answer and not text.startswith("ANSWER:"):
            yield block
            block = None
        block = block or _Block(number)
        if text.startswith("ANSWER:"):
            found = _RIGHT.fullmatch(text)
            block.right = found[1] if found else "?"
            yield block
            block = None
        elif answer and block.stem:
            block.answers.append((answer[1], answer[2]))
        else:
            block.stem.append(text)
    if block:
        yield block


def _draft(block: _Block, language: str) -> Draft:
    stem = "\n".join(block.stem)
    if not block.right:
        raise RefusedQuestion(Refusal.NO_ANSWER_LINE, excerpt(stem))
    if block.right not in dict(block.answers):
        raise RefusedQuestion(Refusal.ANSWER_NOT_THERE, block.right.strip("?"))
    options = tuple(DraftOption({language: text}, correct=letter == block.right) for letter, text in block.answers)
    return Draft(block.line, Kind.SINGLE, {language: stem}, options)


def write(drafts: Iterable[Draft], *, language: str, note: Noted) -> Iterator[str]:
    """The questions in this language, piece by piece. What Aiken cannot carry is noted, whole or in part."""
    for draft in drafts:
        try:
            yield _written(draft, language, note)
        except CannotCarry as cannot:
            note(draft, cannot.lack)


def _written(draft: Draft, language: str, note: Noted) -> str:
    if draft.kind is not Kind.SINGLE or any(draft.scene.values()):
        raise CannotCarry(Lack.KIND)
    if len(draft.options) > len(_LETTERS):
        raise CannotCarry(Lack.TOO_MANY_ANSWERS)
    in_one_language(draft, language)
    stem, texts = draft.stem[language], [option.text[language] for option in draft.options]
    if any("\n" in text for text in (stem, *texts)):
        raise CannotCarry(Lack.LINES)
    if _ANSWER.fullmatch(stem) or stem.startswith("ANSWER:"):
        raise CannotCarry(Lack.READS_AS_ANSWER)
    _note_parts(draft, language, note)
    rows = [f"{letter}. {text}" for letter, text in zip(_LETTERS, texts, strict=False)]
    right = next((letter for letter, option in zip(_LETTERS, draft.options, strict=False) if option.correct), "")
    return "\n".join([stem, *rows, f"ANSWER: {right}", "", ""])


def _note_parts(draft: Draft, language: str, note: Noted) -> None:
    if draft.has_pictures:
        note(draft, Lack.PICTURE)
    if draft.feedback_right.get(language) or draft.feedback_wrong.get(language):
        note(draft, Lack.FEEDBACK)
    if any(option.feedback.get(language) for option in draft.options):
        note(draft, Lack.ANSWER_FEEDBACK)
    note(draft, Lack.TAG)
