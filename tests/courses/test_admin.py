"""What authors meet in the admin: every editor opens, previews speak for any corridor, a saved fact shows at once."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from core import tongues
from courses import shelf
from courses.models import Destination, Fact, FactKey, LessonPage, ModulePage, Origin
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    factories.OriginFactory()
    factories.FactFactory()
    factories.course(
        factories.module("My contract", body=[("step", "Rest"), ("fact", {"key": "rest_day", "scope": "destination"})])
    )
    ensure_groups()
    person = factories.UserFactory(username="author@baon.example", email="author@baon.example")
    grant(user=person, organisation=factories.OrganisationFactory(), role=Role.AUTHOR)
    client.force_login(person)
    return client


@pytest.mark.parametrize("model", [Destination, Fact, FactKey, Origin])
def test_every_list_and_form_of_countries_opens(author, model):
    name = model._meta.model_name
    assert author.get(reverse(f"wagtailsnippets_courses_{name}:list")).status_code == 200
    assert author.get(reverse(f"wagtailsnippets_courses_{name}:add")).status_code == 200
    row = model.objects.first()
    assert author.get(reverse(f"wagtailsnippets_courses_{name}:edit", args=[row.pk])).status_code == 200


def test_a_form_asks_for_words_in_every_open_language_and_in_no_other(author):
    Locale.objects.create(language_code="ne")
    tongues.forget()
    page = author.get(reverse("wagtailsnippets_courses_fact:edit", args=[Fact.objects.get().pk])).content.decode()
    assert 'name="value_en"' in page
    assert 'name="value_ne"' in page
    assert 'name="value_ar"' not in page
    assert 'name="value"' not in page


@pytest.mark.parametrize("model", [LessonPage, ModulePage])
def test_pages_open_in_the_editor(author, model):
    page = model.objects.first()
    assert author.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_lesson_is_previewed_for_a_corridor_from_the_words_in_the_editor(author):
    lesson = LessonPage.objects.first()
    lesson.title = "Not yet published"
    preview = lesson.serve_preview(None, "ph-jo").content.decode()
    assert "Not yet published" in preview
    assert "You rest one day every week." in preview


def test_saving_a_fact_keeps_its_history_and_makes_documents_old(author, django_capture_on_commit_callbacks):
    fact = Fact.objects.get()
    url = reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk])
    form = author.get(url).context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    before = shelf.mark()
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(url, {**data, "value_en": "You rest two days."})
    assert answer.status_code == 302, answer.context["form"].errors
    fact.refresh_from_db()
    assert (fact.value_en, fact.revisions.count()) == ("You rest two days.", 1)
    assert shelf.mark() != before


def test_a_published_page_leads_to_its_address_among_the_lessons(author):
    lesson = LessonPage.objects.first()
    assert lesson.get_url_parts()[2] == "/en/any-any/my-contract/lesson-1/"
