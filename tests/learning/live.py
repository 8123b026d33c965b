"""A round of live questions before the small class."""

from __future__ import annotations

import uuid

from assessments.queries import question
from learning import actions
from learning.models import LiveAnswer, LiveQuiz, LiveTally
from tests.factories import NOW, TopicFactory


def begun(small, *, count: int = 3) -> LiveQuiz:
    return actions.begin_live(
        form_id=uuid.uuid4(), cohort=small.cohort, source=TopicFactory(code="contracts"), count=count, now=NOW
    )


def option(live: LiveQuiz, *, right: bool, version: int | None = None) -> str:
    """The key of the first such option of the question on the screen."""
    asked = question(version or live.version)
    return next(each.key for each in asked.options if each.correct is right)


def token(number: int = 0) -> str:
    return f"{number:022}"


def send(live: LiveQuiz, raw: object, *, phone: int = 0) -> None:
    actions.answer_live(live=live, version=live.version, token=token(phone), raw=raw)


def counts(live: LiveQuiz, version: int | None = None) -> dict[str, tuple[int, int]]:
    """Phones and hands by choice, where there are any."""
    rows = LiveTally.objects.filter(live=live, version=version or live.version)
    found = {choice: (phones, hands) for choice, phones, hands in rows.values_list("choice", "phones", "hands")}
    return {choice: pair for choice, pair in found.items() if any(pair)}


def kept() -> int:
    return LiveAnswer.objects.count()
