"""Gathers the figures that stand beside an author's text: length, reading level, weight, and what to look at. Reads."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from courses import document, due
from courses.authoring import placeholders, remarks
from courses.authoring.remarks import Problem, Remark
from courses.dependents import ORIGIN, Reference, references
from courses.models import Destination, Fact, FactKey, LessonPage, Origin
from courses.models.pages import ANYWHERE
from courses.passages import passages_of
from review.reading import Reading, measure

# What the first page of a visit fetches besides itself; see ``core/base.html`` and ``courses/lesson.html``.
FETCHED_ONCE = ("core/baon.css", "courses/lesson.css", "core/baon.js", "core/gone.js", "core/logo.svg")
KILOBYTE = 1000


@dataclass(frozen=True)
class Figures:
    """``weight`` is what this lesson adds for a reader who is here already, ``first`` what it takes on a new phone."""

    reading: Reading
    planned: int
    weight: int
    first: int
    remarks: tuple[Remark, ...]

    @property
    def kilobytes(self) -> float:
        return round(self.weight / KILOBYTE, 1)

    @property
    def first_kilobytes(self) -> float:
        return round(self.first / KILOBYTE, 1)


def figures(page: LessonPage, *, today: date) -> Figures:
    """Of a lesson as its author has it before her. The number of queries does not grow with the lesson."""
    passages = passages_of(page)
    reading = measure("\n".join(passage.text for passage in passages), page.locale.language_code)
    weight = len(gzip.compress(document.preview_lesson(page, mode=ANYWHERE), 9, mtime=0))
    found = list(remarks.of_blocks(page.body.raw_data, objective=page.objective))
    if hints := placeholders.left_in(passages):
        found.append(Remark(Problem.PLACEHOLDER, count=len(hints)))
    if reading.minutes > page.minutes:
        found.append(Remark(Problem.TOO_LONG, count=reading.minutes))
    if weight > remarks.NEXT_PAGE_BYTES:
        found.append(Remark(Problem.TOO_HEAVY))
    return Figures(reading, page.minutes, weight, weight + _fetched_once(), (*found, *_facts(page, today)))


@lru_cache(maxsize=1)
def _fetched_once() -> int:
    found = (finders.find(name) for name in FETCHED_ONCE)
    return sum(len(gzip.compress(Path(path).read_bytes(), 9, mtime=0)) for path in found if path)


def _facts(page: LessonPage, today: date) -> Iterator[Remark]:
    """Facts that this lesson names and that some of its readers will not be told, by fact."""
    labels = {key.code: key.label for key in FactKey.objects.all()}
    asked = references(page.body.raw_data, known=labels)
    if not asked:
        return
    kept, placed = _kept(reference.key for reference in asked)
    names = {False: _names(Destination), True: _names(Origin)}
    troubles: dict[tuple[Problem, str], set[str]] = defaultdict(set)
    for reference in asked:
        at_home = reference.scope == ORIGIN or _only_of_origins(reference, placed)
        for code in _readers(reference, at_home, names[at_home]):
            if problem := _problem(kept.get((reference.key, at_home, code)), today):
                troubles[problem, labels[reference.key]].add(str(names[at_home][code]))
    for (problem, label), places in sorted(troubles.items()):
        yield Remark(problem, about=label, places=tuple(sorted(places)))


def _names(places: type[Destination] | type[Origin]) -> dict[str, str]:
    return {place.code: place.name for place in places.objects.all()}


def _readers(reference: Reference, at_home: bool, known: Iterable[str]) -> Iterable[str]:
    """The places whose readers meet this block."""
    return (reference.origins if at_home else reference.destinations).intersection(known) or known


def _only_of_origins(reference: Reference, placed: dict[str, set[bool]]) -> bool:
    """A number to call without a scope is looked for where the key is known."""
    return not reference.scope and placed.get(reference.key) == {True}


Kept = dict[tuple[str, bool, str], due.Kept]


def _kept(keys: Iterable[str]) -> tuple[Kept, dict[str, set[bool]]]:
    """The facts of these keys by (key, whether of an origin, place), and on which side each key is known."""
    fields = ("key__code", "destination__code", "origin__code", "id", "review_by", "confidence", "status",
              "source_title", "source_type")  # fmt: skip
    kept: Kept = {}
    placed: dict[str, set[bool]] = defaultdict(set)
    for key, destination, origin, *row in Fact.objects.filter(key__code__in=set(keys)).values_list(*fields):
        side = not destination
        kept[key, side, origin if side else destination] = due.Kept(*row)
        placed[key].add(side)
    return kept, placed


def _problem(kept: due.Kept | None, today: date) -> Problem | None:
    if kept is None:
        return Problem.FACT_UNKNOWN
    needs = due.HIDING.intersection(kept.needs(today))
    if needs:
        return Problem.FACT_HIDDEN
    return Problem.FACT_NO_SOURCE if due.Need.NO_SOURCE in kept.needs(today) else None
