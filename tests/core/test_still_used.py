"""Deleting in the admin what something else needs: a page says what it is and where, and nothing is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from accounts.actions import ensure_groups, grant
from accounts.models import Organisation, Role
from core.models import Topic
from courses.models import CoursePage, Destination, Origin
from duties.models import Requirement
from tests import factories
from tests.duties.conftest import foreign_service, posted, requirement


@pytest.fixture
def browser(db) -> Client:
    """That of an administrator of a ministry."""
    person = factories.UserFactory(username="keeper@baon.example", email="keeper@baon.example")
    ministry = factories.OrganisationFactory(code="labour", kind="ministry", name="Labour")
    ensure_groups()
    grant(user=person, organisation=ministry, role=Role.ADMINISTRATOR)
    found = Client()
    found.force_login(person)
    return found


def used_origin() -> Origin:
    return factories.learner().origin


def used_destination() -> Destination:
    return factories.learner().destination


def used_organisation() -> Organisation:
    return factories.cohort(factories.course(factories.module())).centre


def used_topic() -> Topic:
    return factories.QuestionFactory().topic


def used_requirement() -> Requirement:
    service = foreign_service()
    rule = requirement(service)
    posted(service, "100")
    return rule


USED = [
    (used_origin, "wagtailsnippets_courses_origin:delete"),
    (used_destination, "wagtailsnippets_courses_destination:delete"),
    (used_topic, "wagtailsnippets_core_topic:delete"),
    (used_organisation, "organisations:delete"),
    (used_requirement, "required_training:delete"),
]


@pytest.mark.parametrize(("make", "name"), USED, ids=[name for _make, name in USED])
def test_what_is_used_stays_and_the_page_says_what_needs_it(browser, make: Callable[[], Model], name: str):
    used = make()
    response = browser.post(reverse(name, args=[used.pk]))
    assert response.status_code == 409
    assert "Nothing was deleted" in response.content.decode()
    assert type(used)._default_manager.filter(pk=used.pk).exists()


def test_of_many_at_once_none_is_deleted_where_one_is_used(browser):
    used, free = used_origin(), factories.OriginFactory(code="NP", name="Nepal")
    address = f"{reverse('wagtail_bulk_action', args=['courses', 'origin', 'delete'])}?id={used.pk}&id={free.pk}"
    assert browser.post(address).status_code == 409
    assert set(Origin.objects.all()) == {used, free}


def test_no_name_of_a_learner_is_told(browser):
    learner = factories.learner(name="Nearbai")
    page = browser.post(reverse("wagtailsnippets_courses_origin:delete", args=[learner.origin_id])).content.decode()
    assert "<bdi>learner</bdi>: <bdi>1</bdi>" in page
    assert "Nearbai" not in page


def test_what_she_may_edit_is_linked(browser):
    question = factories.QuestionFactory()
    page = browser.post(reverse("wagtailsnippets_core_topic:delete", args=[question.topic_id])).content.decode()
    edit = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
    assert f'<a href="{edit}"><bdi>{question}</bdi></a>' in page


def test_a_course_of_a_class_stays_whole_in_the_tree_and_in_the_log(browser):
    course = factories.cohort(factories.course(factories.module())).course
    home = Page.objects.get(pk=course.get_parent().pk)
    address = reverse("wagtailadmin_pages:delete", args=[course.pk])
    assert [browser.get(address).status_code, browser.post(address).status_code] == [409, 409]
    assert CoursePage.objects.get() == course
    assert Page.objects.get(pk=home.pk).numchild == home.numchild
    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_nothing_needs_is_deleted_as_before(browser):
    origin = factories.OriginFactory()
    assert browser.post(reverse("wagtailsnippets_courses_origin:delete", args=[origin.pk])).status_code == 302
    assert not Origin.objects.exists()
