"""Where a question stands: the quizzes that name it, those that may draw it, its versions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.models import QuizItem, QuizPart
from assessments.statistics.counting import count_items
from assessments.statistics.usage import beside, usage
from tests.assessments.conftest import make_question, published
from tests.assessments.statistics.conftest import key, sit
from tests.factories import NOW, QuizFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def quiz_that_draws(name: str, *, topic: str = "contracts", level: int | None = None):
    quiz = QuizFactory(key=name, title=name)
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(code=topic), count=1, level=level)
    return quiz


def test_it_may_be_drawn_where_its_topic_and_difficulty_are_asked():
    question = published(level=2).question
    quizzes = [quiz_that_draws("any"), quiz_that_draws("middle", level=2)]
    quiz_that_draws("hard", level=3)
    quiz_that_draws("money", topic="money")
    assert list(usage(question).drawn) == quizzes


def test_a_quiz_that_names_one_of_its_family_may_ask_it():
    one, other = published(key="one", family="pay").question, published(key="other", family="pay").question
    quiz = QuizFactory()
    QuizItem.objects.create(quiz=quiz, question=one)
    found = beside([one, other])
    assert [found[question.pk].fixed for question in (one, other)] == [(quiz,), (quiz,)]


@pytest.mark.parametrize("values", [{"retired_at": NOW}, {"kind": "practice"}])
def test_what_is_retired_or_watched_is_drawn_nowhere(values):
    question = published().question
    quiz_that_draws("any")
    for name, value in values.items():
        setattr(question, name, value)
    assert usage(question).drawn == ()


def test_what_is_not_published_is_drawn_nowhere():
    quiz_that_draws("any")
    found = usage(make_question())
    assert (found.drawn, found.versions, found.item) == ((), 0, None)


def test_the_list_shows_where_each_stands_and_how_it_fares(client):
    version = published()
    quiz = quiz_that_draws("any")
    for _person in range(6):
        sit(quiz, {version: key(version, 0)})
    count_items(now=NOW)
    client.force_login(UserFactory(username="a@example.org", is_superuser=True, is_staff=True))
    html = client.get(reverse("wagtailsnippets_assessments_question:list")).content.decode()
    assert "Facility (%)" in html
    assert usage(version.question).quizzes == 1
    panel = client.get(reverse("wagtailsnippets_assessments_question:edit", args=[version.question_id]))
    assert reverse("wagtailsnippets_assessments_quiz:edit", args=[quiz.pk]) in panel.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_a_flat_number_of_queries(count, django_assert_num_queries):
    questions = [published(key=f"q-{number}").question for number in range(count)]
    quiz_that_draws("any")
    with django_assert_num_queries(4):
        beside(questions)
