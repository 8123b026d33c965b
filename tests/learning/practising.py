"""Checklists in the quiz of the small class, and an instructor who ticks them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from assessments import actions as assessing
from assessments.models import QuestionVersion, Quiz, QuizItem
from learning import actions
from learning.actions import Outcome, Sighting
from learning.models import Learner
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass

CRITERIA = [("Says “I”", True), ("Stays calm", True), ("Smiles", False)]


def checklist(quiz: Quiz, key: str = "negotiation", *, kind: str = "practice", **values: object) -> QuestionVersion:
    """A published checklist that this quiz names. The first two of its three criteria must be seen."""
    stem = f"Shows {key}"
    question = factories.QuestionFactory(key=key, kind=kind, stem=stem, answers=CRITERIA, **values)
    QuizItem.objects.create(quiz=quiz, question=question)
    return assessing.publish_question(question, now=NOW)


def criteria(version: QuestionVersion) -> list[str]:
    return [option["key"] for option in version.content["options"]]


def watch(
    small: SmallClass, version: QuestionVersion, seen: Collection[str] | None = None, *, by: Learner | None = None,
    form_id: uuid.UUID | None = None, instead: bool = False,
) -> Outcome:  # fmt: skip
    """What the instructor saw in the module about the contract; all of it, unless said otherwise."""
    ticked = tuple(criteria(version) if seen is None else seen)
    [outcome] = actions.record_practice(
        form_id=form_id or uuid.uuid4(),
        version_id=version.pk,
        placement=small.contract.translation_key,
        sightings=[Sighting(by or small.learner, ticked, instead)],
        by=small.instructor,
        now=NOW,
    )
    return outcome


def fail(small: SmallClass, placement: uuid.UUID, *, times: int = 3) -> None:
    for _each in range(times):
        actions.submit_quiz(attempt=small.attempt(placement, right=False), now=NOW)
