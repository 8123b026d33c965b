"""What a file says of a question, whatever its format, and why something of it cannot be taken. Knows no format.

A draft tells apart what a file says from what it is silent about: a text that is said to be empty stands as ``""``
under its language, one that the format cannot carry does not stand at all. What is ``None`` was not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.questions import SOURCE_LANGUAGE, Area, Kind, Number

Texts = Mapping[str, str]

MOST_QUESTIONS = 10_000
MOST_BYTES = 20 * 1024 * 1024
MOST_OPTIONS = 40
LONGEST_TEXT = 5_000
LONGEST_UNIT = 60
TRUTHS = ("True", "False")
LONGEST_FACT = 40
LONGEST_LESSON = 200
LONGEST_TITLE = 255


class Unreadable(StrEnum):
    """Why a file as a whole is not taken."""

    NOT_TEXT = "file_not_text"
    TOO_LARGE = "file_too_large"
    TOO_MANY = "file_too_many"
    EMPTY = "file_empty"
    NOT_XML = "file_not_xml"
    NOT_MOODLE = "file_not_moodle"
    UNSAFE = "file_unsafe"
    NOT_A_WORKBOOK = "file_not_a_workbook"
    NO_COLUMNS = "file_no_columns"


class UnreadableFile(ValueError):
    """Nothing of the file is taken. ``what`` is the place or the words it is about, if any."""

    def __init__(self, reason: Unreadable, what: str = "") -> None:
        super().__init__(f"{reason} {what}".strip())
        self.reason = reason
        self.what = what


class Refusal(StrEnum):
    """Why one question of a file is not taken."""

    BRACES = "braces"
    DESCRIPTION = "description"
    TYPED_ANSWER = "typed_answer"
    UNKNOWN_KIND = "unknown_kind"
    NO_ARROW = "no_arrow"
    NO_ANSWER_LINE = "no_answer_line"
    ANSWER_NOT_THERE = "answer_not_there"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_TOO_LONG = "number_too_long"
    SEVERAL_NUMBERS = "several_numbers"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_ANSWERS = "too_many_answers"
    NOT_A_PLACE = "not_a_place"
    NOT_A_LEVEL = "not_a_level"
    NOT_COUNTRIES = "not_countries"
    NOT_A_FORM = "not_a_form"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_NAME = "not_a_name"
    TWICE_IN_FILE = "twice_in_file"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_PICTURE = "unknown_picture"
    SEVERAL_PICTURES = "several_pictures"
    MADE_FROM_FACT = "made_from_fact"


class Remark(StrEnum):
    """What a question lost or became on its way in."""

    MARKUP_LOST = "markup_lost"
    PICTURE_LOST = "picture_lost"
    SOUND_LOST = "sound_lost"
    PARTIAL_CREDIT = "partial_credit"
    EXTRA_PARTNER = "extra_partner"
    ESSAY = "essay"
    WORD_GROUPS = "word_groups"
    UNITS_LOST = "units_lost"
    TOPIC_CHOSEN = "topic_chosen"
    PICTURE_UNKNOWN = "picture_unknown"
    BACK_IN_USE = "back_in_use"


class Lack(StrEnum):
    """What a format cannot carry out: a whole question (see ``WHOLE``), or something of it."""

    KIND = "lacks_kind"
    NEEDS_PICTURE = "lacks_needed_picture"
    NEEDS_SOUND = "lacks_sound"
    SEVERAL_GAPS = "lacks_several_gaps"
    GAP_NUMBERS = "lacks_gap_numbers"
    ARROW = "lacks_arrow"
    READS_AS_ANSWER = "lacks_reads_as_answer"
    LINES = "lacks_lines"
    TOO_MANY_ANSWERS = "lacks_too_many_answers"
    NOT_IN_LANGUAGE = "lacks_language"
    PICTURE = "lacks_picture"
    UNIT = "lacks_unit"
    FEEDBACK = "lacks_feedback"
    ANSWER_FEEDBACK = "lacks_answer_feedback"
    TRUTH_WORDS = "lacks_truth_words"
    TAG = "lacks_tag"
    NOT_TWO_TO_FOUR = "lacks_two_to_four"
    TOLERANCE = "lacks_tolerance"
    SIGNS = "lacks_signs"
    CHOICE_OF_WORDS = "lacks_choice_of_words"
    ANSWER_PICTURE = "lacks_answer_picture"
    MUST_KNOW = "lacks_must_know"
    FACT = "lacks_fact"


WHOLE = frozenset(
    {
        Lack.KIND, Lack.NEEDS_PICTURE, Lack.NEEDS_SOUND, Lack.SEVERAL_GAPS, Lack.GAP_NUMBERS, Lack.ARROW,
        Lack.READS_AS_ANSWER, Lack.LINES, Lack.TOO_MANY_ANSWERS, Lack.NOT_IN_LANGUAGE, Lack.NOT_TWO_TO_FOUR,
        Lack.TOLERANCE, Lack.SIGNS,
    }
)  # fmt: skip


class CannotCarry(ValueError):
    """The format has no room for this question."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack)
        self.lack = lack


class RefusedQuestion(ValueError):
    """This question of the file is not taken; the others are. ``what`` are the words it is about."""

    def __init__(self, reason: Refusal, what: str = "") -> None:
        super().__init__(f"{reason} {what}".strip())
        self.reason = reason
        self.what = what


@dataclass(frozen=True)
class RowError:
    """A question that is not taken: where it begins, why, and the words it is about."""

    line: int
    reason: Refusal
    what: str = ""


@dataclass(frozen=True)
class DraftOption:
    """One answer. ``picture`` is 0 where none is said to be, ``picture_name`` its title instead of its number."""

    text: Texts = field(default_factory=dict)
    match: Texts = field(default_factory=dict)
    correct: bool | None = None
    feedback: Texts = field(default_factory=dict)
    gap: int | None = None
    area: Area | None = None
    picture: int | None = None
    picture_name: str = ""


@dataclass(frozen=True)
class Draft:
    """A question as a file says it. ``line`` is where it begins, ``topic`` the path of its category, ``/`` between.

    ``picture`` is its number in the library, 0 where none is said to be; ``picture_name`` its title there instead. A
    truth to judge has two options, true first.
    """

    line: int
    kind: Kind
    stem: Texts
    options: tuple[DraftOption, ...] = ()
    key: str = ""
    topic: str = ""
    level: int | None = None
    must_know: bool | None = None
    destinations: tuple[str, ...] | None = None
    origins: tuple[str, ...] | None = None
    fact: str | None = None
    origin_fact: str | None = None
    lesson: str | None = None
    family: str | None = None
    form: str | None = None
    scene: Texts = field(default_factory=dict)
    unit: Texts = field(default_factory=dict)
    feedback_right: Texts = field(default_factory=dict)
    feedback_wrong: Texts = field(default_factory=dict)
    number: Number | None = None
    picture: int | None = None
    picture_name: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def has_words_for_truth(self) -> bool:
        """Whether a statement is judged by other words than true and false."""
        said = [option.text.get(SOURCE_LANGUAGE, "") for option in self.options]
        return self.kind is Kind.TRUE_FALSE and any(
            text not in ("", name) for text, name in zip(said, TRUTHS, strict=False)
        )

    @property
    def pictured(self) -> tuple[Draft | DraftOption, ...]:
        """All that may have a picture: the question and its answers."""
        return (self, *self.options)

    @property
    def has_pictures(self) -> bool:
        return any(one.picture or one.picture_name for one in self.pictured)


Noted = Callable[[Draft, Lack], None]


def vetted(draft: Draft) -> Draft:
    """The draft, where it keeps to the limits. Raises ``RefusedQuestion``."""
    if len(draft.options) > MOST_OPTIONS:
        raise RefusedQuestion(Refusal.TOO_MANY_ANSWERS)
    for text, longest in _lengths(draft):
        if len(text) > longest:
            raise RefusedQuestion(Refusal.TEXT_TOO_LONG, excerpt(text))
    if draft.family and not re.fullmatch(r"[-a-zA-Z0-9_]{1,50}", draft.family):
        raise RefusedQuestion(Refusal.NOT_A_NAME, excerpt(draft.family))
    return draft


def _lengths(draft: Draft) -> Iterator[tuple[str, int]]:
    """Everything said, with how long it may be."""
    said = [draft.stem, draft.scene, draft.feedback_right, draft.feedback_wrong]
    said += [texts for option in draft.options for texts in (option.text, option.match, option.feedback)]
    yield from ((text, LONGEST_TEXT) for texts in said for text in texts.values())
    yield from ((text, LONGEST_UNIT) for text in draft.unit.values())
    yield from ((code, LONGEST_FACT) for code in (draft.fact, draft.origin_fact) if code)
    yield draft.lesson or "", LONGEST_LESSON
    yield from ((one.picture_name, LONGEST_TITLE) for one in draft.pictured)


def excerpt(text: str) -> str:
    """The beginning of a text, in one line, to know it by."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def in_one_language(draft: Draft, language: str, *, own_truths: bool = False) -> None:
    """Raises ``CannotCarry`` where the stem, the scene or an answer is not there in this language. A format may have
    words of its own for true and false."""
    bare = own_truths and draft.kind is Kind.TRUE_FALSE
    needed = [draft.stem, *(option.text for option in draft.options if not bare)]
    needed += [draft.scene] if any(draft.scene.values()) else []
    needed += [option.match for option in draft.options if draft.kind in (Kind.MATCHING, Kind.GROUPS)]
    if not all(texts.get(language) for texts in needed):
        raise CannotCarry(Lack.NOT_IN_LANGUAGE)


def by_topic(
    drafts: Iterable[Draft], *, written: Callable[[Draft], str], heading: Callable[[str], str], note: Noted
) -> Iterator[str]:
    """Each question as a format writes it, a heading before those of another topic. What has no room is noted."""
    topic = ""
    for draft in drafts:
        try:
            text = written(draft)
        except CannotCarry as cannot:
            note(draft, cannot.lack)
            continue
        if draft.topic != topic:
            topic = draft.topic
            yield heading(topic)
        yield text
