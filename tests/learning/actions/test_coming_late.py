"""What waited on a phone for an entry that went into another: it lands with the one that stays, and goes back when the
two are parted. For nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from assessments.models import Attempt
from learning.actions import submit_quiz
from learning.actions.merging import merge, part
from learning.actions.taking_in import Outcome, Receipt, place_waiting, take_in
from learning.models import Learner, Merge, Record, Unplaced
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_taking_in import Carrying

LATER = NOW + timedelta(days=1)
STORED = Receipt(Outcome.STORED)


@pytest.fixture
def twice(small) -> Learner:
    """She was entered a second time, and took the quiz along under that name."""
    return factories.learner(small.cohort, name="Santos Maria")


@pytest.fixture
def phone(small, twice) -> Carrying:
    return Carrying(small, twice)


def put_together(small, gone: Learner, kept: Learner | None = None) -> Merge:
    return merge(kept=kept or small.learner, gone=gone, reason="One woman", by=small.instructor, now=LATER)


def parted(small, made: Merge) -> None:
    part(merge=made, reason="Two sisters", by=small.instructor, now=LATER)


def brought(learner: Learner, told: list[dict]) -> list[Receipt]:
    return take_in(learner=learner, told=told, now=LATER)


def whose(phone: Carrying) -> tuple[int | None, int | None]:
    """To whom the attempt and its record belong."""
    attempt = Attempt.objects.filter(pk=phone.attempt.pk).first()
    record = Record.objects.filter(pk=phone.attempt.pk).first()
    return attempt and attempt.person_id, record and record.learner_id


def test_it_lands_with_the_entry_that_stays_and_goes_back_when_they_are_parted(small, twice, phone):
    made = put_together(small, twice)
    assert brought(small.learner, phone.whole()) == [STORED] * 5
    assert whose(phone) == (small.learner.user_id, small.learner.pk)
    parted(small, made)
    assert whose(phone) == (twice.user_id, twice.pk)


def test_what_came_before_and_after_they_were_one_is_one_attempt(small, twice, phone):
    told = phone.whole()
    brought(twice, told[:2])
    made = put_together(small, twice)
    assert brought(small.learner, told[2:]) == [STORED] * 3
    assert whose(phone) == (small.learner.user_id, small.learner.pk)
    parted(small, made)
    assert whose(phone) == (twice.user_id, twice.pk)


def test_nobody_else_lands_it(small, twice, phone):
    stranger = factories.learner(small.cohort, name="Somebody Else")
    put_together(small, stranger)
    assert brought(small.learner, phone.whole())[0].reason == Unplaced.Reason.NOT_HERS
    assert whose(phone) == (None, None)


def test_once_they_are_parted_it_is_hers_alone_again(small, twice, phone):
    parted(small, put_together(small, twice))
    assert brought(small.learner, [phone.begun])[0].reason == Unplaced.Reason.NOT_HERS
    assert brought(twice, phone.whole()) == [STORED] * 5
    assert whose(phone) == (twice.user_id, twice.pk)


def test_what_stayed_behind_since_hers_was_open_waits_and_then_counts(small, twice, phone):
    hers = small.attempt(phone.placement, right=False)
    told = phone.whole()
    brought(twice, told[:1])
    made = put_together(small, twice)
    assert whose(phone) == (twice.user_id, None)
    assert {one.reason for one in brought(small.learner, told[1:])} == {Unplaced.Reason.ANOTHER_OPEN}
    submit_quiz(attempt=hers, now=LATER)
    assert place_waiting(small.learner, now=LATER) == 4
    assert whose(phone) == (small.learner.user_id, small.learner.pk)
    parted(small, made)
    assert whose(phone) == (twice.user_id, twice.pk)


def test_what_still_waits_goes_back_with_the_rest(small, twice, phone):
    small.attempt(phone.placement, right=False)
    made = put_together(small, twice)
    brought(small.learner, phone.whole())
    brought(small.learner, [{"verb": "begun"}])
    parted(small, made)
    assert (twice.unplaced.count(), small.learner.unplaced.count()) == (5, 1)


def test_an_answer_that_fits_nothing_under_the_one_name_is_not_waited_for_under_the_other(small, twice, phone):
    told = [phone.begun, phone.answered(1), phone.answered(2, value="nonsense"), phone.answered(2, sequence=1)]
    brought(twice, told)
    put_together(small, twice)
    assert brought(small.learner, [phone.sent]) == [STORED]


def test_along_a_chain_it_lands_at_the_end_and_goes_back_step_by_step(small, twice, phone):
    middle = factories.learner(small.cohort, name="Maria Santos")
    first = put_together(small, twice, kept=middle)
    second = put_together(small, middle)
    assert brought(small.learner, phone.whole()) == [STORED] * 5
    parted(small, second)
    assert whose(phone) == (middle.user_id, middle.pk)
    parted(small, first)
    assert whose(phone) == (twice.user_id, twice.pk)


def test_a_paper_of_another_attempt_is_hers_no_more_than_before(small, twice, phone):
    put_together(small, twice)
    forged = {**phone.begun, "attempt": str(uuid.uuid4())}
    assert brought(small.learner, [forged])[0].reason == Unplaced.Reason.NOT_HERS


def test_a_paper_of_an_account_that_is_gone_is_nobodys(small, twice, phone):
    told = phone.whole()
    twice.user.delete()
    assert {one.reason for one in brought(small.learner, told)} == {
        Unplaced.Reason.NOT_HERS, Unplaced.Reason.NOT_BEGUN,
    }  # fmt: skip
