"""Practice that an instructor watches, questions asked aloud, and results that are put together from parts."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.actions import publish_question
from assessments.models import Answer, Observation, Question, QuizComponent
from assessments.queries import question
from assessments.responses import BadResponse
from assessments.watching import NoChecklist, ObservationIdTaken, record_observation
from certificates.models import Certificate, CertificateRule
from learning import queries
from learning.actions import NotYetAloud, ask_again, record_aloud, submit_quiz
from learning.completion import Lack, Practice, Reason, State
from learning.models import Record
from tests.factories import NOW, UserFactory
from tests.learning.practising import checklist, criteria, fail, watch


@pytest.fixture
def module(small) -> uuid.UUID:
    return small.contract.translation_key


@pytest.fixture
def quiz(small, module):
    return small.quizzes[module]


@pytest.fixture
def negotiation(quiz):
    return checklist(quiz)


def standing(small):
    [study] = queries.studies(small.learner, language="en")
    return study.modules[0].progress


def hear(small, placement, said, **values):
    defaults = {"form_id": uuid.uuid4(), "by": small.instructor, "now": NOW}
    return record_aloud(learner=small.learner, placement=placement, said=said, **{**defaults, **values})


def left_open(small, placement) -> list[str]:
    return [asked.key for asked in queries.to_hear(small.cohort, small.learner, language="en")[0].questions]


# ── Practice ─────────────────────────────────────────────────────────────────────────────────────


def test_a_module_waits_for_its_practice_and_is_done_when_it_was_seen(small, module, negotiation):
    small.read(*small.lessons(small.contract))
    small.pass_quiz(module)
    assert (standing(small).reasons, standing(small).practice) == (
        (Reason(Lack.PRACTICE_NOT_SEEN),), Practice(asked=1),
    )  # fmt: skip
    watch(small, negotiation, criteria(negotiation)[:1])
    assert standing(small).state is State.BEGUN
    watch(small, negotiation, criteria(negotiation)[:2])
    assert (standing(small).state, standing(small).practice) == (State.DONE, Practice(asked=1, seen=1))


def test_practice_may_come_first(small, module, negotiation):
    watch(small, negotiation)
    small.read(*small.lessons(small.contract))
    small.pass_quiz(module)
    assert standing(small).state is State.DONE


def test_practice_seen_last_earns_the_certificate(small, negotiation):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=Decimal(6))
    assert small.finish().certificate is None
    assert watch(small, negotiation).certificate.person == small.learner.user


def test_the_plan_told_in_words_counts_in_full(small, negotiation):
    watch(small, negotiation, instead=True)
    assert Observation.objects.get().instead
    assert standing(small).practice == Practice(asked=1, seen=1)


def test_what_was_seen_by_mistake_is_put_right_by_recording_anew(small, negotiation):
    watch(small, negotiation)
    watch(small, negotiation, [])
    assert standing(small).practice == Practice(asked=1, seen=0)
    assert [one.passed for one in Observation.objects.all()] == [True, False]


def test_nothing_that_is_done_becomes_undone(small, module, quiz):
    small.read(*small.lessons(small.contract))
    small.pass_quiz(module)
    watch(small, checklist(quiz), [])
    assert standing(small).state is State.DONE


def test_the_same_form_twice_is_one_observation(small, negotiation):
    form_id = uuid.uuid4()
    assert [watch(small, negotiation, form_id=form_id).stored for _each in range(2)] == [True, False]
    assert watch(small, negotiation, [], form_id=form_id).stored
    assert (Observation.objects.count(), Record.objects.filter(verb=Record.Verb.OBSERVED).count()) == (2, 2)


def test_an_observation_is_never_changed(small, negotiation):
    watch(small, negotiation)
    with pytest.raises(TypeError):
        Observation.objects.get().save()


def test_a_checklist_of_elsewhere_a_retired_and_an_unpublished_one_are_asked_of_nobody(small, quiz):
    checklist(quiz, "elsewhere", destinations=["QA"])
    checklist(quiz, "old")
    Question.objects.filter(key="old").update(retired_at=NOW)
    checklist(quiz, "draft").question.versions.all().delete()
    assert standing(small).practice == Practice()


def test_a_checklist_is_never_drawn_for_her_to_answer(small, module, negotiation):
    asked = [question(version).key for version in small.attempt(module).versions]
    assert "negotiation" not in asked
    assert len(asked) == 2


def test_what_cannot_be_an_observation_is_refused(small, negotiation, quiz):
    values = {
        "observation_id": uuid.uuid4(), "person": small.learner.user, "version_id": negotiation.pk, "now": NOW,
        "placement": uuid.uuid4(), "observer": small.instructor, "seen": (), "instead": False, "sequence": 0,
    }  # fmt: skip
    with pytest.raises(BadResponse):
        record_observation(**{**values, "seen": ["unknown"]})
    with pytest.raises(NoChecklist):
        record_observation(**{**values, "version_id": small.attempt(small.contract.translation_key).versions[0]})
    assert record_observation(**values).new
    with pytest.raises(ObservationIdTaken):
        record_observation(**{**values, "person": UserFactory()})


# ── Asked aloud ──────────────────────────────────────────────────────────────────────────────────


def test_after_three_tries_what_she_says_right_passes_the_quiz(small, module):
    small.read(*small.lessons(small.contract))
    fail(small, module)
    outcome = hear(small, module, left_open(small, module))
    assert (outcome.score.earned, standing(small).state) == (Decimal(2), State.DONE)
    assert Record.objects.get(verb=Record.Verb.ORAL_CHECK).payload["by"] == small.instructor.pk


def test_a_final_test_said_aloud_earns_the_certificate(small):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=Decimal(6))
    final = small.course.translation_key
    small.read(*small.lessons())
    small.pass_quiz(small.contract.translation_key)
    fail(small, final)
    assert hear(small, final, left_open(small, final)).certificate == Certificate.objects.get()


def test_saying_too_little_passes_nothing_and_she_may_be_asked_again(small, module):
    fail(small, module)
    said = left_open(small, module)
    hear(small, module, said[:1])
    assert module not in queries.deeds(small.learner).passed
    hear(small, module, [*said, "a question of another quiz"])
    assert module in queries.deeds(small.learner).passed


def test_only_what_everyone_must_know_is_asked_aloud_after_it_was_asked_again(small, module):
    Question.objects.filter(kind="single").update(must_know=True)
    for each in Question.objects.filter(kind="single"):
        publish_question(each, now=NOW)
    small.quizzes[module].pass_mark = 1
    small.quizzes[module].save()
    attempt = small.attempt(module)
    Answer.objects.filter(attempt=attempt, version_id=attempt.versions[0]).delete()
    submit_quiz(attempt=attempt, now=NOW)
    for tries in (1, 2):
        later = NOW + timedelta(minutes=tries)
        again = ask_again(attempt_id=uuid.uuid4(), after=attempt, now=later)
        submit_quiz(attempt=again, now=later)
    assert left_open(small, module) == [question(again.versions[0]).key]
    outcome = hear(small, module, left_open(small, module))
    assert (outcome.score.earned, outcome.score.missed_must_know) == (Decimal(1), ())
    assert module in queries.deeds(small.learner).passed


@pytest.mark.parametrize("tries", [0, 2])
def test_before_three_tries_nothing_is_asked_aloud(small, module, tries):
    fail(small, module, times=tries)
    with pytest.raises(NotYetAloud):
        hear(small, module, [])


def test_who_has_passed_is_not_asked_aloud_and_the_same_form_twice_is_harmless(small, module):
    fail(small, module)
    form_id, said = uuid.uuid4(), left_open(small, module)
    assert [hear(small, module, said, form_id=form_id).stored for _each in range(2)] == [True, False]
    with pytest.raises(NotYetAloud):
        hear(small, module, said)


# ── Parts that weigh ─────────────────────────────────────────────────────────────────────────────


def part(quiz, kind: str, *, weight: int = 1, pass_mark: int = 0) -> None:
    QuizComponent.objects.create(quiz=quiz, kind=kind, weight=weight, pass_mark=pass_mark)


@pytest.mark.parametrize("order", ["answers first", "practice first"])
def test_answers_and_practice_together_decide_whichever_comes_last(small, module, quiz, negotiation, order):
    part(quiz, "theory", pass_mark=50)
    part(quiz, "practical", weight=3, pass_mark=60)
    small.read(*small.lessons(small.contract))
    steps = [lambda: small.pass_quiz(module), lambda: watch(small, negotiation, criteria(negotiation)[:2])]
    for step in steps if order == "answers first" else reversed(steps):
        assert standing(small).state is State.BEGUN
        step()
    assert standing(small).state is State.DONE
    assert Record.objects.get(verb=Record.Verb.QUIZ_DECIDED).payload == {
        "passed": True, "earned": "75.000", "possible": "100",
    }  # fmt: skip


def test_whose_answers_suffice_waits_for_practice_alone(small, module, quiz, negotiation):
    part(quiz, "theory")
    part(quiz, "practical")
    small.read(*small.lessons(small.contract))
    small.pass_quiz(module)
    assert standing(small).reasons == (Reason(Lack.PRACTICE_NOT_SEEN),)


def test_a_whole_that_is_too_low_leaves_the_quiz_open(small, module, quiz, negotiation):
    quiz.pass_mark = 90
    quiz.save()
    part(quiz, "theory", pass_mark=50)
    part(quiz, "practical", pass_mark=50)
    small.read(*small.lessons(small.contract))
    small.pass_quiz(module)
    watch(small, negotiation, criteria(negotiation)[:2])
    assert standing(small).reasons == (Reason(Lack.QUIZ_NOT_PASSED),)
    watch(small, negotiation)
    assert standing(small).state is State.DONE


def test_the_quizzes_of_the_course_count_in_the_final_test(small, module):
    final = small.course.translation_key
    part(small.quizzes[final], "theory")
    part(small.quizzes[final], "continuous")
    small.pass_quiz(final)
    assert final not in queries.deeds(small.learner).passed
    small.pass_quiz(module)
    assert final in queries.deeds(small.learner).passed


def test_the_whole_is_the_score_of_the_final_test(small, module):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=Decimal(6))
    part(small.quizzes[small.course.translation_key], "theory")
    part(small.quizzes[small.course.translation_key], "continuous")
    assert small.finish().certificate == Certificate.objects.get()


def test_a_part_that_the_quiz_has_nothing_for_keeps_nobody(small, module, quiz):
    part(quiz, "continuous", pass_mark=100)
    small.pass_quiz(module)
    assert module in queries.deeds(small.learner).passed


def test_who_passed_before_the_parts_came_has_passed(small, module, quiz):
    small.pass_quiz(module)
    part(quiz, "practical")
    small.read(*small.lessons(small.contract))
    assert standing(small).state is State.DONE
