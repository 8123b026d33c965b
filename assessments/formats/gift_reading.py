"""Reads questions in Moodle's GIFT. Writes nothing.

Source of the grammar: Moodle's documentation of GIFT and its importer. A blank line ends a question; ``//`` begins a
line of comment, which may hold ``[id:…]`` and ``[tag:…]``; ``\\`` takes the meaning from ``~ = # { } :``, and ``\\n``
is a new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from assessments.formats import tags
from assessments.formats.drafts import (
    Draft,
    DraftOption,
    Refusal,
    RefusedQuestion,
    Remark,
    RowError,
    excerpt,
    vetted,
)
from assessments.formats.texts import amount, around, clean, lines, plain_words
from assessments.questions import Kind, Number

# Escaped signs stand as halves of pairs, which no decoded text can hold, until the text is taken apart.
_VEIL = 0xDC00
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_VEILED = re.compile("[\udc00-\udcff]")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL)
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
_ROOT = re.compile(r"^\s*(\$\w+\$/)?(top/|top$)?")
_CATEGORY = "$CATEGORY:"
_GAP = "[[1]]"
_BLANK = "_____"


@dataclass
class _Block:
    """The lines of one question, and what stands around them."""

    category: str
    line: int = 0
    said: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        found = _ID.search("\n".join(self.comments))
        return clean(found[1].replace("\\]", "]")) if found else ""

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(tag.replace("\\]", "]").strip() for tag in _TAG.findall("\n".join(self.comments)))


def read(file: IO[bytes], *, language: str) -> Iterator[Draft | RowError]:
    """The questions of a file, in this language, as they are asked for. Raises ``UnreadableFile``."""
    for block in _blocks(file):
        try:
            yield vetted(_Reader(block, language).draft())
        except RefusedQuestion as refused:
            yield RowError(block.line, refused.reason, refused.what)


def _blocks(file: IO[bytes]) -> Iterator[_Block]:
    block = _Block("")
    for number, line in enumerate(lines(file), start=1):
        text = line.strip()
        if text.startswith("//"):
            block.comments.append(text)
        elif text and not text.startswith(_CATEGORY):
            block.line = block.line or number
            block.said.append(text)
        else:
            if block.said:
                yield block
            block = _Block(text[len(_CATEGORY) :].strip() if text else block.category)
    if block.said:
        yield block


class _Reader:
    """Takes one block apart. What it loses on the way is gathered in ``remarks``."""

    def __init__(self, block: _Block, language: str) -> None:
        self.block = block
        self.language = language
        self.format = "moodle"
        self.remarks: dict[Remark, None] = {}

    def draft(self) -> Draft:
        before, inside, after = self._parts()
        if found := _FORMAT.match(before):
            self.format, before = found[1], before[found.end() :]
        answers, general = _cut(inside, "####")
        draft = self._of_its_kind(answers, blank=bool(after), general=self._words(general))
        mark = _GAP if draft.kind is Kind.GAP else _BLANK if after else ""
        scene, stem = tags.scene_and_stem(self._plain(before + mark + after, self.format), self.block.tags)
        return replace(
            draft, stem=self._said(stem), scene=self._said(scene) if scene else {}, key=self.block.key,
            topic=_path(self.block.category), remarks=tuple(self.remarks), **tags.told(self.block.tags),
        )  # fmt: skip

    def _parts(self) -> tuple[str, str, str]:
        """What stands before the answers, the answers, and what stands after. A title says nothing of the question."""
        text = _ESCAPED.sub(lambda found: chr(_VEIL + ord(found[1])), "\n".join(self.block.said))
        if text.startswith("::") and (end := text.find("::", 2)) > 0:
            text = text[end + 2 :].strip()
        if "{" not in text and "}" not in text:
            raise RefusedQuestion(Refusal.DESCRIPTION, excerpt(_bare(text)))
        before, _open, rest = text.partition("{")
        inside, close, after = rest.partition("}")
        if not close or "}" in before or "{" in inside or {"{", "}"} & set(after):
            raise RefusedQuestion(Refusal.BRACES, excerpt(_bare(text)))
        return before, inside.strip(), after

    def _of_its_kind(self, answers: str, *, blank: bool, general: str) -> Draft:
        if not answers:
            self.remarks[Remark.ESSAY] = None
            return self._made(Kind.REFLECTION, general=general)
        if answers.startswith("#"):
            return self._numeric(answers[1:], general)
        if "~" in answers:
            return self._choice(answers, blank=blank, general=general)
        if "=" in answers and "->" in answers:
            return self._matching(answers, general)
        if found := _TRUTH.fullmatch(answers):
            return self._truth(found[1].startswith("T"), found[2] or "", general)
        raise RefusedQuestion(Refusal.TYPED_ANSWER, excerpt(_bare(answers)))

    def _made(self, kind: Kind, options: tuple[DraftOption, ...] = (), *, general: str) -> Draft:
        said = self._said(general) if general else {}
        return Draft(self.block.line, kind, {}, options, feedback_right=said, feedback_wrong=said)

    def _choice(self, answers: str, *, blank: bool, general: str) -> Draft:
        one = "=" in answers
        pieces = [piece for piece in re.split(r"(?=[~=])", answers) if piece.strip("~ \n")]
        options = tuple(self._option(piece.strip(), one=one) for piece in pieces)
        told = tags.kind_told(self.block.tags, Kind.SINGLE, Kind.MULTIPLE, Kind.SCENARIO, Kind.GAP)
        guessed = Kind.MULTIPLE if not one else Kind.GAP if blank else Kind.SINGLE
        kind = told or guessed
        if kind is Kind.GAP:
            options = tuple(replace(option, gap=int(bool(option.correct)), correct=None) for option in options)
        return self._made(kind, options, general=general)

    def _option(self, piece: str, *, one: bool) -> DraftOption:
        """``one`` says that the answers have a right one beside those of weight."""
        marked = piece[0] if piece[0] in "~=" else "~"
        rest = piece.lstrip("~=").strip()
        share = 100.0 if marked == "=" else 0.0
        if found := _WEIGHT.match(rest):
            share, rest = float(found[1]), rest[found.end() :]
        if one and 0 < share < 100:
            self.remarks[Remark.PARTIAL_CREDIT] = None
        text, feedback = _split(rest)
        correct = share >= 100 if one else share > 0
        return DraftOption(self._said(self._words(text)), correct=correct, feedback=self._said(self._words(feedback)))

    def _matching(self, answers: str, general: str) -> Draft:
        options = []
        for pair in filter(None, map(str.strip, answers.split("="))):
            left, arrow, right = pair.partition("->")
            if not arrow:
                raise RefusedQuestion(Refusal.NO_ARROW, excerpt(_bare(pair)))
            if left.strip():
                partner = clean(_bare(right))
                options.append(DraftOption(self._said(self._words(left)), self._said(partner)))
            else:
                self.remarks[Remark.EXTRA_PARTNER] = None
        partners = {option.match[self.language] for option in options}
        told = tags.kind_told(self.block.tags, Kind.MATCHING, Kind.GROUPS)
        kind = told or (Kind.GROUPS if len(partners) < len(options) else Kind.MATCHING)
        return self._made(kind, tuple(options), general=general)

    def _truth(self, holds: bool, feedback: str, general: str) -> Draft:
        wrong, right = _split(feedback)
        said = [self._said(self._words(text)) for text in ((right, wrong) if holds else (wrong, right))]
        options = (DraftOption(correct=holds, feedback=said[0]), DraftOption(correct=not holds, feedback=said[1]))
        return self._made(Kind.TRUE_FALSE, options, general=general)

    def _numeric(self, answers: str, general: str) -> Draft:
        given, _tilde, wrong = answers.partition("~")
        found = [self._number(piece.strip()) for piece in given.split("=") if piece.strip()]
        full = [(value, feedback) for value, feedback, share in found if share >= 100]
        if len(full) != 1:
            raise RefusedQuestion(Refusal.SEVERAL_NUMBERS if full else Refusal.NOT_A_NUMBER, excerpt(_bare(given)))
        if len(found) > 1:
            self.remarks[Remark.PARTIAL_CREDIT] = None
        [(value, right)] = full
        return replace(
            self._made(Kind.NUMERIC, general=general),
            number=value,
            feedback_right=self._said(_joined(right, general)),
            feedback_wrong=self._said(_joined(self._words(_split(wrong)[1]), general)),
        )

    def _number(self, piece: str) -> tuple[Number, str, float]:
        share = 100.0
        if found := _WEIGHT.match(piece):
            share, piece = float(found[1]), piece[found.end() :]
        text, feedback = _split(piece)
        low, dots, high = text.partition("..")
        if dots:
            return around(amount(low), amount(high)), self._words(feedback), share
        value, colon, beside = text.partition(":")
        return Number(amount(value), *([amount(beside)] if colon else [])), self._words(feedback), share

    def _said(self, text: str) -> dict[str, str]:
        return {self.language: text}

    def _words(self, text: str) -> str:
        """The words of a piece that may name a format of its own."""
        piece = text.strip()
        found = _FORMAT.match(piece)
        return self._plain(piece[found.end() :], found[1]) if found else self._plain(piece, self.format)

    def _plain(self, text: str, written: str) -> str:
        if written != "html":
            return clean(_bare(text))
        words, lost = plain_words(_bare(text))
        self.remarks.update(dict.fromkeys(lost))
        return words


def _bare(text: str) -> str:
    """The text with its escaped signs in their place."""
    return _VEILED.sub(lambda found: {"n": "\n"}.get(sign := chr(ord(found[0]) - _VEIL), sign), text)


def _cut(text: str, mark: str) -> tuple[str, str]:
    """What stands before the last mark, and after it."""
    before, found, after = text.rpartition(mark)
    return (before.strip(), after) if found else (text, "")


def _split(text: str) -> tuple[str, str]:
    before, _sign, after = text.partition("#")
    return before, after


def _joined(*texts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _path(category: str) -> str:
    return clean(_ROOT.sub("", category))
