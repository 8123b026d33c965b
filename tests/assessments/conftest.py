"""Rows for this room: published questions of every kind, and an attempt that asks them."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from assessments import actions
from assessments.models import Attempt, Option, Question, QuestionVersion, Quiz, QuizPart
from tests.factories import NOW, QuizFactory, TopicFactory, UserFactory

ANSWERS = {
    "single": [("Before", "", True), ("After", "", False), ("Never", "", False)],
    "true_false": [("True", "", False), ("False", "", True)],
    "multiple": [("Name", "", True), ("Wage", "", True), ("Silence", "", False)],
    "ordering": [("Read", "", False), ("Ask", "", False), ("Sign", "", False)],
    "matching": [("Notice", "time before the end", False), ("In-kind", "food or room", False)],
}


def make_question(kind: str = "single", **values: object) -> Question:
    """A saved question of this kind, not published yet."""
    topic = TopicFactory(code=values.pop("topic", "contracts"))
    defaults = {"key": kind.replace("_", "-"), "kind": kind, "level": 1, "stem": f"A {kind} question?", "topic": topic}
    question = Question.objects.create(**{**defaults, **values})
    for position, (text, match, correct) in enumerate(ANSWERS[kind]):
        Option.objects.create(
            question=question, position=position, text=text, match=match, correct=correct, feedback=f"About {text}."
        )
    return question


def published(kind: str = "single", **values: object) -> QuestionVersion:
    return actions.publish_question(make_question(kind, **values), now=NOW)


def begin(person: User, quiz: Quiz, **values: object) -> Attempt:
    """An attempt in English for Jordan, with no facts known."""
    defaults = {
        "attempt_id": uuid.uuid4(), "placement": uuid.UUID(int=3), "language": "en", "origin": "PH",
        "destination": "JO", "known_facts": frozenset(), "known_origin_facts": frozenset(), "now": NOW,
    }  # fmt: skip
    return actions.begin(person=person, quiz=quiz, **{**defaults, **values})


def options(version: QuestionVersion) -> list[dict]:
    return version.content["options"]


@pytest.fixture
def person(db) -> User:
    return UserFactory()


@pytest.fixture
def author(db) -> User:
    """Someone who may do everything in the admin."""
    return UserFactory(username="author@example.org", is_superuser=True, is_staff=True)


@pytest.fixture
def desk(client: Client, author: User) -> Client:
    """Her browser."""
    client.force_login(author)
    return client


@pytest.fixture
def versions(db) -> dict[str, QuestionVersion]:
    """A published question of every kind."""
    return {kind: published(kind) for kind in ANSWERS}


@pytest.fixture
def quiz(db) -> Quiz:
    """Asks five questions about contracts; 75 per cent pass."""
    quiz = QuizFactory(pass_mark=75)
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(), count=5)
    return quiz


@pytest.fixture
def attempt(person, quiz, versions) -> Attempt:
    return begin(person, quiz)


@pytest.fixture
def save(attempt: Attempt, now: datetime):
    """Saves an answer to the attempt; counts the sequence up by itself."""
    sequence = iter(range(1, 1000))

    def save_one(version: QuestionVersion, raw: object, **values: object) -> actions.Saved:
        defaults = {"answer_id": uuid.uuid4(), "sequence": next(sequence), "now": now}
        return actions.save_answer(attempt=attempt, version_id=version.pk, raw=raw, **{**defaults, **values})

    return save_one


@pytest.fixture
def all_right(save, versions) -> None:
    """Every question of the attempt answered rightly."""
    keys = {kind: [option["key"] for option in options(version)] for kind, version in versions.items()}
    save(versions["single"], keys["single"][0])
    save(versions["true_false"], keys["true_false"][1])
    save(versions["multiple"], keys["multiple"][:2])
    save(versions["ordering"], keys["ordering"])
    save(versions["matching"], {option["key"]: option["match_key"] for option in options(versions["matching"])})
