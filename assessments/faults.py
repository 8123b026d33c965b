"""What is wrong with a question, before it may be asked. Knows nothing of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from assessments.questions import CHOICES, ONE_CHOICE, SOURCE_LANGUAGE, Kind, Question, gaps_in, in_language


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
    NO_GROUP = "no_group"
    ONE_GROUP = "one_group"
    NO_GAPS = "no_gaps"
    GAP_TWICE = "gap_twice"
    GAPS_DIFFER = "gaps_differ"
    NO_NUMBER = "no_number"
    TOLERANCE_BELOW_NOUGHT = "tolerance_below_nought"
    NO_SCENE = "no_scene"
    NOTHING_TO_HEAR = "nothing_to_hear"
    NO_PICTURE = "no_picture"
    NO_AREA = "no_area"
    ANSWERS_NOT_NEEDED = "answers_not_needed"


# How many answers a kind needs at least; where nought stands it has none at all.
_FEWEST = {Kind.ORAL: 1, Kind.PRACTICE: 1, Kind.NUMERIC: 0, Kind.REFLECTION: 0}


def problems(question: Question) -> tuple[Problem, ...]:
    """Everything that is wrong with the question; nothing when it may be asked."""
    return tuple(_problems(question))


def _problems(question: Question) -> Iterator[Problem]:
    if not in_language(question.stem, SOURCE_LANGUAGE):
        yield Problem.NO_STEM
    yield from _problems_with_answers(question)
    if question.kind in CHOICES:
        yield from _problems_with_right_answers(question)
    if check := _OF_ITS_KIND.get(question.kind):
        yield from check(question)


def _problems_with_answers(question: Question) -> Iterator[Problem]:
    fewest = _FEWEST.get(question.kind, 2)
    if len(question.options) < fewest:
        yield Problem.TOO_FEW_ANSWERS
    if question.options and not fewest:
        yield Problem.ANSWERS_NOT_NEEDED
    if not all(in_language(option.text, SOURCE_LANGUAGE) for option in question.options):
        yield Problem.EMPTY_ANSWER
    if _says_twice([option.text for option in question.options]):
        yield Problem.SAME_ANSWER_TWICE


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


def _problems_with_groups(question: Question) -> Iterator[Problem]:
    if not all(in_language(option.match, SOURCE_LANGUAGE) for option in question.options):
        yield Problem.NO_GROUP
    elif len({option.match_key for option in question.options}) < 2:
        yield Problem.ONE_GROUP


def _problems_with_gaps(question: Question) -> Iterator[Problem]:
    """Every language must leave the same gaps, each once, and each gap has one word that fits."""
    wanted = sorted(option.gap for option in question.options if option.gap)
    left = {code: sorted(gaps_in(text)) for code, text in question.stem.items()}
    if not left.get(SOURCE_LANGUAGE):
        yield Problem.NO_GAPS
    if len(set(wanted)) < len(wanted):
        yield Problem.GAP_TWICE
    elif any(found != wanted for found in left.values()):
        yield Problem.GAPS_DIFFER


def _problems_with_number(question: Question) -> Iterator[Problem]:
    if question.number is None:
        yield Problem.NO_NUMBER
    elif question.number.tolerance < 0:
        yield Problem.TOLERANCE_BELOW_NOUGHT


def _problems_with_scene(question: Question) -> Iterator[Problem]:
    if not in_language(question.scene, SOURCE_LANGUAGE):
        yield Problem.NOTHING_TO_HEAR if question.kind is Kind.LISTEN else Problem.NO_SCENE


def _problems_with_areas(question: Question) -> Iterator[Problem]:
    if question.picture is None:
        yield Problem.NO_PICTURE
    if not all(option.area and option.area.fits for option in question.options):
        yield Problem.NO_AREA


_OF_ITS_KIND = {
    Kind.MATCHING: _problems_with_partners,
    Kind.GROUPS: _problems_with_groups,
    Kind.GAP: _problems_with_gaps,
    Kind.NUMERIC: _problems_with_number,
    Kind.SCENARIO: _problems_with_scene,
    Kind.LISTEN: _problems_with_scene,
    Kind.HOTSPOT: _problems_with_areas,
}


def _says_twice(texts: list[Mapping[str, str]]) -> bool:
    """Whether two of them read the same in some language; she could not tell them apart."""
    said = Counter((code, text.strip().casefold()) for by_code in texts for code, text in by_code.items())
    return any(count > 1 for count in said.values())
