"""Writes questions in Moodle's GIFT, one language at a time. Reads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from assessments.formats import tags
from assessments.formats.drafts import CannotCarry, Draft, DraftOption, Lack, Noted, Texts, by_topic, in_one_language
from assessments.questions import Kind, gaps_in
from assessments.responses import plain

_RESERVED = re.compile(r"[\\#=~{}:]")
# What would be read as a weight or as the name of a format; and what Moodle's plugins take for their own.
_READ_OTHERWISE = re.compile(r"%|\[(html|markdown|plain|moodle)\]")
_GAP = "[[1]]"


def write(drafts: Iterable[Draft], *, language: str, note: Noted) -> Iterator[str]:
    """The questions in this language, piece by piece. What GIFT cannot carry is noted, whole or in part."""
    return by_topic(
        drafts,
        written=lambda draft: _Writer(draft, language, note).question(),
        heading=lambda topic: f"$CATEGORY: $course$/top/{topic}\n\n",
        note=note,
    )


class _Writer:
    def __init__(self, draft: Draft, language: str, note: Noted) -> None:
        self.draft = draft
        self.language = language
        self.note = note

    def question(self) -> str:
        draft = self.draft
        body = _BODIES.get(draft.kind)
        if body is None:
            raise CannotCarry(_REASONS.get(draft.kind, Lack.KIND))
        answers = body(self)  # raises before anything is noted in part
        in_one_language(draft, self.language, own_truths=True)
        before, after = self._stem()
        self._note_parts()
        marks = tags.tags_of(draft, language=self.language, note=self.note)
        comment = " ".join([f"[id:{draft.key}]", *(f"[tag:{tag}]" for tag in marks)])
        written = f"[plain]{before}" if before else ""  # a format without words before the answers confuses readers
        return f"// {comment}\n::{_escaped(draft.key)}::{written}{{{answers}}}{after}\n\n"

    def _stem(self) -> tuple[str, str]:
        stem, scene = self.draft.stem.get(self.language, ""), self.draft.scene.get(self.language, "")
        before, _gap, after = stem.partition(_GAP) if self.draft.kind is Kind.GAP else (stem, "", "")
        return _escaped(tags.with_scene(scene, before)), _escaped(after)

    def choice(self) -> str:
        rows = "".join(f"\n\t{'=' if one.correct else '~'}{self._option(one)}" for one in self.draft.options)
        return f"{rows}{self._general()}\n"

    def several(self) -> str:
        """The weights are the bank's own rule: wrong ones are taken off."""
        share = Fraction(100, sum(bool(option.correct) for option in self.draft.options) or 1)
        size = f"{float(share):.5f}".rstrip("0").rstrip(".")
        rows = "".join(f"\n\t~%{'' if one.correct else '-'}{size}%{self._option(one)}" for one in self.draft.options)
        return f"{rows}{self._general()}\n"

    def gap(self) -> str:
        stem = self.draft.stem.get(self.language, "")
        if gaps_in(stem) != (1,) or sorted(option.gap or 0 for option in self.draft.options if option.gap) != [1]:
            raise CannotCarry(Lack.SEVERAL_GAPS)
        rows = "".join(f"\n\t{'=' if one.gap else '~'}{self._option(one)}" for one in self.draft.options)
        return f"{rows}{self._general()}\n"

    def pairs(self) -> str:
        if any("->" in option.text.get(self.language, "") for option in self.draft.options):
            raise CannotCarry(Lack.ARROW)
        rows = "".join(
            f"\n\t={_piece(one.text, self.language)} -> {_escaped(one.match.get(self.language, ''))}"
            for one in self.draft.options
        )
        return f"{rows}{self._general()}\n"

    def truth(self) -> str:
        """The feedback to the wrong answer stands first."""
        holds = bool(self.draft.options and self.draft.options[0].correct)
        ordered = sorted(self.draft.options, key=lambda option: bool(option.correct))
        wrong, right = (_piece(option.feedback, self.language) for option in ordered)
        said = f"#{wrong}#{right}" if right else f"#{wrong}" if wrong else ""
        return f"{'TRUE' if holds else 'FALSE'}{said}{self._general()}"

    def numeric(self) -> str:
        number = self.draft.number
        if number is None:
            raise CannotCarry(Lack.KIND)
        right = self._feedback(self.draft.feedback_right)
        wrong = self._feedback(self.draft.feedback_wrong)
        return f"#\n\t={plain(number.value)}:{plain(number.tolerance)}{right}\n" + (f"\t~{wrong}\n" if wrong else "")

    def _option(self, option: DraftOption) -> str:
        return _piece(option.text, self.language) + self._feedback(option.feedback)

    def _feedback(self, said: Texts) -> str:
        text = _piece(said, self.language)
        return f"#{text}" if text else ""

    def _general(self) -> str:
        right, wrong = (_piece(said, self.language) for said in (self.draft.feedback_right, self.draft.feedback_wrong))
        return f"\n\t####{right}" if right and right == wrong else ""

    def _note_parts(self) -> None:
        draft, language = self.draft, self.language
        if draft.has_pictures:
            self.note(draft, Lack.PICTURE)
        if draft.has_words_for_truth:
            self.note(draft, Lack.TRUTH_WORDS)
        if draft.unit.get(language):
            self.note(draft, Lack.UNIT)
        right, wrong = (said.get(language, "") for said in (draft.feedback_right, draft.feedback_wrong))
        if draft.kind is not Kind.NUMERIC and right != wrong:
            self.note(draft, Lack.FEEDBACK)
        if draft.kind in (Kind.MATCHING, Kind.GROUPS) and any(one.feedback.get(language) for one in draft.options):
            self.note(draft, Lack.ANSWER_FEEDBACK)


_BODIES = {
    Kind.SINGLE: _Writer.choice,
    Kind.SCENARIO: _Writer.choice,
    Kind.MULTIPLE: _Writer.several,
    Kind.TRUE_FALSE: _Writer.truth,
    Kind.GAP: _Writer.gap,
    Kind.MATCHING: _Writer.pairs,
    Kind.GROUPS: _Writer.pairs,
    Kind.NUMERIC: _Writer.numeric,
}
_REASONS = {Kind.LISTEN: Lack.NEEDS_SOUND, Kind.HOTSPOT: Lack.NEEDS_PICTURE}


def _piece(said: Texts, language: str) -> str:
    text = said.get(language, "")
    return f"[plain]{_escaped(text)}" if _READ_OTHERWISE.match(text) else _escaped(text)


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
