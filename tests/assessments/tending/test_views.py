"""Those who tend the bank see what is alike, and change many questions at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from assessments.models import Question, QuestionVersion
from tests import factories
from tests.assessments.conftest import make_question, published
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db
ALIKE = "/admin/questions/alike/"


def signed_in(client, role: Role):
    ensure_groups()
    person = factories.UserFactory(email="staff@baon.example")
    grant(user=person, organisation=factories.OrganisationFactory(), role=role)
    client.force_login(person)
    return client


@pytest.fixture
def author(client):
    return signed_in(client, Role.AUTHOR)


def change(client, *questions: Question, **values: object):
    address = reverse("wagtail_bulk_action", args=["assessments", "question", "change"])
    ticked = "&".join(f"id={one.pk}" for one in questions)
    bank = reverse("wagtailsnippets_assessments_question:list")
    return client.post(f"{address}?{ticked}&next={bank}", values, follow=True)


def test_pairs_are_shown_with_the_way_to_each(author):
    first, second = make_question(key="first"), make_question(key="second")
    make_question(key="other", stem="Something quite different, about remittances and receipts")
    html = author.get(ALIKE).content.decode()
    for question in (first, second):
        assert reverse("wagtailsnippets_assessments_question:edit", args=[question.pk]) in html
    assert "1 pair" in html
    assert "other</bdi>" not in html


def test_relatives_are_meant_to_be_alike_and_stand_last(author):
    for key in ("a1", "a2"):
        make_question(key=key, family="a", stem="Who keeps the passport on the journey?")
    for key in ("b1", "b2"):
        make_question(key=key, stem="How many hours are worked in a day of the week?")
    keys = [pair.first.key for pair in author.get(ALIKE).context["page"]]
    assert keys[0].startswith("b")
    assert keys[-1].startswith("a")


def test_one_topic_can_be_looked_at_alone(author):
    make_question(key="first")
    make_question(key="second", topic="money")
    assert "No two questions" in author.get(f"{ALIKE}?topic=money").content.decode()


def test_whoever_may_not_edit_questions_sees_nothing(client):
    assert signed_in(client, Role.TRANSLATOR).get(ALIKE).status_code in {302, 403}


@pytest.mark.parametrize("count", [2, 12])
def test_the_page_takes_a_flat_number_of_queries(author, count, django_assert_max_num_queries):
    for number in range(count):
        make_question(key=f"q-{number}")
    author.get(ALIKE)
    with django_assert_max_num_queries(14):
        author.get(ALIKE)


def test_many_questions_are_changed_at_once_and_published_anew(author):
    one, two = published(key="one").question, published(key="two").question
    money = TopicFactory(code="money")
    response = change(author, one, two, topic=money.pk, level=3, must_know="yes", asked="")
    assert "2 questions are changed." in response.content.decode()
    assert set(Question.objects.values_list("topic__code", "level", "must_know", "retired_at")) == {
        ("money", 3, True, None)
    }
    assert QuestionVersion.objects.filter(number=2).count() == 2


def test_retired_questions_can_be_asked_again(author):
    question = published().question
    change(author, question, topic="", level="", must_know="", asked="no")
    question.refresh_from_db()
    assert question.retired_at
    change(author, question, topic="", level="", must_know="", asked="yes")
    question.refresh_from_db()
    assert question.retired_at is None
    assert (question.level, question.must_know) == (1, False)


def test_nothing_chosen_changes_nothing_and_is_said(author):
    question = published().question
    response = change(author, question, topic="", level="", must_know="", asked="")
    assert "Choose what to change." in response.content.decode()


def test_a_question_with_faults_is_saved_and_named(author):
    question = make_question(key="faulty")
    question.options.update(correct=False)
    response = change(author, question, topic="", level=3, must_know="", asked="")
    assert "1 is saved, but review holds its new version: faulty" in response.content.decode()
