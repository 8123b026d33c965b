"""Streams submitted attempts out of the database into the analyses. Memory grows with the bank, not with the answers.

Both streams run in the order of the attempts' ids and are read side by side, like a zip. No transaction is held: on
SQLite it would stop every writer, and what is submitted meanwhile is simply counted next time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from django.db.models import CharField, F, TextField
from django.db.models.functions import Cast

from assessments import queries, scoring
from assessments.analysis import NOT_SURE, Outcome, Tally, outcome
from assessments.models import Answer, Attempt
from assessments.questions import CHOICES, UNMARKED, Question
from assessments.responses import Response, parse_response

ROWS = 5000  # fetched at once
_MOST_MET = 200_000  # outcomes remembered; free numbers and orders could be endless

Said = tuple[str, int, str]  # attempt, version, response as JSON


@dataclass(frozen=True)
class Sitting:
    """A submitted attempt: who, at which quiz, and the outcome of each version it asked."""

    person: int
    quiz: int
    outcomes: dict[int, Outcome]


@dataclass
class Counted:
    """All submitted attempts: the tally by version, and which quizzes asked each version."""

    tally: Tally = field(default_factory=Tally)
    quizzes: dict[int, set[int]] = field(default_factory=dict)
    attempts: int = 0


def count() -> Counted:
    """Count every submitted attempt. Two queries, and one for each version that is new to this process."""
    counted = Counted()
    for sitting in sittings():
        counted.attempts += 1
        counted.tally.add(sitting.person, sitting.outcomes)
        for version in sitting.outcomes:
            counted.quizzes.setdefault(version, set()).add(sitting.quiz)
    return counted


def sittings() -> Iterator[Sitting]:
    """Every submitted attempt, with her last answer to each question. What was left open counts as not sure.

    Those that only ask again what was missed are left out: she has just been taught it, and all else is left out there.
    So are the tests before a course.
    """
    marked = Marked()
    # Text, not UUIDs: both streams stand in the order of the ids, and a million of them need not be made.
    attempts = (
        Attempt.objects.submitted()
        .first_tries()
        .taught()
        .order_by("pk")
        .values_list(Cast("pk", CharField()), "person_id", "quiz_id", "versions")
        .iterator(chunk_size=ROWS)
    )
    said = groupby(_answers(), key=itemgetter(0))
    answered, answers = next(said, ("", iter(())))
    for attempt, person, quiz, versions in attempts:
        while answered and answered < attempt:  # of an attempt that is not read
            answered, answers = next(said, ("", iter(())))
        # Answers come in their sequence: the last of a version stays.
        last = {version: raw for _attempt, version, raw in answers} if answered == attempt else {}
        outcomes = {pk: one for pk in versions if (one := marked(pk, last.get(pk)))}
        yield Sitting(person, quiz, outcomes)


def _answers() -> Iterator[Said]:
    """Every answer by attempt and version, in the order in which ``scoring.latest`` takes them."""
    return (
        Answer.objects.order_by("attempt_id", "version_id", "sequence", "pk")
        .values_list(Cast(F("attempt_id"), CharField()), "version_id", Cast("response", TextField()))
        .iterator(chunk_size=ROWS)
    )


class Marked:
    """Marks each different response to a version once, and remembers."""

    def __init__(self) -> None:
        self._met: dict[tuple[int, str | None], Outcome | None] = {}

    def __call__(self, version: int, raw: str | None) -> Outcome | None:
        """``raw`` is JSON, or none where the question was left open. None for what is never marked."""
        try:
            return self._met[version, raw]
        except KeyError:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            marked = self._met[version, raw] = _outcome(queries.question(version), raw)
            return marked


def _outcome(question: Question, raw: str | None) -> Outcome | None:
    if question.kind in UNMARKED:
        return None
    response = parse_response(question, json.loads(raw)) if raw else None
    if response is None:
        return NOT_SURE
    return outcome(scoring.mark(question, response).earned, _chosen(question, response))


def _chosen(question: Question, response: Response) -> tuple[str, ...]:
    """The options taken, where a question is one of choosing."""
    if question.kind not in CHOICES:
        return ()
    return (response,) if isinstance(response, str) else tuple(response or ())
