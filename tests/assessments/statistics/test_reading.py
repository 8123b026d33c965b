from __future__ import annotations

import uuid

import pytest

from assessments import actions, scoring
from assessments.analysis import NOT_SURE, WHOLE, Outcome
from assessments.models import Answer, Attempt
from assessments.queries import forget_versions, given, pinned
from assessments.statistics import reading
from assessments.statistics.reading import Sitting
from tests.assessments.statistics.conftest import key, save, sit
from tests.factories import NOW, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_submitted_attempt_is_read_with_the_outcome_of_each_question(pair, first, second, person):
    sit(pair, {first: key(first, 0), second: key(second, 1)}, person=person)
    right, wrong = Outcome(WHOLE, (key(first, 0),)), Outcome(0, (key(second, 1),))
    assert list(reading.sittings()) == [Sitting(person.pk, pair.pk, {first.pk: right, second.pk: wrong})]


def test_the_last_answer_counts_whatever_arrived_last(pair, first, person):
    attempt = sit(pair, {}, person=person, submit=False)
    save(attempt, first, key(first, 0), sequence=7)
    save(attempt, first, key(first, 2), sequence=2)
    [said] = _read_after_grading(attempt)
    assert said.outcomes[first.pk].chosen == (key(first, 0),)


def test_of_two_answers_with_one_sequence_the_same_counts_as_in_scoring(pair, first, person, now):
    for at, ids in enumerate([(1, 2), (2**127, 2**126), (10, 9)]):
        attempt = sit(pair, {}, person=person, submit=False, at=at)
        for place, number in enumerate(ids):
            Answer.objects.create(
                id=uuid.UUID(int=number + at * 1000), attempt=attempt, version=first, sequence=1, received_at=now,
                response=key(first, place),
            )  # fmt: skip
        scored = scoring.latest(given(attempt, pinned(attempt)))["first"].response
        said = next(one for one in _read_after_grading(attempt) if one.person == person.pk)
        assert said.outcomes[first.pk].chosen == (scored,)
        Answer.objects.all().delete()
        attempt.delete()


def test_not_sure_and_left_open_are_alike(pair, first, second):
    sit(pair, {first: None})
    [said] = reading.sittings()
    assert said.outcomes == {first.pk: NOT_SURE, second.pk: NOT_SURE}


def test_open_attempts_are_passed_over_wherever_they_stand(pair, first):
    submitted = {sit(pair, {first: key(first, 0)}).person_id for _number in range(12)}
    for _number in range(12):
        sit(pair, {first: key(first, 1)}, submit=False)
    read = list(reading.sittings())
    assert {one.person for one in read} == submitted
    assert {one.outcomes[first.pk].chosen for one in read} == {(key(first, 0),)}


def test_what_is_only_asked_again_after_a_miss_is_left_out(pair, first, person):
    whole = sit(pair, {first: key(first, 1)}, person=person)
    again = sit(pair, {first: key(first, 0)}, person=person)
    Attempt.objects.filter(pk=again.pk).update(after=whole)
    assert [one.outcomes[first.pk].chosen for one in reading.sittings()] == [(key(first, 1),)]


def test_a_test_before_a_course_tells_nothing_of_its_questions(pair, first):
    sit(pair, {first: key(first, 1)})
    QuizFactory(key="final", before=pair)
    assert list(reading.sittings()) == []


def test_every_kind_earns_what_scoring_says(attempt, all_right, versions):
    [said] = _read_after_grading(attempt)
    assert {pk: one.share for pk, one in said.outcomes.items()} == dict.fromkeys(attempt.versions, WHOLE)
    chosen = {kind: len(said.outcomes[version.pk].chosen) for kind, version in versions.items()}
    assert {kind: chosen[kind] for kind in ("single", "true_false", "multiple", "ordering", "matching")} == {
        "single": 1, "true_false": 1, "multiple": 2, "ordering": 0, "matching": 0,
    }  # fmt: skip


def test_counting_says_who_asked(pair, first, second):
    sit(pair, {first: key(first, 0)})
    counted = reading.count()
    assert counted.quizzes == {first.pk: {pair.pk}, second.pk: {pair.pk}}
    assert counted.attempts == 1
    assert set(counted.tally.items) == {first.pk, second.pk}


def test_without_attempts_there_is_nothing(db):
    assert list(reading.sittings()) == []


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_does_not_grow_with_attempts(pair, first, second, count, django_assert_num_queries):
    for number in range(count):
        sit(pair, {first: key(first, number % 3), second: key(second, 0)}, person=UserFactory())
    forget_versions()
    with django_assert_num_queries(4):  # attempts, answers, and each version that is new to this process
        reading.count()


def _read_after_grading(attempt):
    actions.grade(attempt, now=NOW)
    return list(reading.sittings())
