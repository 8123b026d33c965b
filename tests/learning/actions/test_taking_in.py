"""What a phone kept comes in whole: in any order, any number of times, in pieces, and always to the same score."""

from __future__ import annotations

import itertools
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments import queries as assessing
from assessments.actions import publish_question
from assessments.models import Answer, Attempt, QuestionVersion
from learning.actions import prepare_quiz, submit_quiz
from learning.actions.carried_paper import paper_of
from learning.actions.taking_in import Outcome, Receipt, place_waiting, take_in
from learning.models import Record, Unplaced
from tests.factories import NOW


class Carrying:
    """A phone that took the quiz of the first module along."""

    def __init__(self, small, learner=None) -> None:
        self.learner = learner or small.learner
        self.placement = small.contract.translation_key
        self.attempt = prepare_quiz(
            attempt_id=uuid.uuid4(), learner=self.learner, quiz="a3", placement=self.placement, language="en", now=NOW
        )
        self.answers: list[str] = []

    @property
    def begun(self) -> dict:
        return {"verb": "begun", "attempt": str(self.attempt.pk), "paper": paper_of(self.attempt)}

    def answered(self, number: int, *, right: bool = True, sequence: int = 0, value: str = "") -> dict:
        version = self.attempt.versions[number - 1]
        asked = assessing.question(version)
        choice = next(option.key for option in asked.options if option.correct == right)
        key = str(uuid.uuid4())
        self.answers.append(key)
        return {
            "verb": "answered", "id": key, "attempt": str(self.attempt.pk), "version": version, "sequence": sequence,
            "fields": [[f"answer-{asked.key}", value or choice]],
        }  # fmt: skip

    @property
    def sent(self) -> dict:
        return {"verb": "sent", "attempt": str(self.attempt.pk), "answers": list(self.answers)}

    def whole(self) -> list[dict]:
        """She answers the second question wrongly, then changes her mind."""
        return [
            self.begun,
            self.answered(1, sequence=0),
            self.answered(2, right=False, sequence=1),
            self.answered(2, sequence=2),
            self.sent,
        ]

    def bring(self, *told: object) -> list[Receipt]:
        return take_in(learner=self.learner, told=told, now=NOW)

    def outcome(self) -> tuple[bool | None, int, int, int]:
        """Passed, answers, records of it, and what still waits."""
        attempt = Attempt.objects.get(pk=self.attempt.pk)
        waiting = Unplaced.objects.filter(placed_at=None).count()
        return attempt.passed, attempt.answers.count(), Record.objects.filter(pk=attempt.pk).count(), waiting


@pytest.fixture
def phone(small) -> Carrying:
    return Carrying(small)


def test_a_quiz_taken_without_network_is_scored_as_if_there_had_been_one(phone):
    assert phone.bring(*phone.whole()) == [Receipt(Outcome.STORED)] * 5
    assert phone.outcome() == (True, 3, 1, 0)


def test_sent_again_it_changes_nothing(phone):
    told = phone.whole()
    phone.bring(*told)
    assert phone.bring(*told, *told) == [Receipt(Outcome.DUPLICATE)] * 10
    assert phone.outcome() == (True, 3, 1, 0)


@pytest.mark.parametrize("turn", range(0, 120, 7))
def test_in_any_order_one_by_one_it_comes_to_the_same(phone, turn):
    told = list(itertools.permutations(phone.whole()))[turn]
    for each in told:
        phone.bring(each)
    assert phone.outcome() == (True, 3, 1, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_loss_and_repetition_that_ends_in_all_being_told_gives_the_same_score(small, data):
    phone = Carrying(small, small.classmate())
    told = phone.whole()
    heap = data.draw(st.permutations(told + data.draw(st.lists(st.sampled_from(told), max_size=6))))
    while heap:
        size = data.draw(st.integers(1, len(heap)))
        phone.bring(*heap[:size])
        heap = heap[size:]
    attempt = Attempt.objects.get(pk=phone.attempt.pk)
    assert (attempt.passed, attempt.answers.count()) == (True, 3)
    assert not phone.learner.unplaced.filter(placed_at=None).exists()


def test_while_the_same_questions_are_open_on_another_phone_hers_wait_and_then_find_their_place(small, phone):
    other = small.attempt(phone.placement, right=False)
    receipts = phone.bring(*phone.whole())
    assert {receipt.outcome for receipt in receipts} == {Outcome.KEPT_APART}
    submit_quiz(attempt=other, now=NOW)
    assert place_waiting(phone.learner, now=NOW) == 5
    assert phone.outcome() == (True, 3, 1, 0)


def test_a_question_that_changed_meanwhile_is_scored_as_she_saw_it(phone):
    told = phone.whole()
    for version in phone.attempt.versions:
        question = QuestionVersion.objects.get(pk=version).question
        right, wrong = question.options.order_by("-correct", "pk")[:2]
        question.options.filter(pk=right.pk).update(correct=False)
        question.options.filter(pk=wrong.pk).update(correct=True)
        publish_question(question, now=NOW)
    phone.bring(*told)
    assert phone.outcome() == (True, 3, 1, 0)


def test_what_comes_after_she_sent_is_kept_apart_and_changes_no_score(phone):
    phone.bring(*phone.whole())
    late = phone.answered(1, right=False, sequence=9)
    assert phone.bring(late) == [Receipt(Outcome.KEPT_APART, "sent_already")]
    assert phone.outcome() == (True, 3, 1, 1)


def test_an_answer_that_does_not_fit_says_what_to_mend_and_holds_nothing_up(phone):
    told = [phone.begun, phone.answered(1), phone.answered(2, value="no such option"), phone.sent]
    receipts = phone.bring(*told)
    assert receipts[2].outcome is Outcome.KEPT_APART
    assert (receipts[2].reason, receipts[2].said) == ("unfit", "We could not read this answer. Please choose again.")
    assert receipts[3] == Receipt(Outcome.STORED)


def test_nothing_of_one_person_lands_with_another(small, phone):
    other = Carrying(small, small.classmate())
    told = phone.whole()
    phone.bring(told[0])
    receipts = other.bring(*told)
    assert [receipt.reason for receipt in receipts] == ["not_hers"] * 5
    assert not Answer.objects.exists()
    assert phone.bring(*told[1:]) == [Receipt(Outcome.STORED)] * 4


@pytest.mark.parametrize("paper", ["", "no signature", "x" * 5_000])
def test_a_paper_that_we_did_not_sign_begins_nothing(phone, paper):
    assert phone.bring({**phone.begun, "paper": paper}) == [Receipt(Outcome.KEPT_APART, "misread")]
    assert not Attempt.objects.exists()


def test_what_nobody_can_read_is_kept_as_it_came(phone):
    strange = {"sealed": "for somebody else \u0000"}
    assert phone.bring(strange, strange, "?") == [Receipt(Outcome.KEPT_APART, "misread")] * 3
    assert Unplaced.objects.count() == 2


def test_an_answer_costs_the_same_however_many_there_are(phone, django_assert_num_queries):
    phone.bring(phone.begun)
    with django_assert_num_queries(7):
        phone.bring(phone.answered(1))
    with django_assert_num_queries(7):
        phone.bring(phone.answered(2))
