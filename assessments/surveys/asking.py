"""A survey as a page asks it: its words in the reader's language, and what she had chosen when the page comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models.surveys import Survey
from assessments.questions import Words, in_language
from assessments.surveys.faults import Written
from assessments.surveys.kinds import NO, UNSURE, YES, ItemKind
from assessments.surveys.writing import words, written

_PREFIX = "answer-"


@dataclass(frozen=True)
class Choice:
    """One answer to choose. ``face`` is its step on the scale, 5 the gladdest; 0 where there is no scale."""

    value: str
    words: Words
    chosen: bool = False
    face: int = 0


@dataclass(frozen=True)
class Question:
    field: str
    is_statement: bool
    text: Words
    choices: tuple[Choice, ...]
    shows_numbers: bool = False


@dataclass(frozen=True)
class Page:
    """Everything that the page of a survey says."""

    title: str
    intro: Words
    questions: tuple[Question, ...]

    @property
    def fell_back(self) -> bool:
        """Whether some of it is not in her language yet."""
        said = [self.intro, *(question.text for question in self.questions)]
        said += [choice.words for question in self.questions for choice in question.choices]
        return any(one.fell_back for one in said)


def page(survey: Survey, *, language: str, posted: Mapping[str, str] | None = None) -> Page:
    """The survey in a language, with the answers that were posted by item, if any."""
    items = list(survey.items.all())
    given = posted or {}
    return Page(
        title=survey.title,
        intro=in_language(words(survey, "intro"), language),
        questions=tuple(
            Question(
                field=f"{_PREFIX}{one.key}",
                is_statement=one.kind is ItemKind.AGREEMENT,
                text=in_language(one.text, language),
                choices=_choices(one, language=language, given=given.get(one.key, "")),
                shows_numbers=item.shows_numbers,
            )
            for item, one in zip(items, written(items), strict=True)
        ),
    )


def answers_in(post: Mapping[str, str]) -> dict[str, str]:
    """What a page posted, by the key of the item."""
    return {name.removeprefix(_PREFIX): value for name, value in post.items() if name.startswith(_PREFIX)}


def answer_words(item: Written, *, language: str) -> dict[str, Words]:
    """The words of every answer that an item takes, by its value."""
    if item.kind is ItemKind.CHOICE:
        return {value: _choice_words(item, int(value), language) for value in item.item.answers}
    said = _scale() if item.kind is ItemKind.AGREEMENT else _yes_no()
    return {value: Words(said[value], language) for value in item.item.answers}


def _choices(item: Written, *, language: str, given: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, said, value == given, int(value) if item.kind is ItemKind.AGREEMENT else 0)
        for value, said in answer_words(item, language=language).items()
    )


def _choice_words(item: Written, place: int, language: str) -> Words:
    return in_language({code: offered[place - 1] for code, offered in item.choices.items() if offered}, language)


def _scale() -> dict[str, str]:
    return {
        "5": _("I fully agree"),
        "4": _("I agree"),
        "3": _("In between"),
        "2": _("I do not agree"),
        "1": _("I do not agree at all"),
    }


def _yes_no() -> dict[str, str]:
    return {YES: _("Yes"), NO: _("No"), UNSURE: _("I am not sure")}
