"""An attempt made on paper is like one that was made on a phone."""

from __future__ import annotations

import uuid

import pytest

from assessments.actions import grade
from assessments.models import Answer, Attempt
from assessments.paper.actions import write_down
from assessments.responses import BadResponse
from tests.assessments.conftest import begin
from tests.factories import NOW

KEPT = ("earned", "possible", "passed", "missed_must_know", "versions", "pass_mark", "language", "destination")


def on_paper(attempt: Attempt, responses: dict[int, object], **values) -> Attempt:
    defaults = {"attempt_id": uuid.uuid4(), "person": attempt.person, "placement": attempt.placement}
    return write_down(
        quiz=attempt.quiz, language="en", origin="PH", destination="JO", pass_mark=attempt.pass_mark,
        responses=responses, now=NOW, **{**defaults, **values},
    )  # fmt: skip


def answers(attempt: Attempt) -> dict[int, object]:
    return dict(Answer.objects.filter(attempt=attempt).values_list("version", "response"))


def test_it_is_scored_and_kept_as_if_it_had_been_made_on_a_phone(attempt, all_right):
    grade(attempt, now=NOW)
    given = answers(attempt)
    written = on_paper(attempt, {version: given[version] for version in attempt.versions})
    assert {name: getattr(written, name) for name in KEPT} == {name: getattr(attempt, name) for name in KEPT}
    assert answers(written) == given


def test_what_was_left_empty_is_kept_as_not_sure(attempt):
    written = on_paper(attempt, dict.fromkeys(attempt.versions))
    grade(attempt, now=NOW)
    assert {name: getattr(written, name) for name in KEPT} == {name: getattr(attempt, name) for name in KEPT}
    assert answers(written) == dict.fromkeys(attempt.versions)


def test_writing_it_down_twice_keeps_one(attempt):
    attempt_id = uuid.uuid4()
    first, again = (on_paper(attempt, dict.fromkeys(attempt.versions), attempt_id=attempt_id) for _twice in range(2))
    assert first == again
    assert Answer.objects.filter(attempt=first).count() == len(attempt.versions)


def test_an_answer_that_does_not_fit_keeps_nothing(attempt):
    with pytest.raises(BadResponse):
        on_paper(attempt, dict.fromkeys(attempt.versions, "nonsense"))
    assert Attempt.objects.submitted().count() == 0


def test_an_open_attempt_at_the_same_place_stays_open(attempt):
    on_paper(attempt, dict.fromkeys(attempt.versions))
    assert begin(attempt.person, attempt.quiz, placement=attempt.placement) == attempt
    assert Attempt.objects.get(pk=attempt.pk).submitted_at is None
