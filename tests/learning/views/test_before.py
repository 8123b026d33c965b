"""The test before a course: offered first, easily left out, asked once, and never counted."""

from __future__ import annotations

import uuid

import pytest

from assessments.models import Attempt, Quiz
from certificates.models import Certificate
from learning import queries
from learning.before import place_before
from learning.models import Progress, Record
from learning.queries.paper import places
from tests import factories
from tests.learning.views.test_quiz import answer, hidden, text


@pytest.fixture
def before(small) -> str:
    """The final test of the small class has a test of two questions before it."""
    final = small.quizzes[small.course.translation_key]
    final.before = factories.quiz_of("before", topic="contracts", count=2)
    final.save()
    small.place = place_before(small.course.translation_key)
    return f"/me/quiz/{small.place}/"


def send(trainee, before: str, *, right: bool = True) -> str:
    first = trainee.post(before).headers["Location"]
    check = answer(trainee, answer(trainee, first, right=right), right=right)
    trainee.post(check, {"attempt": hidden(text(trainee.get(check)), "attempt")})
    return f"{before}result/"


def test_home_offers_it_first_and_a_way_round_it(trainee, before):
    page = text(trainee.get("/me/"))
    assert "Before you begin: what do you know already?" in page
    assert f'href="{before}"' in page
    assert 'href="/en/ph-jo/my-contract/lesson-1/">Skip them' in page


def test_a_course_without_one_begins_with_its_first_lesson(small, trainee):
    assert "Before you begin" not in text(trainee.get("/me/"))
    assert trainee.get(f"/me/quiz/{place_before(small.course.translation_key)}/").status_code == 404


def test_its_first_page_promises_that_nobody_fails_and_leads_past_it(trainee, before):
    page = text(trainee.get(before))
    assert "Nobody passes and nobody fails." in page
    assert "2 questions, one at a time." in page
    assert 'href="/en/ph-jo/my-contract/lesson-1/"' in page


@pytest.mark.parametrize("right", [True, False])
def test_afterwards_it_says_what_she_will_learn_and_nothing_of_how_she_did(trainee, before, right):
    page = text(trainee.get(send(trainee, before, right=right)))
    assert "This shows you what you will learn." in page
    assert "My contract" in page
    for word in ("passed", "Not yet", "were right", "About:", "Try again"):
        assert word not in page


def test_it_is_asked_once(trainee, before):
    result = send(trainee, before)
    assert trainee.get(before).headers["Location"] == result
    assert trainee.post(before, {"attempt": str(uuid.uuid4())}).headers["Location"] == result
    assert trainee.post(f"{before}again/").headers["Location"] == before
    assert Attempt.objects.count() == 1
    assert "Before you begin" not in text(trainee.get("/me/"))


def test_two_taps_begin_one(trainee, before):
    assert trainee.post(before).headers["Location"] == trainee.post(before).headers["Location"] == f"{before}1/"
    assert Attempt.objects.count() == 1


def test_whoever_has_begun_the_course_is_asked_no_more(small, trainee, before):
    small.read(small.lessons(small.contract)[0])
    assert "Before you begin" not in text(trainee.get("/me/"))
    assert trainee.get(before).headers["Location"] == "/me/"
    assert trainee.post(before).headers["Location"] == "/me/"
    assert not Attempt.objects.exists()


def test_whoever_stopped_half_way_may_still_go_on(small, trainee, before):
    trainee.post(before)
    small.read(small.lessons(small.contract)[0])
    assert "Go on" in text(trainee.get(before))
    assert trainee.post(before).headers["Location"] == f"{before}1/"


def test_it_begins_nothing_and_finishes_nothing(small, trainee, before):
    send(trainee, before)
    assert not Progress.objects.exists()
    assert not Certificate.objects.exists()
    assert Record.objects.get().node == small.place
    study = queries.studies(small.learner, language="en")[0]
    assert (study.progress.state, study.final_passed, study.step.title) == (
        "not_begun", False, "Lesson 1 of My contract",
    )  # fmt: skip


def test_it_is_never_asked_aloud(small, trainee, before):
    send(trainee, before, right=False)
    for number in range(3):
        Attempt.objects.filter(pk=Attempt.objects.first().pk).update(passed=False)
        attempt = Attempt.objects.first()
        attempt.pk = uuid.UUID(int=number + 1)
        attempt.save(force_insert=True)
    assert queries.to_hear(small.cohort, small.learner, language="en") == []


def test_a_class_may_be_asked_on_paper(small, before):
    first, *others = places(small.cohort, language="en")
    assert (first.key, first.quiz, first.before) == (small.place, "before", True)
    assert not any(place.before for place in others)


def test_another_course_with_the_same_final_test_has_a_place_of_its_own(small, before):
    other = factories.course(title="Working abroad", final=Quiz.objects.get(key="final"))
    assert place_before(other.translation_key) != small.place
    assert queries.tests_before(queries.studies(small.learner, language="en")[0:0]) == {}
