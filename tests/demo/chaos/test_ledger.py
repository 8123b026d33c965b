"""The ledger finds what it is there to find: each fault is made on purpose, and counted."""

from __future__ import annotations

import json
import uuid
from copy import deepcopy
from typing import Any

import pytest

from assessments.models import Answer, Attempt
from assessments.queries import question
from demo.chaos import ledger
from learning import actions
from learning.models import Record
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass, small_class

pytestmark = pytest.mark.django_db

FAULTLESS = {
    "stored_submissions": 1,
    "rows": 2,
    "lost": 0,
    "doubled": 0,
    "misscored": 0,
    "certificates": 0,
    "certificates_lost": 0,
    "certificates_doubled": 0,
}


@pytest.fixture(scope="session")
def standing_class(ground: None) -> SmallClass:
    return small_class()


@pytest.fixture
def small(standing_class: SmallClass) -> SmallClass:
    return deepcopy(standing_class)


@pytest.fixture
def attempt(small) -> Attempt:
    """Begun, with nothing answered."""
    return actions.begin_quiz(
        attempt_id=uuid.uuid4(), learner=small.learner, quiz="a3", placement=small.contract.translation_key,
        language="en", now=NOW,
    )  # fmt: skip


@pytest.fixture
def phone(small, attempt) -> dict[str, Any]:
    """A phone that answered both questions, the first rightly, and sent the quiz."""
    sent = [_answered(attempt, number, right=number == 1) for number in (1, 2)]
    actions.submit_quiz(attempt=attempt, now=NOW)
    return {"code": small.learner.user.username, "sent": sent, "acknowledged": 2, "submitted": True}


def _answered(attempt: Attempt, number: int, *, right: bool) -> dict[str, Any]:
    version = attempt.versions[number - 1]
    asked = question(version)
    choice = next(option.key for option in asked.options if option.correct == right)
    form = uuid.uuid4()
    actions.answer_question(form_id=form, attempt=attempt, version_id=version, raw=choice, now=NOW)
    return {"number": number, "form": str(form), "fields": [[f"answer-{asked.key}", choice]]}


def compared(attempt: Attempt, phone: dict[str, Any]) -> dict[str, int]:
    # As it comes out of the file that the phones leave.
    return dict(ledger.compare(placement=str(attempt.placement), phones=json.loads(json.dumps([phone]))))


def test_what_was_kept_as_it_was_told_has_no_fault(attempt, phone):
    assert compared(attempt, phone) == FAULTLESS


def test_an_answer_that_is_not_there_is_lost_and_the_score_is_not_hers(attempt, phone):
    Answer.objects.filter(attempt=attempt, version=attempt.versions[0]).delete()
    assert compared(attempt, phone) == FAULTLESS | {"rows": 1, "lost": 1, "misscored": 1}


def test_an_answer_nobody_was_told_of_may_be_there_or_not(attempt, phone):
    phone["sent"].append({**phone["sent"][1], "form": str(uuid.uuid4())})
    assert compared(attempt, phone) == FAULTLESS


def test_a_row_too_many_is_doubled(attempt, phone):
    again = Answer.objects.filter(attempt=attempt, version=attempt.versions[0]).get()
    again.pk = uuid.uuid4()
    again.save(force_insert=True)
    assert compared(attempt, phone) == FAULTLESS | {"rows": 3, "doubled": 1}


def test_a_score_that_does_not_follow_from_the_answers_is_found(attempt, phone):
    Attempt.objects.filter(pk=attempt.pk).update(earned=2)
    assert compared(attempt, phone) == FAULTLESS | {"misscored": 1}


def test_an_older_answer_that_counts_instead_of_the_newer_is_found(attempt, phone):
    phone["sent"].reverse()
    phone["sent"][1] = {**phone["sent"][1], **_otherwise(attempt, phone["sent"][1])}
    assert compared(attempt, phone)["misscored"] == 1


def _otherwise(attempt: Attempt, sent: dict[str, Any]) -> dict[str, Any]:
    asked = question(attempt.versions[sent["number"] - 1])
    return {"fields": [[f"answer-{asked.key}", next(key for key in asked.option_keys if key not in asked.right_keys)]]}


def test_a_submission_without_its_record_is_lost(attempt, phone):
    Record.objects.filter(pk=attempt.pk).delete()
    assert compared(attempt, phone) == FAULTLESS | {"stored_submissions": 0, "lost": 1}


def test_every_way_to_fill_in_a_form_is_read_back_as_what_was_meant(small):
    factories.quiz_of("a3", topic="contracts", count=2)
    ways = dict(ledger.ways())
    assert len(ways) == 3
    assert all(len({json.dumps(way) for way in each}) == 3 for each in ways.values())
