"""Reads who met linked questions before and after a course, within a scope. Hides nothing and works nothing out."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models import Form, Question
from assessments.pairing import ByPerson, linked
from courses.outline import CourseOutline
from courses.queries import outlines
from learning.before import place_before
from learning.models import Cohort, Enrolment, Learner
from learning.queries import tests_before
from reports import queries


class By(StrEnum):
    """What people are counted by."""

    CLASS = "class"
    CENTRE = "centre"
    DESTINATION = "destination"
    SEX = "sex"


BY_WORDS = {By.CLASS: _("Class"), By.CENTRE: _("Centre"), By.DESTINATION: _("Destination"), By.SEX: _("Sex")}
_COLUMNS = {
    By.CLASS: "cohort",
    By.CENTRE: "cohort__centre",
    By.DESTINATION: "learner__destination__code",
    By.SEX: "learner__sex",
}
Groups = tuple[tuple[str, frozenset[int]], ...]


@dataclass(frozen=True)
class Item:
    """A pair of linked questions, told by the one that is asked before."""

    family: str
    topic: str
    words: str


@dataclass(frozen=True)
class Pairs:
    """What each person knew before and after, and in which groups she is. A person in two classes is in two groups."""

    people: ByPerson
    groups: Mapping[By, Groups] = field(default_factory=dict)
    items: tuple[Item, ...] = ()


def courses(language: str) -> list[CourseOutline]:
    """The courses that have a test before and a final test. One query."""
    found = outlines(language)
    tested = tests_before(found)
    return [course for course in found if course.key in tested]


def pairs(cohorts: QuerySet[Cohort], course: uuid.UUID, *, kinds: Sequence[By] = ()) -> Pairs:
    """The matched pairs of this course among the people of these classes, in groups of these kinds. At most eight
    queries, and one for each version of a question that is new to this process."""
    places = Enrolment.objects.active().filter(course_key=course, cohort__in=cohorts.values("pk"))
    people = linked(places.values("learner__user"), before=place_before(course), final=course)
    families = {one.item for known in people.values() for one in known}
    return Pairs(people, _groups(places, kinds, people) if kinds else {}, _items(families))


def _groups(places: QuerySet[Enrolment], kinds: Sequence[By], people: Collection[int]) -> dict[By, Groups]:
    found: dict[By, dict[object, set[int]]] = {by: defaultdict(set) for by in kinds}
    for person, *held in places.values_list("learner__user", *(_COLUMNS[by] for by in kinds)):
        if person in people:
            for by, group in zip(kinds, held, strict=True):
                found[by][group].add(person)
    return {by: _named(by, groups) for by, groups in found.items()}


def _named(by: By, groups: Mapping[object, Collection[int]]) -> Groups:
    names = _names(by, groups)
    return tuple(sorted(((names[group], frozenset(held)) for group, held in groups.items()), key=lambda one: one[0]))


def _names(by: By, groups: Iterable[object]) -> dict[object, str]:
    if by is By.CLASS:
        held = Cohort.objects.filter(pk__in=list(groups)).values_list("pk", "title", "code")
        return {pk: f"{title} · {code}" for pk, title, code in held}
    if by is By.CENTRE:
        return dict(Organisation.objects.filter(pk__in=list(groups)).values_list("pk", "name"))
    if by is By.DESTINATION:
        return dict(queries.destinations())
    return {value: str(label) for value, label in Learner.Sex.choices}


def _items(families: Collection[str]) -> tuple[Item, ...]:
    """In the order of their topics."""
    asked = Question.objects.filter(family__in=families, form=Form.A).select_related("topic")
    found: dict[str, Item] = {}
    for one in asked.order_by("topic__position", "topic__code", "key"):
        found.setdefault(one.family, Item(one.family, one.topic.name, one.stem))
    return tuple(found.values())
