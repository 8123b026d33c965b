"""One trainee's way through her course in the demo, step by step, by the actions that her own phone would call."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from assessments.actions import save_answer
from assessments.models import Attempt
from assessments.queries import checklists, pinned, question
from assessments.questions import ONE_CHOICE, Kind, Question
from courses import queries
from courses.outline import CourseOutline
from demo import streams
from learning.actions import Sighting, begin_quiz, read_lessons, record_practice, submit_quiz
from learning.before import only_try, place_before
from learning.models import Cohort, Learner
from learning.queries import tests_before

Raw = dict[str, Any]
# What share of the course each pace has walked.
PACES = {"none": 0.0, "half": 0.5, "most": 0.8, "all": 1.0}


@dataclass
class Walk:
    """One trainee's way through her course, as far as her pace takes her."""

    learner: Learner
    cohort: Cohort
    person: Raw
    now: datetime

    @transaction.atomic
    def go(self) -> None:
        course = queries.outline(self.cohort.course.translation_key, "en")
        if self.person["pace"] != "none":
            self._show_before(course)
        steps = list(self._steps(course))
        walked = steps[: round(len(steps) * PACES[self.person["pace"]])]
        for (placement, quiz), together in groupby(walked, key=lambda step: step[:2]):
            if quiz:
                self._pass(placement, quiz)
                self._show(placement, quiz)
            else:
                self._read([lesson for *_place, lesson in together])

    def _steps(self, course: CourseOutline) -> Iterator[tuple[uuid.UUID, str, uuid.UUID]]:
        """Where each step is taken, the quiz it is or none, and the lesson it is."""
        for module in course.modules:
            for lesson in module.lessons:
                yield module.key, "", lesson.key
            if module.quiz:
                yield module.key, module.quiz, module.key
        if course.final_quiz:
            yield course.key, course.final_quiz, course.key

    def _read(self, lessons: list[uuid.UUID]) -> None:
        read_lessons(
            lessons={streams.stable_id("read", self.learner.pk, lesson): lesson for lesson in lessons},
            learner=self.learner, destination=self.learner.destination.code, now=self.now,
        )  # fmt: skip

    def _show_before(self, course: CourseOutline) -> None:
        """The test before the course; about half of it is known already."""
        for key, quiz in tests_before([course]).items():
            place = place_before(key)
            attempt = self._try(place, quiz, only_try(place, self.learner.user_id), known=0.5)
            submit_quiz(attempt=attempt, now=self.now)

    def _pass(self, placement: uuid.UUID, quiz: str) -> None:
        """Try until it is passed, knowing a little more each time."""
        for number in range(3):
            attempt_id = streams.stable_id("attempt", self.learner.pk, placement, number)
            attempt = self._try(placement, quiz, attempt_id, known=0.85 if number < 2 else 1, must_know=True)
            submit_quiz(attempt=attempt, now=self.now)
            attempt.refresh_from_db()
            if attempt.passed:
                return

    def _show(self, placement: uuid.UUID, quiz: str) -> None:
        """Practise before the instructor; who is only half-way has not yet. Now and then a plan is told instead."""
        asked = [each for each in checklists() if each.quiz == quiz] if self.person["pace"] != "half" else []
        for each in asked:
            luck = random.Random(f"{self.learner.pk}/{each.question}")  # noqa: S311 -- play, not secrecy
            checklist = question(each.version)
            told = checklist.kind == Kind.PRACTICE and luck.random() < 0.1
            record_practice(
                form_id=streams.stable_id("practice", self.learner.pk, each.question), version_id=each.version,
                placement=placement, sightings=[Sighting(self.learner, checklist.option_keys, instead=told)],
                by=self.cohort.instructors.get(), now=self.now,
            )  # fmt: skip

    def _try(
        self, placement: uuid.UUID, quiz: str, attempt_id: uuid.UUID, *, known: float, must_know: bool = False
    ) -> Attempt:
        """An attempt with each answer given: a share of what she knows by chance, and all that everyone must know."""
        attempt = begin_quiz(
            attempt_id=attempt_id,
            learner=self.learner,
            quiz=quiz,
            placement=placement,
            language=self.learner.user.language,
            now=self.now,
        )
        luck = random.Random(str(attempt.pk))  # noqa: S311 -- play, not secrecy
        for sequence, (version, asked) in enumerate(pinned(attempt).items()):
            sure = (must_know and asked.must_know) or luck.random() < known
            save_answer(
                answer_id=streams.stable_id("answer", attempt.pk, version), attempt=attempt, version_id=version,
                raw=right_answer(asked) if sure else wrong_answer(asked, luck), sequence=sequence, now=self.now,
            )  # fmt: skip
        return attempt


def wrong_answer(question: Question, luck: random.Random) -> object:
    """What is wrong: mostly the same answer, as people share what they have heard. Now and then not sure."""
    wrong = [option.key for option in question.options if not option.correct]
    return luck.choice([*wrong[:1] * 3, *wrong, None]) if question.kind in ONE_CHOICE and wrong else None


def right_answer(question: Question) -> object:
    """What is right, in the shape that an answer is sent in."""
    keys = [option.key for option in question.options]
    right = [option.key for option in question.options if option.correct]
    if question.kind == Kind.MATCHING:
        return {option.key: option.match_key for option in question.options}
    if question.kind == Kind.ORDERING:
        return keys
    return right if question.kind == Kind.MULTIPLE else right[0]
