"""What a page tells of a question after she has sent it: right or wrong, why, and where to read it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assessments import scoring
from assessments.questions import GAP_MARK, OBSERVED, PAIRED, UNMARKED, Kind, Option, Question, Words, in_language
from assessments.responses import Response, plain
from assessments.showing import by_key

NOTHING = "…"


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NOT_SURE = "not_sure"
    REFLECTED = "reflected"


@dataclass(frozen=True)
class Line:
    """One thing she said, or would rightly have said: an option, a number, an empty gap; with its partner or group, and
    why."""

    text: Words
    partner: Words | None = None
    right: bool = False
    feedback: Words | None = None


@dataclass(frozen=True)
class Explained:
    """A question after submission. ``hers`` is what she answered, ``better`` the right answer where hers was not."""

    key: str
    kind: Kind
    verdict: Verdict
    must_know: bool
    stem: Words
    hers: tuple[Line, ...]
    better: tuple[Line, ...]
    feedback: Words
    lesson: str
    fact: str = ""
    origin_fact: str = ""

    @property
    def in_order(self) -> bool:
        return self.kind in {Kind.ORDERING, Kind.GAP}

    @property
    def counts(self) -> bool:
        """Whether it can be right or wrong at all."""
        return self.kind not in UNMARKED

    @property
    def fell_back(self) -> bool:
        """Whether some of it is not in her language yet."""
        said = [self.stem, self.feedback]
        for line in (*self.hers, *self.better):
            said += [words for words in (line.text, line.partner, line.feedback) if words]
        return any(words.fell_back for words in said)


def explain(question: Question, response: Response, *, language: str) -> Explained:
    """Right or wrong, the feedback for each option she chose, and where to read it again."""
    verdict = _verdict(question, response)
    right = verdict is Verdict.RIGHT
    return Explained(
        key=question.key,
        kind=question.kind,
        verdict=verdict,
        must_know=question.must_know,
        stem=_stem(question, language),
        hers=tuple(_said(question, response, language)),
        better=() if verdict in {Verdict.RIGHT, Verdict.REFLECTED} else tuple(_right_lines(question, language)),
        feedback=in_language(question.feedback_right if right else question.feedback_wrong, language),
        lesson=question.lesson,
        fact=question.fact,
        origin_fact=question.origin_fact,
    )


def _verdict(question: Question, response: Response) -> Verdict:
    if response is None:
        return Verdict.NOT_SURE
    if question.kind in UNMARKED:
        return Verdict.REFLECTED
    mark = scoring.mark(question, response)
    if mark.right:
        return Verdict.RIGHT
    return Verdict.PARTLY if mark.earned else Verdict.WRONG


def _stem(question: Question, language: str) -> Words:
    stem = in_language(question.stem, language)
    return replace(stem, text=GAP_MARK.sub(NOTHING, stem.text)) if question.kind is Kind.GAP else stem


def _said(question: Question, response: Response, language: str) -> Iterable[Line]:
    option, partner = by_key(question)
    if response is None or question.kind in UNMARKED:
        return
    if isinstance(response, str):
        yield _one(question, response, language)
    elif isinstance(response, Mapping):
        if question.kind is Kind.GAP:
            yield from _gaps(question, response, language)
            return
        for key, chosen in response.items():
            match = in_language(partner[chosen].match, language)
            yield _line(option[key], language, right=option[key].match_key == chosen, partner=match)
    elif question.kind is Kind.ORDERING:
        for key, rightful in zip(response, question.option_keys, strict=True):
            yield _line(option[key], language, right=key == rightful)
    else:
        for key in response:
            yield _line(option[key], language, right=option[key].correct or question.kind in OBSERVED)


def _one(question: Question, response: str, language: str) -> Line:
    right = scoring.mark(question, response).right
    if question.number:
        return Line(_with_unit(question, response, language), right=right)
    return _line(by_key(question)[0][response], language, right=right)


def _gaps(question: Question, words: Mapping[str, str], language: str) -> Iterable[Line]:
    option, _partner = by_key(question)
    for gap, key in question.fillings.items():
        if chosen := words.get(gap):
            yield _line(option[chosen], language, right=chosen == key)
        else:
            yield Line(Words(NOTHING, language))


def _right_lines(question: Question, language: str) -> Iterable[Line]:
    if question.number:
        yield Line(_with_unit(question, plain(question.number.value), language), right=True)
    elif question.kind is Kind.GAP:
        yield from _gaps(question, question.fillings, language)
    for option in question.options:
        if question.kind in PAIRED:
            yield _line(option, language, right=True, partner=_partner(question, option, language))
        elif question.kind in OBSERVED | {Kind.ORDERING} or option.correct:
            yield _line(option, language, right=True)


def _partner(question: Question, option: Option, language: str) -> Words:
    return in_language(by_key(question)[1][option.match_key].match, language)


def _with_unit(question: Question, amount: str, language: str) -> Words:
    unit = in_language(question.unit, language)
    return replace(unit, text=f"{amount} {unit.text}".strip())


def _line(option: Option, language: str, *, right: bool, partner: Words | None = None) -> Line:
    return Line(in_language(option.text, language), partner, right, in_language(option.feedback, language) or None)
