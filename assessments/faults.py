"""What is wrong with a question, before it may be asked. Knows nothing of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from assessments.questions import CHOICES, ONE_CHOICE, SOURCE_LANGUAGE, Kind, Question, in_language


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
