"""Makes a question of a fact and a template, or says why it cannot. Knows no rows and no day.

A wrong answer must be wrong here: nothing is offered that the fact's own words name, that is another number to call of
the same place, or that another fact says as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from assessments.formats.drafts import Draft, DraftOption
from assessments.questions import SOURCE_LANGUAGE, Kind
from assessments.responses import plain

Texts = Mapping[str, str]

MOST_WRONG = 3
MOST_FROM_OTHERS = 2
FEWEST_WRONG = 2
_ALIKE_EVERYWHERE = re.compile(r"[\d+ .,%]+")  # numbers need no translation
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


class Unaskable(StrEnum):
    """Why a template makes no question of a fact."""

    NOTHING_TO_ASK = "nothing_to_ask"
    OTHER_UNIT = "other_unit"
    TOO_FEW_WRONG = "too_few_wrong"


class CannotAsk(ValueError):
    """The fact does not fit the template."""

    def __init__(self, reason: Unaskable) -> None:
        super().__init__(reason)
        self.reason = reason


class Answer(StrEnum):
    PHONE = "phone"
    NUMBER = "number"
    VALUE = "value"


@dataclass(frozen=True)
class Known:
    """A fact, as far as it can be asked. ``place`` is a country code, ``names`` what the place is called."""

    key: str
    place: str
    names: Texts
    value: Texts
    abroad: bool = True
    note: Texts = field(default_factory=dict)
    phone: str = ""
    number: Decimal | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Template:
    """How facts of a kind are asked. ``wrong`` are the wrong answers of each language, in one order."""

    code: str
    answer: Answer
    stem: Texts
    wrong: Mapping[str, Sequence[str]] = field(default_factory=dict)
    feedback: Texts = field(default_factory=dict)
    unit: str = ""
    topic: str = ""
    level: int = 1
    must_know: bool = False
    lesson: str = ""
    from_others: bool = False
    never: frozenset[str] = frozenset()


def key_of(template: str, *, place: str, abroad: bool) -> str:
    """The key of the question in the bank: ``rest-day-to-jo``. Never more than 50 signs."""
    return f"{template}-{'to' if abroad else 'from'}-{place}".lower()


def draft(template: Template, fact: Known, *, others: Iterable[Known], numbers: Collection[str] = ()) -> Draft:
    """The question in every language that has all of its words; English always. Raises ``CannotAsk``.

    ``others`` are facts of the same kind, of other places; ``numbers`` are all numbers to call of this place.
    """
    if template.unit and template.unit.casefold() != fact.unit.casefold():
        raise CannotAsk(Unaskable.OTHER_UNIT)
    right = _answer(template, fact)
    if not right.get(SOURCE_LANGUAGE) or not template.stem.get(SOURCE_LANGUAGE):
        raise CannotAsk(Unaskable.NOTHING_TO_ASK)
    wrong = _wrong(template, fact, right, others, numbers)
    if len(wrong) < FEWEST_WRONG:
        raise CannotAsk(Unaskable.TOO_FEW_WRONG)
    said = _languages(template, fact, [right, *wrong])
    feedback = _feedback(template, fact, said)
    places = (fact.place,)
    return Draft(
        line=0,
        kind=Kind.SINGLE,
        stem={code: template.stem[code].replace("{place}", fact.names[code]) for code in said},
        options=tuple(
            DraftOption({code: text[code] for code in said}, correct=text is right) for text in [right, *wrong]
        ),
        key=key_of(template.code, place=fact.place, abroad=fact.abroad),
        topic=template.topic,
        level=template.level,
        must_know=template.must_know,
        destinations=places if fact.abroad else (),
        origins=() if fact.abroad else places,
        fact=fact.key if fact.abroad else "",
        origin_fact="" if fact.abroad else fact.key,
        lesson=template.lesson,
        feedback_right=feedback,
        feedback_wrong=feedback,
    )


def _answer(template: Template, fact: Known) -> Texts:
    if template.answer is Answer.VALUE:
        return fact.value
    said = fact.phone if template.answer is Answer.PHONE else "" if fact.number is None else plain(fact.number)
    return _everywhere(said, template)


def _everywhere(said: str, template: Template) -> Texts:
    """A number reads the same in every language."""
    return dict.fromkeys(template.stem, said) if said else {}


def _wrong(
    template: Template, fact: Known, right: Texts, others: Iterable[Known], numbers: Collection[str]
) -> list[Texts]:
    """Of other places first, then those of the template; each once, and none that is true here."""
    elsewhere = list(_elsewhere(template, fact, others)) if template.from_others else []
    true_here = {right[SOURCE_LANGUAGE], *numbers, *template.never} | _numbers_in(fact)
    found: dict[str, Texts] = {}
    for number, text in enumerate([*elsewhere, *_fixed(template)]):
        english = text.get(SOURCE_LANGUAGE, "")
        borrowed = number < len(elsewhere)
        if english and english not in true_here and not (borrowed and len(found) == MOST_FROM_OTHERS):
            found.setdefault(english, text)
    return list(found.values())[:MOST_WRONG]


def _elsewhere(template: Template, fact: Known, others: Iterable[Known]) -> Iterator[Texts]:
    """What is true of other places: the nearest numbers first, all else in an order that stays as it is."""
    alike = [other for other in others if other.place != fact.place and other.unit == fact.unit]
    for other in sorted(alike, key=lambda other: (_distance(template, fact, other), _chance(fact, other))):
        yield _answer(template, other)


def _distance(template: Template, fact: Known, other: Known) -> Decimal:
    if template.answer is not Answer.NUMBER or fact.number is None or other.number is None:
        return Decimal(0)
    return abs(fact.number - other.number)


def _chance(fact: Known, other: Known) -> str:
    return sha256(f"{fact.key}:{fact.place}:{other.place}".encode()).hexdigest()


def _fixed(template: Template) -> Iterator[Texts]:
    for number, english in enumerate(template.wrong.get(SOURCE_LANGUAGE, ())):
        if _ALIKE_EVERYWHERE.fullmatch(english):
            yield _everywhere(english, template)
        else:
            yield {code: lines[number] for code, lines in template.wrong.items() if number < len(lines)}


def _numbers_in(fact: Known) -> set[str]:
    said = f"{fact.value.get(SOURCE_LANGUAGE, '')} {fact.note.get(SOURCE_LANGUAGE, '')}"
    return set(_NUMBERS.findall(said))


def _languages(template: Template, fact: Known, answers: Sequence[Texts]) -> tuple[str, ...]:
    """Those that have the question, the name of the place and every answer. English falls back to nothing."""
    needed = [template.stem, fact.names, *answers]
    return tuple(code for code in template.stem if all(texts.get(code) for texts in needed))


def _feedback(template: Template, fact: Known, said: Iterable[str]) -> Texts:
    """The fact in its own words and its source, where both can be said."""
    return {
        code: template.feedback[code].replace("{value}", fact.value[code]).replace("{source}", fact.source)
        for code in said
        if template.feedback.get(code) and fact.value.get(code)
    }
