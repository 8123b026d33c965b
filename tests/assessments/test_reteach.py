"""What she missed of what everyone must know is asked again, in other words, and nothing else is."""

from __future__ import annotations

import uuid

import pytest

from accounts.models import User
from assessments import actions, queries
from assessments.models import Attempt, Question, QuestionVersion, Quiz
from tests.assessments.conftest import begin, published

pytestmark = pytest.mark.django_db


def must_know(key: str, **values: object) -> QuestionVersion:
    return published(key=key, must_know=True, **values)


def all_right_but_the_must_know(person: User, quiz: Quiz, now) -> Attempt:
    """Two ordinary questions right, the must-know one wrong: 67 per cent and nothing else lacking at 60."""
    quiz.parts.update(count=3)
    quiz.pass_mark = 60
    quiz.save()
    attempt = begin(person, quiz)
    for at, version in enumerate(attempt.versions):
        question = queries.question(version)
        raw = next(option.key for option in question.options if option.correct is not question.must_know)
        actions.save_answer(answer_id=uuid.uuid4(), attempt=attempt, version_id=version, raw=raw, sequence=at, now=now)
    actions.grade(attempt, now=now)
    return attempt


def again(attempt: Attempt, now, **values: object) -> Attempt:
    defaults = {
        "attempt_id": uuid.uuid4(), "after": attempt, "known_facts": frozenset(), "known_origin_facts": frozenset(),
        "now": now,
    }  # fmt: skip
    return actions.begin_again(**{**defaults, **values})


@pytest.fixture
def missed(person: User, quiz: Quiz, now) -> Attempt:
    must_know("passport-a", family="passport")
    published(key="wage")
    published(key="rest")
    return all_right_but_the_must_know(person, quiz, now)


def answer_all(attempt: Attempt, now, *, right: bool) -> None:
    for at, version in enumerate(attempt.versions):
        raw = next(option.key for option in queries.question(version).options if option.correct is right)
        actions.save_answer(answer_id=uuid.uuid4(), attempt=attempt, version_id=version, raw=raw, sequence=at, now=now)


def test_what_was_missed_is_asked_in_other_words_and_completes_the_first_try(missed, now):
    other = must_know("passport-b", family="passport")
    asked = again(missed, now)
    assert (asked.versions, asked.after, asked.placement) == ([other.pk], missed, missed.placement)
    answer_all(asked, now, right=True)
    actions.grade(asked, now=now)
    assert (asked.earned, asked.possible, asked.passed, asked.missed_must_know) == (2, 3, True, [])
    missed.refresh_from_db()
    assert missed.passed is False


def test_missed_once_more_it_is_asked_once_more(missed, now):
    must_know("passport-b", family="passport")
    second = again(missed, now)
    answer_all(second, now, right=False)
    actions.grade(second, now=now)
    assert (second.passed, second.missed_must_know) == (False, ["passport-b"])
    third = again(second, now)
    assert [queries.question(version).key for version in third.versions] == ["passport-a"]
    assert again(second, now) == third


def test_without_a_relative_the_same_question_comes_again(missed, now):
    assert [queries.question(version).key for version in again(missed, now).versions] == ["passport-a"]


def test_a_low_score_is_not_mended_by_the_must_know_questions_alone(person, quiz, now):
    must_know("passport-a")
    published(key="wage")
    quiz.parts.update(count=2)
    attempt = begin(person, quiz)
    actions.grade(attempt, now=now)
    with pytest.raises(actions.NothingMissed):
        again(attempt, now)


def test_what_is_open_or_passed_is_not_asked_again(person, quiz, now):
    published(key="wage")
    quiz.parts.update(count=1)
    attempt = begin(person, quiz)
    assert again(attempt, now) == attempt
    answer_all(attempt, now, right=True)
    actions.grade(attempt, now=now)
    with pytest.raises(actions.NothingMissed):
        again(attempt, now)


def test_what_may_no_longer_be_asked_is_told(missed, now):
    Question.objects.filter(key="passport-a").update(retired_at=now)
    with pytest.raises(actions.BankTooSmall, match="passport-a"):
        again(missed, now)
