"""What a page may see of a question: before she has sent it no key to the answer (B11), afterwards the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments import scoring
from assessments.questions import Kind, Option, Question, Words, in_language
from assessments.responses import Response


@dataclass(frozen=True)
class Choice:
    """One option as she meets it, with what she answered: ticked, its place in her order, or its partner's key."""

    key: str
    text: Words
    ticked: bool = False
    place: int | None = None
    partner: str = ""


@dataclass(frozen=True)
class Partner:
    """One partner to choose in *matching*."""

    key: str
    text: Words


@dataclass(frozen=True)
class Asked:
    """A question on the page. Holds nothing that tells which answer is right, not even its difficulty."""

    key: str
    kind: Kind
    scene: Words
    stem: Words
    choices: tuple[Choice, ...]
    partners: tuple[Partner, ...] = ()
    answered: bool = False
    not_sure: bool = False

    @property
    def field(self) -> str:
        """The name under which a form posts the answer."""
        return f"answer-{self.key}"

    @property
    def places(self) -> range:
        return range(1, len(self.choices) + 1)

    @property
    def fell_back(self) -> bool:
        """Whether some of it is not in her language yet."""
        said = [self.scene, self.stem, *(choice.text for choice in self.choices), *(one.text for one in self.partners)]
        return any(words.fell_back for words in said)


def ask(
    question: Question,
    *,
    language: str,
    options: Sequence[str],
    partners: Sequence[str] = (),
    answered: bool = False,
    response: Response = None,
) -> Asked:
    """The question in her language, its options and partners in the given order, with her latest response if any."""
    option, partner = _by_key(question)
    return Asked(
        key=question.key,
        kind=question.kind,
        scene=in_language(question.scene, language),
        stem=in_language(question.stem, language),
        choices=tuple(_choice(option[key], language, response) for key in options),
        partners=tuple(Partner(key, in_language(partner[key].match, language)) for key in partners),
        answered=answered,
        not_sure=answered and response is None,
    )


def _choice(option: Option, language: str, response: Response) -> Choice:
    text = in_language(option.text, language)
    if isinstance(response, Mapping):
        return Choice(option.key, text, partner=response.get(option.key, ""))
    if isinstance(response, tuple):
        chosen = option.key in response
        return Choice(option.key, text, ticked=chosen, place=response.index(option.key) + 1 if chosen else None)
    return Choice(option.key, text, ticked=response == option.key)


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NOT_SURE = "not_sure"


@dataclass(frozen=True)
class Line:
    """One thing she said, or would rightly have said: an option, with its partner in *matching*, and why."""

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
        return self.kind is Kind.ORDERING

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
        stem=in_language(question.stem, language),
        hers=tuple(_said(question, response, language)),
        better=() if right else tuple(_right_lines(question, language)),
        feedback=in_language(question.feedback_right if right else question.feedback_wrong, language),
        lesson=question.lesson,
        fact=question.fact,
        origin_fact=question.origin_fact,
    )


def _verdict(question: Question, response: Response) -> Verdict:
    if response is None:
        return Verdict.NOT_SURE
    mark = scoring.mark(question, response)
    if mark.right:
        return Verdict.RIGHT
    return Verdict.PARTLY if mark.earned else Verdict.WRONG


def _said(question: Question, response: Response, language: str) -> Iterable[Line]:
    option, partner = _by_key(question)
    if isinstance(response, str):
        yield _line(option[response], language, right=option[response].correct)
    elif isinstance(response, Mapping):
        for key, chosen in response.items():
            match = in_language(partner[chosen].match, language)
            yield _line(option[key], language, right=option[key].match_key == chosen, partner=match)
    elif response and question.kind is Kind.ORDERING:
        for key, rightful in zip(response, question.option_keys, strict=True):
            yield _line(option[key], language, right=key == rightful)
    else:
        for key in response or ():
            yield _line(option[key], language, right=option[key].correct)


def _right_lines(question: Question, language: str) -> Iterable[Line]:
    for option in question.options:
        if question.kind is Kind.MATCHING:
            yield _line(option, language, right=True, partner=in_language(option.match, language))
        elif question.kind is Kind.ORDERING or option.correct:
            yield _line(option, language, right=True)


def _line(option: Option, language: str, *, right: bool, partner: Words | None = None) -> Line:
    return Line(in_language(option.text, language), partner, right, in_language(option.feedback, language) or None)


def _by_key(question: Question) -> tuple[dict[str, Option], dict[str, Option]]:
    """The options by their own key, and by their partner's."""
    return (
        {option.key: option for option in question.options},
        {option.match_key: option for option in question.options},
    )
