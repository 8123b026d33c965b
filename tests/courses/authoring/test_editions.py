"""Editions in the admin: made, corrected, and shown with the classes that keep to them."""

from copy import deepcopy

import pytest
from django.urls import reverse

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from courses.actions import make_edition, publish
from courses.models import Edition, LessonPage
from tests import factories

NOW = factories.NOW


@pytest.fixture(scope="session")
def standing_course(standing_writer):
    module = factories.module("My contract")
    made = factories.course(module)
    for page in (made, module, *LessonPage.objects.child_of(module)):
        publish(page)
    ensure_groups()
    return made


@pytest.fixture
def course(db, standing_course):
    return deepcopy(standing_course)


@pytest.mark.django_db
def test_an_author_makes_an_edition_and_sees_who_keeps_to_it(course, author, writer):
    answer = author.post(reverse("authoring:editions"), {"course": course.pk, "code": "a-2026-1", "note": "First"})
    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.code, edition.course_key, edition.made_by) == (
        "a-2026-1", course.translation_key, writer.get_full_name()
    )  # fmt: skip
    factories.cohort(course, edition=edition, code="KITE23")
    page = author.get(reverse("authoring:editions")).content.decode()
    assert "a-2026-1" in page
    assert "Morning class (KITE23)" in page


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["a-1", "A-1", "a_2", ""])
def test_a_code_that_cannot_stand_is_told(course, author, code):
    make_edition(course, code="a-1", now=NOW)
    answer = author.post(reverse("authoring:editions"), {"course": course.pk, "code": code})
    assert (answer.status_code, bool(answer.context["form"].errors["code"])) == (200, True)


@pytest.mark.django_db
def test_a_corrected_lesson_is_brought_into_an_edition(course, author):
    edition = make_edition(course, code="a-1", now=NOW)
    module = course.course_modules.first().module
    lesson = LessonPage.objects.child_of(module).first()
    url = reverse("authoring:amend", args=[lesson.pk])
    assert "Holds the words of today already." in author.get(url).content.decode()
    lesson.title = "Corrected words"
    publish(lesson)
    assert "Holds other words than today’s." in author.get(url).content.decode()
    assert author.post(url, {"editions": [edition.pk]}).status_code == 302
    held = edition.pages.get(key=lesson.translation_key)
    assert held.revision.as_object().title == "Corrected words"


@pytest.mark.django_db
def test_the_menu_of_a_page_leads_there(course, author):
    lesson = LessonPage.objects.live().last()
    page = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert reverse("authoring:amend", args=[lesson.pk]) in page


@pytest.mark.django_db
def test_who_may_not_publish_makes_none(course, client):
    person = factories.UserFactory(username="i@baon.example", email="i@baon.example")
    grant(user=person, organisation=factories.OrganisationFactory(), role=Role.INSTRUCTOR)
    client.force_login(person)
    answer = client.post(reverse("authoring:editions"), {"course": course.pk, "code": "a-1"})
    assert (answer.status_code in {302, 403}, Edition.objects.count()) == (True, 0)
