"""Keeps the questions that are made from facts as the facts are: makes, changes and withdraws them in the bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from assessments import making
from assessments.formats.drafts import Draft
from assessments.makers import Link
from assessments.making import Fate
from assessments.models import Question
from courses import asking
from courses.asking import CannotAsk, Known, Template
from courses.models import Fact, FactKey, QuestionTemplate
from courses.queries import words


@dataclass(frozen=True)
class Made:
    """Keys of the questions that are asked now, that review holds, that people took over, and that are withdrawn."""

    published: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def make_all(*, now: datetime) -> tuple[Made, ...]:
    """Every question of every template, a transaction for each kind of fact."""
    keys = FactKey.objects.filter(templates__isnull=False).distinct()
    return tuple(make_of(key, now=now) for key in keys)


@transaction.atomic
def make_of(key: FactKey, *, now: datetime) -> Made:
    """The questions about this kind of fact, in all places: what is true in one is a wrong answer in another.

    A fact that is overdue, doubtful or not in force keeps its question: an attempt asks it only while the fact is
    shown. What no longer fits its template, or has lost its fact, is withdrawn.
    """
    templates = list(QuestionTemplate.objects.filter(key=key).select_related("topic"))
    if not templates:
        return Made()
    # Lock first: two can change facts of one kind, and each is a wrong answer to the other's question.
    FactKey.objects.select_for_update().get(pk=key.pk)
    facts = [_known(row) for row in _facts().filter(key=key)]
    fates: dict[str, list[str]] = defaultdict(list)
    for row in templates:
        for draft in _drafts(_template(row), facts):
            fates[making.make(draft, template=row.code, topic=row.topic, now=now)].append(draft.key)
    there = {made for keys in fates.values() for made in keys}
    gone = Question.objects.filter(template__in=[row.code for row in templates]).exclude(key__in=there)
    return Made(
        tuple(fates[Fate.PUBLISHED]), tuple(fates[Fate.HELD]), tuple(fates[Fate.OWN]), _withdrawn(gone, now=now)
    )


def _drafts(template: Template, facts: Sequence[Known]) -> Iterator[Draft]:
    """The questions that the template makes of those of these facts that fit it."""
    numbers = _numbers(facts)
    for fact in facts:
        others = [other for other in facts if other.abroad == fact.abroad]
        with suppress(CannotAsk):
            yield asking.draft(template, fact, others=others, numbers=numbers[fact.place, fact.abroad])


def withdraw_of(template: str, *, now: datetime) -> tuple[str, ...]:
    """Ask none of the questions of a template any more, for it is gone."""
    return _withdrawn(Question.objects.filter(template=template), now=now)


def _withdrawn(gone: QuerySet[Question], *, now: datetime) -> tuple[str, ...]:
    keys = tuple(gone.filter(retired_at=None).values_list("key", flat=True))
    making.withdraw(keys, now=now)
    return keys


def _facts() -> QuerySet[Fact]:
    """What is meant for everybody: an embassy of one origin is not a question to all who go there."""
    rows = Fact.objects.select_related("key", "destination", "origin").order_by("id")
    return rows.exclude(destination__isnull=False, origin__isnull=False).exclude(status=Fact.Status.DRAFT)


def _known(row: Fact) -> Known:
    place = row.destination or row.origin
    if place is None:
        raise ValueError("fact_has_a_place")
    return Known(
        key=row.key.code,
        place=place.code,
        names=words(place, "name"),
        value=words(row, "value"),
        abroad=row.destination_id is not None,
        note=words(row, "note"),
        phone=row.phone,
        number=row.number,
        unit=row.unit,
        source=row.source_title.strip().rstrip("."),
    )


def _numbers(facts: Iterable[Known]) -> Mapping[tuple[str, bool], set[str]]:
    """All numbers to call of each of these places, whatever they are for and whomever."""
    found: dict[tuple[str, bool], set[str]] = defaultdict(set)
    if any(fact.phone for fact in facts):
        rows = Fact.objects.exclude(phone="").values_list("destination__code", "origin__code", "phone")
        for abroad, home, phone in rows:
            found[abroad or home or "", abroad is not None].add(phone)
    return found


def _template(row: QuestionTemplate) -> Template:
    return Template(
        code=row.code,
        answer=asking.Answer(row.answer),
        stem=words(row, "stem"),
        wrong={code: _lines(text) for code, text in words(row, "wrong").items()},
        feedback=words(row, "feedback"),
        unit=row.unit,
        topic=row.topic.code,
        level=row.level,
        must_know=row.must_know,
        lesson=row.lesson,
        from_others=row.from_others,
        never=frozenset(_split(row.never)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


class FromFacts:
    """This room, as the question bank knows it: from which fact a question is made, and by which template."""

    def made_from(self, question: Question) -> tuple[Link, ...]:
        """Two queries for a question that is made."""
        template = QuestionTemplate.objects.filter(code=question.template).first() if question.template else None
        if template is None:
            return ()
        fact = fact_of(question)
        links = [Link(str(fact), reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk]))] if fact else []
        edit = reverse("wagtailsnippets_courses_questiontemplate:edit", args=[template.pk])
        return (*links, Link(str(template), edit))

    def make_again(self, question: Question, *, now: datetime) -> None:
        template = QuestionTemplate.objects.filter(code=question.template).select_related("key").first()
        if template:
            make_of(template.key, now=now)


def fact_of(question: Question) -> Fact | None:
    """The fact that a question is bound to, where it is bound to one place."""
    rows = Fact.objects.select_related("key", "destination", "origin")
    if question.fact and len(question.destinations) == 1:
        return rows.filter(
            key__code=question.fact, destination__code=question.destinations[0], origin__isnull=True
        ).first()
    if question.origin_fact and len(question.origins) == 1:
        return rows.filter(
            key__code=question.origin_fact, destination__isnull=True, origin__code=question.origins[0]
        ).first()
    return None
