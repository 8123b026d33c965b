"""One small class that most tests of this room begin with."""

from __future__ import annotations

import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from assessments import actions as assessing
from assessments.models import Attempt, Quiz
from courses.models import CoursePage, LessonPage, ModulePage
from learning import actions
from learning.models import Cohort, Learner
from tests import factories
from tests.factories import NOW
from tests.learning import watching


@dataclass
class SmallClass:
    """A course of a module with a quiz, a private one and an overlay, with a final test; its class and its people."""

    course: CoursePage
    contract: ModulePage
    helping: ModulePage
    overlay: ModulePage
    instructor: User
    cohort: Cohort
    learner: Learner
    quizzes: dict[uuid.UUID, Quiz] = field(default_factory=dict)

    def lessons(self, *modules: ModulePage) -> list[uuid.UUID]:
        """The stable keys of the lessons of these modules, else of all."""
        chosen = modules or (self.contract, self.helping, self.overlay)
        pages = [page for module in chosen for page in LessonPage.objects.child_of(module).order_by("path")]
        return [page.translation_key for page in pages]

    def read(self, *lessons: uuid.UUID, by: Learner | None = None, now: datetime = NOW) -> actions.Outcome:
        for lesson in lessons:
            outcome = actions.read_lesson(
                record_id=uuid.uuid4(), learner=by or self.learner, lesson=lesson, destination="", now=now
            )
        return outcome

    def attempt(self, placement: uuid.UUID, *, by: Learner | None = None, right: bool = True) -> Attempt:
        """An attempt with every answer given, not yet sent."""
        learner = by or self.learner
        begun = assessing.begin(
            attempt_id=uuid.uuid4(), person=learner.user, quiz=self.quizzes[placement], placement=placement,
            language="en", origin=learner.origin.code, destination=learner.destination.code,
            known_facts=frozenset(), known_origin_facts=frozenset(), now=NOW,
        )  # fmt: skip
        for number, version in enumerate(begun.versions):
            question = assessing.queries.question(version)
            wrong = next(option.key for option in question.options if not option.correct)
            assessing.save_answer(
                answer_id=uuid.uuid4(), attempt=begun, version_id=version, sequence=number, now=NOW,
                raw=next(iter(question.right_keys)) if right else wrong,
            )  # fmt: skip
        return begun

    def pass_quiz(self, placement: uuid.UUID, *, by: Learner | None = None, now: datetime = NOW) -> actions.Outcome:
        return actions.submit_quiz(attempt=self.attempt(placement, by=by), now=now)

    def finish(self, *, by: Learner | None = None) -> actions.Outcome:
        """Everything the course asks for."""
        self.read(*self.lessons(), by=by)
        self.pass_quiz(self.contract.translation_key, by=by)
        return self.pass_quiz(self.course.translation_key, by=by)

    def classmate(self, **values: Any) -> Learner:
        return factories.learner(self.cohort, **values)


@pytest.fixture(scope="session")
def standing_class(ground: None) -> SmallClass:
    return small_class()


@pytest.fixture
def small(db: None, standing_class: SmallClass) -> SmallClass:
    return deepcopy(standing_class)


def small_class() -> SmallClass:
    """Made the way the product makes it; for fixtures of tests that need real transactions too."""
    for _each in range(3):
        assessing.publish_question(factories.QuestionFactory(), now=NOW)
    quiz, final = (factories.quiz_of(key, topic="contracts", count=2) for key in ("a3", "final"))
    contract = factories.module("My contract", quiz=quiz)
    helping = factories.module("Getting help", lessons=1, sensitive=True)
    overlay = factories.module("Where I go", lessons=1)
    course = factories.course(contract, helping, overlay=overlay, final=final)
    instructor = factories.staff(email="teacher@example.org", name="Teacher")
    cohort = factories.cohort(course, instructor)
    return SmallClass(
        course, contract, helping, overlay, instructor, cohort, factories.learner(cohort, name="Maria Santos"),
        {contract.translation_key: quiz, course.translation_key: final},
    )  # fmt: skip


@pytest.fixture
def trainee(small: SmallClass, client: Client) -> Client:
    """The browser of the one learner."""
    client.force_login(small.learner.user)
    return client


@pytest.fixture
def teacher(small: SmallClass, client: Client) -> Client:
    """The browser of the instructor."""
    client.force_login(small.instructor)
    return client


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> None:
    """Films of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def show(small: SmallClass, own_files: None) -> watching.Show:
    """A lesson that asks her to see four fifths of its film."""
    return watching.show(small.lessons(small.contract)[0], rule="seen", percent=80)
