"""Writes questions in Moodle's XML, one language at a time. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from xml.sax.saxutils import escape

from assessments.formats import tags
from assessments.formats.drafts import (
    CannotCarry,
    Draft,
    DraftOption,
    Lack,
    Noted,
    Texts,
    by_topic,
    excerpt,
    in_one_language,
)
from assessments.questions import Kind, Number, gaps_in
from assessments.responses import plain

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_FOOT = "</quiz>\n"
_TYPES = {
    Kind.SINGLE: "multichoice", Kind.SCENARIO: "multichoice", Kind.MULTIPLE: "multichoice",
    Kind.TRUE_FALSE: "truefalse", Kind.MATCHING: "matching", Kind.GROUPS: "matching", Kind.NUMERIC: "numerical",
    Kind.GAP: "gapselect", Kind.ORDERING: "ordering",
}  # fmt: skip
_REASONS = {Kind.LISTEN: Lack.NEEDS_SOUND, Kind.HOTSPOT: Lack.NEEDS_PICTURE}
# Of these only what is said of an answer, and what is said to everybody, has a place.
_UNCOMBINED = frozenset({Kind.TRUE_FALSE, Kind.NUMERIC})
_NO_ANSWER_FEEDBACK = frozenset({Kind.MATCHING, Kind.GROUPS, Kind.GAP, Kind.ORDERING})


def write(drafts: Iterable[Draft], *, language: str, note: Noted) -> Iterator[str]:
    """The questions in this language, piece by piece. What Moodle cannot carry is noted, whole or in part."""
    yield _HEAD
    yield from by_topic(
        drafts,
        written=lambda draft: _Writer(draft, language, note).question(),
        heading=lambda topic: (
            f'<question type="category"><category>{_text(f"$course$/top/{topic}")}</category></question>\n'
        ),
        note=note,
    )
    yield _FOOT


class _Writer:
    def __init__(self, draft: Draft, language: str, note: Noted) -> None:
        self.draft = draft
        self.language = language
        self.note = note

    def question(self) -> str:
        draft = self.draft
        if draft.kind not in _TYPES:
            raise CannotCarry(_REASONS.get(draft.kind, Lack.KIND))
        self._check()
        self._note_parts()
        stem = tags.with_scene(self._in(draft.scene), self._in(draft.stem))
        rows = [
            f"<name>{_text(excerpt(self._in(draft.stem)))}</name>",
            _plain("questiontext", stem),
            *self._feedback(),
            *self._answers(),
            f"<idnumber>{escape(draft.key)}</idnumber>",
            f"<tags>{''.join(f'<tag>{_text(tag)}</tag>' for tag in self._tags())}</tags>",
        ]
        body = "".join(f"  {row}\n" for row in rows)
        return f'<question type="{_TYPES[draft.kind]}">\n{body}</question>\n'

    def _check(self) -> None:
        draft = self.draft
        if draft.kind is Kind.NUMERIC and draft.number is None:
            raise CannotCarry(Lack.KIND)
        if draft.kind is Kind.GAP:
            filled = sorted(option.gap for option in draft.options if option.gap)
            if filled != list(range(1, len(filled) + 1)) or sorted(gaps_in(self._in(draft.stem))) != filled:
                raise CannotCarry(Lack.GAP_NUMBERS)
        in_one_language(draft, self.language, own_truths=True)

    def _answers(self) -> Iterator[str]:
        draft = self.draft
        if draft.kind in (Kind.MATCHING, Kind.GROUPS):
            yield from (self._pair(option) for option in draft.options)
        elif draft.number is not None:
            yield from self._number(draft.number)
        elif draft.kind is Kind.GAP:
            ordered = sorted(draft.options, key=lambda option: option.gap or 100)
            yield from (f"<selectoption>{_text(self._in(one.text))}<group>1</group></selectoption>" for one in ordered)
        elif draft.kind is Kind.ORDERING:
            yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
            yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
            yield from (_answer(self._in(one.text), f"{at}.0000000") for at, one in enumerate(draft.options, start=1))
        elif draft.kind is Kind.TRUE_FALSE:
            named = zip(("true", "false"), draft.options, strict=False)
            yield from (_answer(name, "100" if one.correct else "0", self._in(one.feedback)) for name, one in named)
        else:
            yield from self._choices()

    def _choices(self) -> Iterator[str]:
        """The shares of several are the bank's own rule: wrong ones are taken off."""
        several = self.draft.kind is Kind.MULTIPLE
        share = _share(self.draft.options) if several else "100"
        yield f"<single>{'false' if several else 'true'}</single><shuffleanswers>true</shuffleanswers>"
        for option in self.draft.options:
            size = share if option.correct else f"-{share}" if several else "0"
            yield _answer(self._in(option.text), size, self._in(option.feedback))

    def _pair(self, option: DraftOption) -> str:
        partner = f"<answer>{_text(self._in(option.match))}</answer>"
        return f'<subquestion format="plain_text">{_text(self._in(option.text))}{partner}</subquestion>'

    def _number(self, number: Number) -> Iterator[str]:
        draft = self.draft
        right, wrong = self._in(draft.feedback_right), self._in(draft.feedback_wrong)
        beside = f"<tolerance>{plain(number.tolerance)}</tolerance>"
        yield _answer(plain(number.value), "100", right, beside)
        if wrong:
            yield _answer("*", "0", wrong, "<tolerance>0</tolerance>")
        if unit := self._in(draft.unit):
            yield f"<units><unit><multiplier>1</multiplier><unit_name>{escape(unit)}</unit_name></unit></units>"

    def _feedback(self) -> Iterator[str]:
        draft = self.draft
        right, wrong = self._in(draft.feedback_right), self._in(draft.feedback_wrong)
        if draft.kind not in _UNCOMBINED:
            yield _plain("correctfeedback", right)
            yield _plain("partiallycorrectfeedback", wrong)
            yield _plain("incorrectfeedback", wrong)
        elif draft.kind is Kind.TRUE_FALSE and right == wrong:
            yield _plain("generalfeedback", right)

    def _tags(self) -> tuple[str, ...]:
        return tags.tags_of(self.draft, language=self.language, note=self.note)

    def _note_parts(self) -> None:
        draft = self.draft
        if draft.has_pictures:
            self.note(draft, Lack.PICTURE)
        if draft.has_words_for_truth:
            self.note(draft, Lack.TRUTH_WORDS)
        if draft.kind is Kind.TRUE_FALSE and self._in(draft.feedback_right) != self._in(draft.feedback_wrong):
            self.note(draft, Lack.FEEDBACK)
        if draft.kind in _NO_ANSWER_FEEDBACK and any(self._in(option.feedback) for option in draft.options):
            self.note(draft, Lack.ANSWER_FEEDBACK)

    def _in(self, said: Texts) -> str:
        return said.get(self.language, "")


def _share(options: Sequence[DraftOption]) -> str:
    share = float(Fraction(100, sum(bool(option.correct) for option in options) or 1))
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _answer(text: str, fraction: str, feedback: str = "", beside: str = "") -> str:
    said = f'<feedback format="plain_text">{_text(feedback)}</feedback>'
    return f'<answer fraction="{fraction}" format="plain_text">{_text(text)}{said}{beside}</answer>'


def _plain(name: str, text: str) -> str:
    return f'<{name} format="plain_text">{_text(text)}</{name}>'


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"
