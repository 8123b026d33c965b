"""What a page may see of a question before she has sent it: nothing that tells which answer is right (B11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.questions import GAP_MARK, ONE_CHOICE, UNMARKED, Area, Kind, Option, Question, Words, in_language
from assessments.responses import Response


@dataclass(frozen=True)
class Choice:
    """One option as she meets it, with what she answered: ticked, its place in her order, or its partner's key."""

    key: str
    text: Words
    ticked: bool = False
    place: int | None = None
    partner: str = ""
    picture: int | None = None
    area: Area | None = None


@dataclass(frozen=True)
class Partner:
    """One partner to choose in *matching*."""

    key: str
    text: Words


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence with gaps: words, or the gap of this number with the key of what she put there."""

    text: str = ""
    gap: str = ""
    chosen: str = ""


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
    picture: int | None = None
    sentence: tuple[Piece, ...] = ()
    unit: Words | None = None
    number: str = ""

    @property
    def field(self) -> str:
        """The name under which a form posts the answer."""
        return f"answer-{self.key}"

    @property
    def one_choice(self) -> bool:
        return self.kind in ONE_CHOICE

    @property
    def reflected(self) -> bool:
        return self.kind in UNMARKED and self.answered and not self.not_sure

    @property
    def places(self) -> range:
        return range(1, len(self.choices) + 1)

    @property
    def fell_back(self) -> bool:
        """Whether some of it is not in her language yet."""
        said = [self.scene, self.stem, *(choice.text for choice in self.choices), *(one.text for one in self.partners)]
        return any(words.fell_back for words in (*said, self.unit) if words)


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
    option, partner = by_key(question)
    stem = in_language(question.stem, language)
    numeric = question.kind is Kind.NUMERIC
    return Asked(
        key=question.key,
        kind=question.kind,
        scene=in_language(question.scene, language),
        stem=stem,
        choices=tuple(_choice(option[key], language, response) for key in options),
        partners=tuple(Partner(key, in_language(partner[key].match, language)) for key in partners),
        answered=answered,
        not_sure=answered and response is None,
        picture=question.picture,
        sentence=_sentence(stem.text, response) if question.kind is Kind.GAP else (),
        unit=in_language(question.unit, language) if numeric else None,
        number=response if numeric and isinstance(response, str) else "",
    )


def _sentence(text: str, response: Response) -> tuple[Piece, ...]:
    """The words of a stem, and between them its gaps."""
    words = response if isinstance(response, Mapping) else {}
    pieces = [
        Piece(gap=part, chosen=words.get(part, "")) if at % 2 else Piece(text=part)
        for at, part in enumerate(GAP_MARK.split(text))
    ]
    return tuple(piece for piece in pieces if piece.text or piece.gap)


def _choice(option: Option, language: str, response: Response) -> Choice:
    choice = Choice(option.key, in_language(option.text, language), picture=option.picture, area=option.area)
    if isinstance(response, Mapping):
        return replace(choice, partner=response.get(option.key, ""))
    if isinstance(response, tuple):
        chosen = option.key in response
        return replace(choice, ticked=chosen, place=response.index(option.key) + 1 if chosen else None)
    return replace(choice, ticked=response == option.key)


def by_key(question: Question) -> tuple[dict[str, Option], dict[str, Option]]:
    """The options by their own key, and by their partner's; a group's name is what its first option calls it."""
    return (
        {option.key: option for option in question.options},
        {option.match_key: option for option in reversed(question.options)},
    )
