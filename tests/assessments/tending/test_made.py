"""A question that is made from a fact: nobody writes its words by hand, but an author can take it over."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Role
from assessments.models import Question
from courses import making
from courses.models import QuestionTemplate
from tests.assessments.conftest import make_question
from tests.assessments.tending.test_views import change, signed_in
from tests.factories import NOW, FactFactory, FactKeyFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    return signed_in(client, Role.AUTHOR)


@pytest.fixture
def made(db) -> Question:
    key = FactKeyFactory(code="rest_day", label="Rest day")
    QuestionTemplate.objects.create(
        code="rest", key=key, answer="value", topic=TopicFactory(), stem="{place}: when do you rest?",
        wrong="Never.\nOnce a year.",
    )  # fmt: skip
    FactFactory(key=key)
    making.make_of(key, now=NOW)
    return Question.objects.get(key="rest-to-jo")


def edit(question: Question) -> str:
    return reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])


def page(question: Question) -> str:
    return reverse("questions_made", args=[question.pk])


def test_in_place_of_its_editor_it_has_a_page_that_says_from_what_it_is_made(author, made):
    response = author.get(edit(made))
    assert (response.status_code, response.headers["Location"]) == (302, page(made))
    html = author.get(page(made)).content.decode()
    fact = making.fact_of(made)
    assert reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk]) in html
    assert "Jordan: when do you rest?" in html
    assert "You rest one day every week." in html


def test_what_is_posted_to_its_editor_changes_nothing(author, made):
    assert author.post(edit(made), {"stem_en": "Other"}).status_code == 302
    made.refresh_from_db()
    assert made.stem_en == "Jordan: when do you rest?"


def test_who_takes_it_over_writes_it_from_then_on(author, made):
    response = author.post(page(made), {"do": "take"})
    assert response.headers["Location"] == edit(made)
    made.refresh_from_db()
    assert made.template == ""
    assert author.get(edit(made)).status_code == 200
    assert author.get(page(made)).headers["Location"] == edit(made)


def test_it_can_be_made_again(author, made):
    Question.objects.filter(pk=made.pk).update(retired_at=NOW)
    assert "It is not asked now" in author.get(page(made)).content.decode()
    author.post(page(made), {"do": "again"})
    made.refresh_from_db()
    assert made.retired_at is None


def test_a_change_of_many_leaves_it_as_it_is(author, made):
    other = make_question(key="other")
    html = change(author, made, other, level=3).content.decode()
    levels = dict(Question.objects.values_list("key", "level"))
    assert levels == {"rest-to-jo": 1, "other": 3}
    assert "1 is made from a fact and stays as it is: rest-to-jo" in html


@pytest.mark.parametrize("ask", ["get", "post"])
def test_who_may_not_edit_the_bank_does_not_see_it(client, made, ask):
    client.force_login(UserFactory())
    assert getattr(client, ask)(page(made), {"do": "take"}).status_code in (302, 403)
    made.refresh_from_db()
    assert made.template == "rest"
