"""Attempts that were really begun, answered and submitted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from copy import deepcopy

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


@pytest.fixture(scope="session")
def standing_first(ground: None) -> QuestionVersion:
    """Three answers, the first is right."""
    return published(key="first", stem="When do you get your contract?")


@pytest.fixture(scope="session")
def standing_second(ground: None) -> QuestionVersion:
    return published(key="second", stem="What is a wage?", must_know=True)


@pytest.fixture(scope="session")
def standing_pair(standing_first: QuestionVersion, standing_second: QuestionVersion) -> Quiz:
    """Asks both."""
    quiz = QuizFactory()
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(), count=2)
    return quiz


@pytest.fixture(scope="session")
def standing_crowd(standing_pair: Quiz, standing_first: QuestionVersion, standing_second: QuestionVersion) -> Quiz:
    """Forty attempts, counted: twenty know both, ten know one, ten say a wrong answer or that they are not sure."""
    for number in range(40):
        knows = key(standing_first, 0) if number < 30 else key(standing_first, 1)
        sure = key(standing_second, 0) if number < 20 else None
        sit(standing_pair, {standing_first: knows, standing_second: sure})
    count_items(now=NOW)
    return standing_pair


@pytest.fixture
def first(db: None, standing_first: QuestionVersion) -> QuestionVersion:
    return deepcopy(standing_first)


@pytest.fixture
def second(db: None, standing_second: QuestionVersion) -> QuestionVersion:
    return deepcopy(standing_second)


@pytest.fixture
def pair(db: None, standing_pair: Quiz) -> Quiz:
    return deepcopy(standing_pair)


@pytest.fixture
def crowd(db: None, standing_crowd: Quiz) -> Quiz:
    return deepcopy(standing_crowd)
