"""A question as plain values: read from a version's content, checked for faults, and the responses it takes.

Knows nothing of the database, of drawing and of marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

SOURCE_LANGUAGE = "en"


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    MATCHING = "matching"


ONE_CHOICE = frozenset({Kind.SINGLE, Kind.TRUE_FALSE})
CHOICES = ONE_CHOICE | {Kind.MULTIPLE}


@dataclass(frozen=True)
class Words:
    """A text, the language it is really in, and whether that is not the language asked for."""

    text: str
    language: str
    fell_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Option:
    """One answer. ``match`` is the text of its partner in *matching*, ``match_key`` what a page calls that partner:
    a key of its own, because the option's key on both sides would give the pairs away."""

    key: str
    text: Mapping[str, str]
    match_key: str = ""
    match: Mapping[str, str] | None = None
    correct: bool = False
    feedback: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """Everything a version holds. Texts are by language code. In *ordering* the options stand in the right order."""

    key: str
    kind: Kind
    stem: Mapping[str, str]
    options: tuple[Option, ...]
    level: int = 2
    must_know: bool = False
    topic: str = ""
    destinations: tuple[str, ...] = ()
    fact: str = ""
    origin_fact: str = ""
    lesson: str = ""
    scene: Mapping[str, str] | None = None
    feedback_right: Mapping[str, str] | None = None
    feedback_wrong: Mapping[str, str] | None = None

    @property
    def option_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    @property
    def partner_keys(self) -> tuple[str, ...]:
        return tuple(option.match_key for option in self.options)

    @property
    def right_keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options if option.correct)


# One option's key; the keys ticked, or all in her order; partner's key by option's key; or None: "I'm not sure".
Response = str | tuple[str, ...] | Mapping[str, str] | None


def read(content: Mapping[str, Any]) -> Question:
    """The question that a version's ``content`` describes."""
    return Question(
        key=content["key"],
        kind=Kind(content["kind"]),
        stem=content["stem"],
        options=tuple(Option(**option) for option in content["options"]),
        level=content["level"],
        must_know=content["must_know"],
        topic=content["topic"],
        destinations=tuple(content["destinations"]),
        fact=content["fact"],
        origin_fact=content["origin_fact"],
        lesson=content["lesson"],
        scene=content["scene"],
        feedback_right=content["feedback_right"],
        feedback_wrong=content["feedback_wrong"],
    )


def in_language(texts: Mapping[str, str] | None, language: str) -> Words:
    """The text in this language, else in English and marked so, else empty words."""
    texts = texts or {}
    if texts.get(language):
        return Words(texts[language], language)
    if texts.get(SOURCE_LANGUAGE):
        return Words(texts[SOURCE_LANGUAGE], SOURCE_LANGUAGE, fell_back=True)
    return Words("", language)


class Unfit(StrEnum):
    """Why a response does not fit its question."""

    WRONG_SHAPE = "wrong_shape"
    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_PARTNER = "unknown_partner"
    CHOSEN_TWICE = "chosen_twice"
    NOT_ALL_PLACED = "not_all_placed"


_SAID = {
    Unfit.WRONG_SHAPE: "This is not how such a question is answered.",
    Unfit.NOTHING_CHOSEN: "Nothing was chosen.",
    Unfit.UNKNOWN_OPTION: "The response names an option that the question does not have.",
    Unfit.UNKNOWN_PARTNER: "The response names a partner that the question does not have.",
    Unfit.CHOSEN_TWICE: "The response names one option twice.",
    Unfit.NOT_ALL_PLACED: "Not every step has its place.",
}


class BadResponse(ValueError):
    """The response does not fit the question. ``reason`` says why; the message says it in English, for logs."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(_SAID[reason])
        self.reason = reason


def parse_response(question: Question, raw: object) -> Response:
    """What she answered, from JSON; ``None`` is "I'm not sure" for every kind. Raises ``BadResponse``.

    single, true_false: an option's key. multiple: a list of keys; none ticked is the same as not sure.
    ordering: the list of all keys in her order. matching: {option's key: partner's key}, pairs may be missing.
    """
    if raw is None:
        return None
    if question.kind in ONE_CHOICE:
        return _one(question, raw)
    if question.kind is Kind.MULTIPLE:
        ticked = _several(question, raw)
        return tuple(key for key in question.option_keys if key in ticked) or None
    if question.kind is Kind.ORDERING:
        order = _several(question, raw)
        return order if len(order) == len(question.options) else _refuse(Unfit.NOT_ALL_PLACED)
    return _pairs(question, raw)


def _one(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        _refuse(Unfit.WRONG_SHAPE)
    return raw if raw in question.option_keys else _refuse(Unfit.UNKNOWN_OPTION)


def _several(question: Question, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)) or not all(isinstance(key, str) for key in raw):
        _refuse(Unfit.WRONG_SHAPE)
    if not set(raw) <= set(question.option_keys):
        _refuse(Unfit.UNKNOWN_OPTION)
    return tuple(raw) if len(set(raw)) == len(raw) else _refuse(Unfit.CHOSEN_TWICE)


def _pairs(question: Question, raw: object) -> Mapping[str, str] | None:
    if not isinstance(raw, Mapping) or not all(isinstance(text, str) for pair in raw.items() for text in pair):
        _refuse(Unfit.WRONG_SHAPE)
    if not set(raw) <= set(question.option_keys):
        _refuse(Unfit.UNKNOWN_OPTION)
    if not set(raw.values()) <= set(question.partner_keys):
        _refuse(Unfit.UNKNOWN_PARTNER)
    return {key: raw[key] for key in question.option_keys if key in raw} or None


def _refuse(reason: Unfit) -> NoReturn:
    raise BadResponse(reason)


class Problem(StrEnum):
    """What keeps a question out of the bank."""

    NO_STEM = "no_stem"
    TOO_FEW_ANSWERS = "too_few_answers"
    EMPTY_ANSWER = "empty_answer"
    SAME_ANSWER_TWICE = "same_answer_twice"
    NO_RIGHT_ANSWER = "no_right_answer"
    SEVERAL_RIGHT_ANSWERS = "several_right_answers"
    NOT_TWO_ANSWERS = "not_two_answers"
    NO_PARTNER = "no_partner"
    SAME_PARTNER_TWICE = "same_partner_twice"


def problems(question: Question) -> tuple[Problem, ...]:
    """Everything that is wrong with the question; nothing when it may be asked."""
    return tuple(_problems(question))


def _problems(question: Question) -> Iterator[Problem]:
    if not in_language(question.stem, SOURCE_LANGUAGE):
        yield Problem.NO_STEM
    if len(question.options) < 2:
        yield Problem.TOO_FEW_ANSWERS
    if not all(in_language(option.text, SOURCE_LANGUAGE) for option in question.options):
        yield Problem.EMPTY_ANSWER
    if _says_twice([option.text for option in question.options]):
        yield Problem.SAME_ANSWER_TWICE
    if question.kind in CHOICES:
        yield from _problems_with_right_answers(question)
    if question.kind is Kind.MATCHING:
        yield from _problems_with_partners(question)


def _problems_with_right_answers(question: Question) -> Iterator[Problem]:
    if not question.right_keys:
        yield Problem.NO_RIGHT_ANSWER
    if question.kind in ONE_CHOICE and len(question.right_keys) > 1:
        yield Problem.SEVERAL_RIGHT_ANSWERS
    if question.kind is Kind.TRUE_FALSE and len(question.options) > 2:
        yield Problem.NOT_TWO_ANSWERS


def _problems_with_partners(question: Question) -> Iterator[Problem]:
    if not all(in_language(option.match, SOURCE_LANGUAGE) for option in question.options):
        yield Problem.NO_PARTNER
    if _says_twice([option.match or {} for option in question.options]):
        yield Problem.SAME_PARTNER_TWICE


def _says_twice(texts: list[Mapping[str, str]]) -> bool:
    """Whether two of them read the same in some language; she could not tell them apart."""
    said = Counter((code, text.strip().casefold()) for by_code in texts for code, text in by_code.items())
    return any(count > 1 for count in said.values())
