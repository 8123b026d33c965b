"""Draws the questions of a paper quiz, and reads them for print, each in a flat number of queries. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from wagtail.images import get_image_model

from assessments import drawing, queries
from assessments.models import Attempt, QuestionVersion, Quiz
from assessments.paper import printing
from assessments.paper.grids import CARRIED
from assessments.paper.printing import Printed, Solved
from assessments.questions import Question


def draw(
    quiz: Quiz,
    *,
    seed: UUID,
    destination: str,
    origin: str = "",
    known_facts: frozenset[str],
    known_origin_facts: frozenset[str],
) -> tuple[int, ...]:
    """The versions that paper asks: drawn as for an attempt, out of the kinds it can carry. Four queries."""
    parts, fixed = queries.parts(quiz), queries.fixed(quiz)
    bank = queries.bank({part.topic for part in parts}, keys=fixed)
    newest = QuestionVersion.objects.filter(pk__in=[one.version for one in bank])
    kinds = dict(newest.values_list("pk", "content__kind"))
    drawn = drawing.draw(
        [one for one in bank if kinds[one.version] in CARRIED],
        parts,
        fixed=fixed,
        form=quiz.form,
        seed=seed,
        destination=destination,
        origin=origin,
        known_facts=known_facts,
        known_origin_facts=known_origin_facts,
    )
    return drawn.versions


def asked(versions: Sequence[int]) -> dict[int, Question]:
    """The questions in order, by version. One query for those that are new to this process."""
    return queries.pinned(Attempt(versions=list(versions)))


def booklet(versions: Sequence[int], *, seed: UUID, language: str) -> tuple[Printed, ...]:
    """The questions as they are printed, numbered from 1. At most one query."""
    return tuple(
        printing.printed(question, number=number, version_id=version, seed=seed, language=language)
        for number, (version, question) in enumerate(asked(versions).items(), start=1)
    )


def key(versions: Sequence[int], *, seed: UUID, language: str) -> tuple[Solved, ...]:
    """The booklet with what is right. At most one query."""
    questions = asked(versions)
    return tuple(
        printing.solved(questions[line.version_id], line, language=language)
        for line in booklet(versions, seed=seed, language=language)
    )


_SIZE = "width-640|format-webp"


def pictures(booklet: Iterable[Printed]) -> dict[int, Any]:
    """What the booklet shows, drawn for print, by the picture's number; ``None`` where one is gone. Two queries."""
    numbers = {number for one in booklet for number in one.pictures}
    found = get_image_model().objects.prefetch_renditions(_SIZE).in_bulk(numbers)
    return {number: found[number].get_rendition(_SIZE) if number in found else None for number in numbers}
