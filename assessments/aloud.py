"""What an attempt left open, for an instructor to ask aloud, and what it comes to then. Changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assessments import observing, queries, scoring
from assessments.models import Attempt
from assessments.questions import Question
from assessments.scoring import Mark, Score


def to_ask(attempt: Attempt) -> tuple[Question, ...]:
    """Its questions that were not wholly right, those that everyone must know first. At most two queries."""
    asked = {question.key: question for question in queries.pinned(attempt).values()}
    missed = [asked[mark.question] for mark in _marks(attempt) if not mark.right]
    return tuple(sorted(missed, key=lambda question: not question.must_know))


def heard(attempt: Attempt, said: Collection[str]) -> Score:
    """Its score when the questions of these keys were said right. At most two queries."""
    score = observing.aloud(_marks(attempt), said)
    if attempt.after_id is None:
        return score
    # It asked again only what must be known: the points are those of the attempt before it.
    return replace(queries.score_of(attempt), missed_must_know=score.missed_must_know)


def _marks(attempt: Attempt) -> tuple[Mark, ...]:
    asked = queries.pinned(attempt)
    return scoring.marks(asked.values(), queries.given(attempt, asked))
