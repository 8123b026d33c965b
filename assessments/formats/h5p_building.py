"""Questions as H5P asks them, one language at a time. Builds no content, and chooses no questions."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from h5p_python import builder

from assessments.formats.drafts import CannotCarry, Draft, DraftOption, Lack, Noted, Texts, in_one_language
from assessments.questions import GAP_MARK, Kind
from assessments.responses import plain

Single = builder.MultiChoice | builder.TrueFalse | builder.Blanks

_FEW = range(2, 5)
_MEANS_SOMETHING = frozenset("*/:")


@dataclass(frozen=True)
class Setting:
    """What a question is carried into. ``fill_in`` asks to type what is missing, in the language; ``pictures`` are
    those of the library, by their numbers."""

    language: str
    fill_in: str
    note: Noted
    pictures: Mapping[int, builder.Picture]


def question(draft: Draft, setting: Setting) -> Single:
    """The question by itself, or in a set. Raises ``CannotCarry``; what is lost of it is noted."""
    build = _KINDS.get(draft.kind)
    if build is None:
        raise CannotCarry(_REASONS.get(draft.kind, Lack.KIND))
    in_one_language(draft, setting.language, own_truths=True)
    made = build(draft, setting)  # raises before anything is noted
    _note_common(draft, setting)
    return made


def quick_choice(draft: Draft, setting: Setting) -> builder.SingleChoice:
    """The question as one of those that are answered at a touch. Raises ``CannotCarry``."""
    right = [option for option in draft.options if option.correct]
    if draft.kind not in (Kind.SINGLE, Kind.SCENARIO, Kind.TRUE_FALSE):
        raise CannotCarry(_REASONS.get(draft.kind, Lack.KIND))
    in_one_language(draft, setting.language)
    if len(right) != 1 or len(draft.options) not in _FEW:
        raise CannotCarry(Lack.NOT_TWO_TO_FOUR)
    _note_common(draft, setting)
    _note_feedback(draft, setting, answers=True)
    if draft.picture:
        setting.note(draft, Lack.PICTURE)
    wrong = tuple(_html(option.text, setting) for option in draft.options if not option.correct)
    return builder.SingleChoice(_asked(draft, setting), _html(right[0].text, setting), wrong, key=draft.key)


def gathered(questions: Sequence[Single], *, pass_mark: int) -> builder.Question:
    """One question as itself, several as a set."""
    if len(questions) == 1:
        return questions[0]
    return builder.QuestionSet(tuple(questions), pass_percentage=pass_mark)


def _choice(draft: Draft, setting: Setting) -> builder.MultiChoice:
    """What H5P has no place for at the whole question is said at its answers."""
    if not any(option.correct for option in draft.options) or len(draft.options) < _FEW.start:
        raise CannotCarry(Lack.NOT_TWO_TO_FOUR)
    if any(option.picture for option in draft.options):
        setting.note(draft, Lack.ANSWER_PICTURE)
    return builder.MultiChoice(
        _asked(draft, setting),
        tuple(_answer(draft, option, setting) for option in draft.options),
        picture=setting.pictures.get(draft.picture or 0),
        key=draft.key,
    )


def _answer(draft: Draft, option: DraftOption, setting: Setting) -> builder.Answer:
    general = draft.feedback_right if option.correct else draft.feedback_wrong
    said = " ".join(dict.fromkeys(filter(None, (_html(texts, setting) for texts in (option.feedback, general)))))
    return builder.Answer(_html(option.text, setting), correct=bool(option.correct), when_chosen=said)


def _true_false(draft: Draft, setting: Setting) -> builder.TrueFalse:
    """A draft's first option is the truth. Feedback to single answers is that to right and wrong."""
    if len(draft.options) != _FEW.start:
        raise CannotCarry(Lack.KIND)
    if draft.has_words_for_truth:
        setting.note(draft, Lack.TRUTH_WORDS)
    holds = bool(draft.options[0].correct)
    right, wrong = draft.options if holds else reversed(draft.options)
    return builder.TrueFalse(
        _asked(draft, setting),
        correct=holds,
        when_right=_line(right.feedback, setting) or _line(draft.feedback_right, setting),
        when_wrong=_line(wrong.feedback, setting) or _line(draft.feedback_wrong, setting),
        picture=setting.pictures.get(draft.picture or 0),
        key=draft.key,
    )


def _gaps(draft: Draft, setting: Setting) -> builder.Blanks:
    words = {option.gap: option.text.get(setting.language, "") for option in draft.options if option.gap}
    stem = draft.stem.get(setting.language, "")
    if "*" in stem or any(_MEANS_SOMETHING.intersection(word) for word in words.values()):
        raise CannotCarry(Lack.SIGNS)
    pieces = GAP_MARK.split(stem)  # words and numbers of gaps in turn
    if any(int(number) not in words for number in pieces[1::2]):
        raise CannotCarry(Lack.GAP_NUMBERS)
    if any(not option.gap for option in draft.options):
        setting.note(draft, Lack.CHOICE_OF_WORDS)
    _note_feedback(draft, setting, answers=True)
    whole = "".join(
        builder.blank(html.escape(words[int(piece)], quote=False)) if place % 2 else html.escape(piece, quote=False)
        for place, piece in enumerate(pieces)
    )
    return _blanks(draft, setting, task=setting.fill_in, lines=tuple(filter(None, whole.split("\n"))))


def _number(draft: Draft, setting: Setting) -> builder.Blanks:
    if draft.number is None:
        raise CannotCarry(Lack.KIND)
    if draft.number.tolerance:
        raise CannotCarry(Lack.TOLERANCE)
    unit = _html(draft.unit, setting)
    if "*" in unit:
        raise CannotCarry(Lack.SIGNS)
    _note_feedback(draft, setting, answers=False)
    line = f"{builder.blank(plain(draft.number.value))} {unit}".rstrip()
    return _blanks(draft, setting, task=_asked(draft, setting), lines=(line,))


def _blanks(draft: Draft, setting: Setting, *, task: str, lines: tuple[str, ...]) -> builder.Blanks:
    scene = "" if draft.kind is Kind.NUMERIC else _paragraphs(draft.scene.get(setting.language, ""))
    asked = scene + (task if task.startswith("<p>") else _paragraphs(task))
    picture = setting.pictures.get(draft.picture or 0)
    return builder.Blanks(asked, lines, forgives_slips=True, picture=picture, key=draft.key)


def _note_common(draft: Draft, setting: Setting) -> None:
    if draft.must_know:
        setting.note(draft, Lack.MUST_KNOW)
    if draft.fact or draft.origin_fact:
        setting.note(draft, Lack.FACT)
    if draft.picture and draft.picture not in setting.pictures:
        setting.note(draft, Lack.PICTURE)


def _note_feedback(draft: Draft, setting: Setting, *, answers: bool) -> None:
    if any(said.get(setting.language) for said in (draft.feedback_right, draft.feedback_wrong)):
        setting.note(draft, Lack.FEEDBACK)
    if answers and any(option.feedback.get(setting.language) for option in draft.options):
        setting.note(draft, Lack.ANSWER_FEEDBACK)


_KINDS: Mapping[Kind, Callable[[Draft, Setting], Single]] = {
    Kind.SINGLE: _choice,
    Kind.SCENARIO: _choice,
    Kind.MULTIPLE: _choice,
    Kind.TRUE_FALSE: _true_false,
    Kind.GAP: _gaps,
    Kind.NUMERIC: _number,
}
_REASONS = {Kind.LISTEN: Lack.NEEDS_SOUND, Kind.HOTSPOT: Lack.NEEDS_PICTURE}


def _asked(draft: Draft, setting: Setting) -> str:
    scene, stem = (texts.get(setting.language, "") for texts in (draft.scene, draft.stem))
    return _paragraphs(scene) + _paragraphs(stem)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def _html(said: Texts, setting: Setting) -> str:
    return "<br>".join(html.escape(line, quote=False) for line in said.get(setting.language, "").strip().splitlines())


def _line(said: Texts, setting: Setting) -> str:
    """For a field that takes no HTML."""
    return " ".join(said.get(setting.language, "").split())
