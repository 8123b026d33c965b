"""Reads what the same people answered on linked questions before a course and in its final test. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from assessments.analysis import WHOLE
from assessments.gain import Linked
from assessments.models import Answer, Attempt, Form, QuestionVersion
from assessments.statistics.reading import Marked

People = Collection[int] | QuerySet[Any, Any]
ByPerson = dict[int, tuple[Linked, ...]]


@dataclass(frozen=True)
class _Try:
    """One attempt as far as pairs need to know it."""

    pk: UUID
    begun_at: datetime
    submitted_at: datetime
    versions: tuple[int, ...]


def linked(people: People, *, before: UUID, final: UUID) -> ByPerson:
    """What each of these people knew before and after, by person. Who has no pair, or nothing linked, is left out.

    ``before`` and ``final`` are placements. Of each her first try counts, and only where the one was sent before the
    other was begun. Two questions are linked that share a family, form A asked before and form B afterwards. Three
    queries, and one for each version that is new to this process.
    """
    tries = _first_tries(people, before, final)
    early, late = tries[before], tries[final]
    pairs = {
        person: (early[person], late[person])
        for person in early.keys() & late.keys()
        if early[person].submitted_at <= late[person].begun_at
    }
    families = _families(pairs.values())
    shares = _Shares(people, before, final, asked=families.keys())
    found = {person: tuple(_linked(pair, families, shares)) for person, pair in pairs.items()}
    return {person: known for person, known in found.items() if known}


def _first_tries(people: People, *places: UUID) -> dict[UUID, dict[int, _Try]]:
    rows = Attempt.objects.submitted().first_tries().filter(person__in=people, placement__in=places)
    first: dict[UUID, dict[int, _Try]] = {place: {} for place in places}
    for place, person, pk, begun_at, submitted_at, versions in rows.order_by("begun_at", "pk").values_list(
        "placement", "person", "pk", "begun_at", "submitted_at", "versions"
    ):
        first[place].setdefault(person, _Try(pk, begun_at, submitted_at or begun_at, tuple(versions)))
    return first


def _families(pairs: Iterable[tuple[_Try, _Try]]) -> dict[int, tuple[str, str]]:
    """The form and the family of each version asked, where it has both."""
    asked = {version for pair in pairs for one in pair for version in one.versions}
    rows = QuestionVersion.objects.filter(pk__in=asked, question__form__in=Form.values).exclude(question__family="")
    return {pk: (form, family) for pk, form, family in rows.values_list("pk", "question__form", "question__family")}


class _Shares:
    """How much of each answer was right, of 1. What was left open was not known."""

    def __init__(self, people: People, *places: UUID, asked: Collection[int]) -> None:
        self._marked = Marked()
        said = Answer.objects.filter(
            attempt__person__in=people, attempt__placement__in=places, version__in=list(asked)
        ).order_by("sequence", "pk")  # in the order in which ``scoring.latest`` takes them: the last one stays
        self._said = {
            (attempt, version): raw
            for attempt, version, raw in said.values_list("attempt", "version", Cast("response", TextField()))
        }

    def of(self, attempt: UUID, version: int) -> Fraction | None:
        """None for what is never marked."""
        outcome = self._marked(version, self._said.get((attempt, version)))
        return None if outcome is None else Fraction(outcome.share, WHOLE)


def _linked(pair: tuple[_Try, _Try], families: Mapping[int, tuple[str, str]], shares: _Shares) -> Iterator[Linked]:
    pre, post = (dict(_known(one, form, families, shares)) for one, form in zip(pair, (Form.A, Form.B), strict=True))
    yield from (Linked(family, pre[family], post[family]) for family in sorted(pre.keys() & post.keys()))


def _known(
    one: _Try, form: Form, families: Mapping[int, tuple[str, str]], shares: _Shares
) -> Iterator[tuple[str, Fraction]]:
    for version in one.versions:
        asked, family = families.get(version, ("", ""))
        if asked == form and (share := shares.of(one.pk, version)) is not None:
            yield family, share
