"""Pairs of attempts at linked questions: who is matched, by which questions, and how much of each was right."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from accounts.models import User
from assessments import actions
from assessments.gain import Linked
from assessments.models import Attempt, Question, Quiz, QuizItem
from assessments.pairing import linked
from assessments.queries import forget_versions, pinned
from tests.assessments.conftest import begin, published
from tests.factories import NOW, QuizFactory, UserFactory

BEFORE, FINAL = uuid.UUID(int=1), uuid.UUID(int=2)
NONE, ALL = Fraction(0), Fraction(1)
pytestmark = pytest.mark.django_db


@dataclass
class Both:
    """A test before and a final test, each of which asks its own form of every family."""

    before: Quiz
    final: Quiz
    families: tuple[str, ...] = ("rest", "wage")
    places: dict[str, uuid.UUID] = field(default_factory=lambda: {"A": BEFORE, "B": FINAL})

    def sit(self, person: User, form: str, *right: str, at: datetime = NOW, leave: str = "") -> Attempt:
        """Send an attempt in which these families are right, one is left open and the others are wrong."""
        quiz = self.before if form == "A" else self.final
        attempt = begin(person, quiz, placement=self.places[form], now=at)
        for number, (version, question) in enumerate(pinned(attempt).items()):
            family = question.key.rpartition("-")[0]
            wrong = next(option.key for option in question.options if not option.correct)
            if family != leave:
                raw = next(iter(question.right_keys)) if family in right else wrong
                actions.save_answer(
                    answer_id=uuid.uuid4(), attempt=attempt, version_id=version, raw=raw, sequence=number, now=at
                )
        actions.grade(attempt, now=at)
        return attempt

    def read(self, *people: User) -> dict[int, tuple[Linked, ...]]:
        return linked([person.pk for person in people], before=BEFORE, final=FINAL)


@pytest.fixture
def tests(db) -> Both:
    made = Both(QuizFactory(key="before", form="A"), QuizFactory(key="final", form="B"))
    for family in made.families:
        for form, quiz in (("A", made.before), ("B", made.final)):
            version = published(key=f"{family}-{form.lower()}", family=family, form=form)
            QuizItem.objects.create(quiz=quiz, question=version.question)
    return made


def test_a_person_is_matched_by_the_family_of_what_she_was_asked(tests, person):
    tests.sit(person, "A", "rest")
    tests.sit(person, "B", "rest", "wage")
    assert tests.read(person) == {person.pk: (Linked("rest", ALL, ALL), Linked("wage", NONE, ALL))}


def test_whoever_took_only_one_of_the_tests_is_left_out(tests, person):
    early, late = UserFactory(), UserFactory()
    tests.sit(early, "A", "rest")
    tests.sit(late, "B", "rest")
    assert tests.read(early, late, person) == {}


def test_others_are_not_read(tests, person):
    tests.sit(person, "A")
    tests.sit(person, "B")
    assert tests.read(UserFactory()) == {}


def test_her_first_try_at_each_counts(tests, person):
    tests.sit(person, "A", at=NOW)
    tests.sit(person, "A", "rest", "wage", at=NOW + timedelta(hours=1))
    tests.sit(person, "B", "rest", at=NOW + timedelta(days=1))
    tests.sit(person, "B", "rest", "wage", at=NOW + timedelta(days=2))
    assert tests.read(person) == {person.pk: (Linked("rest", NONE, ALL), Linked("wage", NONE, NONE))}


def test_a_test_before_that_came_after_the_final_is_no_pair(tests, person):
    tests.sit(person, "B", "rest")
    tests.sit(person, "A", "rest", at=NOW + timedelta(hours=1))
    assert tests.read(person) == {}


def test_what_was_left_open_was_not_known(tests, person):
    tests.sit(person, "A", "rest", "wage", leave="rest")
    tests.sit(person, "B", "rest", "wage")
    assert tests.read(person)[person.pk][0] == Linked("rest", NONE, ALL)


@pytest.mark.parametrize("change", [{"family": ""}, {"form": ""}, {"form": "A"}])
def test_questions_are_linked_by_one_family_in_two_forms(tests, person, change):
    Question.objects.filter(key="wage-b").update(**change)
    tests.sit(person, "A")
    tests.sit(person, "B")
    assert [one.item for one in tests.read(person)[person.pk]] == ["rest"]


def test_an_attempt_that_is_still_open_is_not_read(tests, person):
    tests.sit(person, "A")
    begin(person, tests.final, placement=FINAL)
    assert tests.read(person) == {}


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_is_flat(tests, count, django_assert_num_queries):
    people = [UserFactory() for _each in range(count)]
    for one in people:
        tests.sit(one, "A")
        tests.sit(one, "B")
    forget_versions()
    with django_assert_num_queries(3 + 4):  # and one for each version of a question
        assert len(tests.read(*people)) == count
