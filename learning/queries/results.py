"""Puts the result of a quiz together where its parts weigh: her answers, what was seen of her, the work of a course."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments import scoring
from assessments.components import Component, Decision, Kind, combine
from assessments.models import Attempt, QuizComponent
from assessments.queries import Weighing, weighing
from assessments.scoring import Score
from courses.outline import CourseOutline
from learning.completion import Deeds, course_scope, stood_in
from learning.models import Learner, Record
from learning.queries.deeds import RESULTS

_ANSWERS_ALONE = (Component(Kind.THEORY, weight=1, pass_mark=0),)


def payload_of(attempt: Attempt, score: Score) -> dict[str, Any]:
    """A result as its record keeps it. Where the quiz has parts, answers alone pass nothing. One query."""
    suffices = scoring.passed(score, attempt.pass_mark)
    points = {"earned": str(score.earned), "possible": str(score.possible)}
    if QuizComponent.objects.filter(quiz=attempt.quiz_id).exists():
        return {"passed": False, "answered": suffices, **points}
    return {"passed": suffices, **points}


@dataclass(frozen=True)
class Decided:
    """The quiz of a module or a course, put together and passed."""

    node: uuid.UUID
    scope: str
    decision: Decision


@dataclass(frozen=True)
class _Place:
    """A quiz where it stands, with the modules whose quizzes count towards it."""

    node: uuid.UUID
    scope: str
    quiz: str
    modules: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class _Shares:
    """What she has reached, from 0 to 1: her best by module or course, and what was last seen by checklist."""

    best: dict[uuid.UUID, Fraction]
    seen: dict[str, Fraction]


def newly_decided(learner: Learner, courses: Iterable[CourseOutline], known: Deeds) -> tuple[Decided, ...]:
    """What is passed now of the quizzes that have parts and were not passed before. One query, two where any has."""
    towards = learner.destination.code
    places = [place for course in courses for place in _places(course, towards, known)]
    places = [place for place in places if place.node not in known.passed]
    weighed = weighing({place.quiz for place in places})
    if not weighed:
        return ()
    shares = _shares(learner, towards)
    decided = (
        Decided(place.node, place.scope, _decide(place, weighed[place.quiz], shares, known))
        for place in places
        if place.quiz in weighed
    )
    return tuple(one for one in decided if one.decision.passed)


def _places(course: CourseOutline, destination: str, known: Deeds) -> Iterable[_Place]:
    """What something else stands in for has no result, so it weighs nothing."""
    for module in course.modules:
        if module.quiz:
            yield _Place(module.key, module.scope(destination), module.quiz)
    if course.final_quiz:
        counted = (each for each in course.modules if each.quiz and each.required and each.meant_for(destination))
        elsewhere = stood_in(course, known)
        modules = tuple(module.key for module in counted if module.key not in elsewhere)
        yield _Place(course.key, course_scope(course, destination), course.final_quiz, modules)


def _shares(learner: Learner, destination: str) -> _Shares:
    shares = _Shares({}, {})
    records = Record.objects.filter(
        learner=learner, verb__in=[*RESULTS, Record.Verb.OBSERVED], scope__in={"", destination}
    )
    for verb, node, payload in records.order_by("sequence").values_list("verb", "node", "payload"):
        if verb == Record.Verb.OBSERVED:
            shares.seen[payload["checklist"]] = Fraction(payload["seen"], payload["of"])
        elif verb != Record.Verb.QUIZ_DECIDED and (payload["passed"] or payload.get("answered")):
            reached = Fraction(payload["earned"]) / Fraction(payload["possible"])
            shares.best[node] = max(reached, shares.best.get(node, Fraction(0)))
    return shares


def _decide(place: _Place, weighed: Weighing, shares: _Shares, known: Deeds) -> Decision:
    """A part that this quiz has nothing for is left out: nobody could ever reach it."""
    gathered: dict[Kind, Sequence[Fraction | None]] = {
        Kind.THEORY: [shares.best.get(place.node)],
        Kind.PRACTICAL: [shares.seen.get(checklist) for quiz, checklist in known.asked if quiz == place.quiz],
        Kind.CONTINUOUS: [shares.best.get(module) for module in place.modules],
    }
    parts = tuple(part for part in weighed.components if gathered[part.kind])
    results = {kind: mean for kind, found in gathered.items() if (mean := _mean(found)) is not None}
    return combine(parts or _ANSWERS_ALONE, results, pass_mark=weighed.pass_mark)


def _mean(found: Sequence[Fraction | None]) -> Fraction | None:
    """None while one of them is missing."""
    there = [share for share in found if share is not None]
    return sum(there, Fraction(0)) / len(there) if there and len(there) == len(found) else None
