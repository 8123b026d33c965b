"""Attempts that were really begun, answered and submitted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import pytest

from accounts.models import User
from assessments import actions
from assessments.models import Attempt, QuestionVersion, Quiz, QuizPart
from assessments.statistics.counting import count_items
from tests.assessments.conftest import begin, options, published
from tests.factories import NOW, QuizFactory, TopicFactory, UserFactory

Answers = Mapping[QuestionVersion, object]


def save(attempt: Attempt, version: QuestionVersion, raw: object, *, sequence: int = 1) -> None:
    actions.save_answer(
        answer_id=uuid.uuid4(), attempt=attempt, version_id=version.pk, raw=raw, sequence=sequence, now=NOW
    )


def sit(quiz: Quiz, answers: Answers, *, person: User | None = None, submit: bool = True, at: int = 3) -> Attempt:
    """One attempt with these answers; what is not among them stays open."""
    attempt = begin(person or UserFactory(), quiz, placement=uuid.UUID(int=at))
    for version, raw in answers.items():
        save(attempt, version, raw)
    if submit:
        actions.grade(attempt, now=NOW)
    return attempt


def key(version: QuestionVersion, place: int) -> str:
    return options(version)[place]["key"]


@pytest.fixture
def first(db) -> QuestionVersion:
    """Three answers, the first is right."""
    return published(key="first", stem="When do you get your contract?")


@pytest.fixture
def second(db) -> QuestionVersion:
    return published(key="second", stem="What is a wage?", must_know=True)


@pytest.fixture
def pair(first, second) -> Quiz:
    """Asks both."""
    quiz = QuizFactory()
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(), count=2)
    return quiz


@pytest.fixture
def crowd(pair, first, second, now: datetime) -> Quiz:
    """Forty attempts, counted: twenty know both, ten know one, ten say a wrong answer or that they are not sure."""
    for number in range(40):
        knows = key(first, 0) if number < 30 else key(first, 1)
        sure = key(second, 0) if number < 20 else None
        sit(pair, {first: knows, second: sure})
    count_items(now=now)
    return pair
