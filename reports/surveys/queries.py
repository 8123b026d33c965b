"""Reads tallies as far as results have moved on, within a scope. Hides nothing; knows no person, for no tally does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assessments.models import Survey, TallySheet
from assessments.surveys.kinds import CountedBy
from courses.models import Destination
from learning.access import Scope
from learning.models import Cohort

Answers = dict[str, Counter[str]]


@dataclass(frozen=True)
class Part:
    """A class, a centre or a destination, with the answers from it by wave, item and answer."""

    code: str
    name: str
    waves: dict[str, Answers] = field(default_factory=dict)


def surveys() -> list[Survey]:
    return list(Survey.objects.published())


def parts(scope: Scope, survey: Survey, *, year: int) -> tuple[Part, ...]:
    """What results are made of, by name: centres, or classes where all are of one centre, or destinations.

    A class is of the year in which it began. Destinations are seen by everyone who answers for somebody: people there
    belong to no class. Two queries.
    """
    if survey.counted_by is CountedBy.CLASS:
        names, period = _classes(scope, year), ""
    else:
        names, period = _destinations(scope), str(year)
    sheets = TallySheet.objects.filter(survey=survey, period=period, shown_received__gt=0)
    return _gathered((sheet for sheet in sheets if sheet.group in names), names)


def _classes(scope: Scope, year: int) -> dict[str, tuple[str, str]]:
    """The code and name of the part that each class is counted in, by class code."""
    held = list(Cohort.objects.within(scope).filter(starts_on__year=year).select_related("centre"))
    if len({one.centre_id for one in held}) > 1:
        return {one.code: (one.centre.code, one.centre.name) for one in held}
    return {one.code: (one.code, one.title) for one in held}


def _destinations(scope: Scope) -> dict[str, tuple[str, str]]:
    if not (scope.everyone or scope.organisations):
        return {}
    return {one.code.lower(): (one.code.lower(), one.name) for one in Destination.objects.all()}


def _gathered(sheets: Iterable[TallySheet], names: dict[str, tuple[str, str]]) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for sheet in sheets:
        code, name = names[sheet.group]
        wave = found.setdefault(code, Part(code, name)).waves.setdefault(sheet.wave, {})
        for item, counts in sheet.shown.counts.items():
            wave.setdefault(item, Counter()).update(counts)
    return tuple(sorted(found.values(), key=lambda part: (part.name, part.code)))
