"""Documents: the same words for everyone who goes the same way, and no trace of who reads."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from wagtail.models import Locale

from courses import document, shelf
from courses.models import CourseModule, CoursePage, LessonPage, Prerequisite
from courses.overlays import Corridor
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
JORDAN = Corridor("PH", "JO")


def lesson(language="en", corridor=JORDAN, today=TODAY, slug="lesson-1"):
    made = document.lesson(language, corridor, "my-contract", slug, today=today)
    return made and made.body.decode()


@pytest.fixture(scope="session")
def standing_contract(ground):
    factories.OriginFactory()
    factories.FactFactory()
    factories.DestinationFactory(code="QA", name="Qatar")
    body = [
        ("step", "Rest"),
        ("fact", {"key": "rest_day", "scope": "destination"}),
        ("only", {"destinations": ["QA"], "origins": [], "content": [("text", "<p>Only in Qatar.</p>")]}),
        ("step", "Keep"),
        ("key_message", "My signature is mine."),
    ]
    page = factories.module("My contract", lessons=2, body=body)
    factories.course(page)
    return page


@pytest.fixture
def contract(standing_contract):
    return deepcopy(standing_contract)


def test_the_same_way_gives_the_same_bytes(contract):
    first, second = (document.lesson("en", JORDAN, "my-contract", "lesson-1", today=TODAY) for _ in range(2))
    assert (first.body, first.etag, first.until) == (second.body, second.etag, date(2027, 5, 1))


def test_a_lesson_shows_the_fact_of_its_country_and_the_source(contract):
    page = lesson()
    assert "You rest one day every week." in page
    assert "Labour law" in page


def test_a_passage_for_another_country_is_not_in_the_document(contract):
    assert "Only in Qatar." not in lesson()
    assert "Only in Qatar." in lesson(corridor=Corridor("PH", "QA"))


def test_an_overdue_fact_is_replaced_by_the_advice_to_ask(contract):
    page = lesson(today=date(2027, 5, 2))
    assert "You rest one day every week." not in page
    assert "We are not sure of this today." in page


def test_an_unknown_fact_names_the_hotline_where_there_is_one(contract):
    factories.FactFactory(
        key=factories.FactKeyFactory(code="hotline", label="Hotline", is_contact=True),
        destination=factories.DestinationFactory(code="QA"), value="Call the hotline.", phone="+974 1234",
    )  # fmt: skip
    page = lesson(corridor=Corridor("PH", "QA"))
    assert 'href="tel:+9741234"' in page
    assert "Ask the hotline" in page


def test_a_reader_without_a_country_is_asked_to_choose(contract):
    assert "Choose where you come from and where you go" in lesson(corridor=Corridor())


def test_a_corridor_to_nowhere_we_know_is_no_document(contract):
    assert lesson(corridor=Corridor("PH", "ZZ")) is None


def test_a_lesson_that_is_not_translated_says_so_in_the_readers_language(contract):
    Locale.objects.create(language_code="ar")
    page = lesson(language="ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert '<h1 lang="en" dir="ltr"' in page
    assert "notice-sun" in page


def test_a_translated_lesson_shows_the_state_of_its_words(contract):
    arabic = Locale.objects.create(language_code="ar")
    source = LessonPage.objects.get(slug="lesson-1")
    translated = source.copy_for_translation(arabic, copy_parents=True)
    translated.title, translated.translation_state = "عقدي", "awaiting_native_review"
    translated.save_revision().publish()
    page = lesson(language="ar")
    assert '<h1 lang="ar" dir="rtl"' in page
    assert "عقدي" in page
    assert "notice-sun" not in page


def test_screens_lead_to_each_other_and_the_last_to_the_next_lesson(contract):
    page = lesson()
    assert page.count('class="screen"') == 2
    assert 'name="next" value="/en/ph-jo/my-contract/lesson-2/"' in page


def test_the_last_lesson_leads_to_the_questions_where_there_are_some(contract):
    assert 'name="next" value="/en/ph-jo/my-contract/"' in lesson(slug="lesson-2")
    contract.quiz = factories.quiz_of("a3", topic="contracts", count=2)
    contract.save_revision().publish()
    shelf.renew()
    assert f'name="next" value="/me/quiz/{contract.translation_key}/"' in lesson(slug="lesson-2")


@pytest.mark.parametrize("lessons", [1, 30])
def test_a_cold_lesson_takes_the_same_queries_however_long_the_module(lessons, django_assert_max_num_queries):
    factories.OriginFactory()
    factories.FactFactory()
    factories.course(factories.module("My contract", lessons=lessons))
    document.lesson("en", JORDAN, "my-contract", "lesson-1", today=TODAY)
    shelf.renew()
    with django_assert_max_num_queries(14):
        lesson()


def test_numbers_can_be_called_and_read(contract):
    factories.FactFactory(
        key=factories.FactKeyFactory(code="emergency", label="Emergency", is_contact=True),
        value="Call 911.",
        phone="911",
    )
    page = document.numbers("en", JORDAN, today=TODAY).body.decode()
    assert 'href="tel:911"' in page
    assert ">911</b>" in page


def test_a_document_has_nothing_personal_in_it(contract):
    made = [
        document.home("en"),
        document.country("en", JORDAN, today=TODAY),
        document.numbers("en", JORDAN, today=TODAY),
        document.outline("en", JORDAN, "domestic-work"),
        document.outline("en", JORDAN, "my-contract"),
        document.lesson("en", JORDAN, "my-contract", "lesson-1", today=TODAY),
    ]
    for each in made:
        text = each.body.decode()
        assert "csrfmiddlewaretoken" not in text
        assert text.index('class="leave"') < text.index('class="skip"') < text.index("<main")


def test_a_document_may_be_kept_until_its_first_fact_is_due(contract):
    soon = TODAY + timedelta(days=3)
    factories.FactFactory(key=factories.FactKeyFactory(code="contract", label="Contract"), review_by=soon)
    assert document.country("en", JORDAN, today=TODAY).until == soon


@pytest.fixture
def rights(contract):
    """A second module of the course, best done after the first."""
    page = factories.module("My rights", lessons=1)
    page.prerequisites = [Prerequisite(module=contract)]
    page.save()
    CourseModule.objects.create(course=CoursePage.objects.get(), module=page, sort_order=9)
    shelf.renew()


def outline(slug, corridor=JORDAN):
    return document.outline("en", corridor, slug).body.decode()


@pytest.mark.parametrize(("slug", "times"), [("domestic-work", 1), ("my-rights", 1), ("my-contract", 0)])
def test_the_pages_of_course_and_module_tell_what_is_best_done_first(rights, slug, times):
    page = outline(slug)
    link = '<a href="/en/ph-jo/my-contract/"><bdi>My contract</bdi></a>'
    assert (page.count("Best after:"), page.count(link)) == (times, times)


def test_a_module_for_another_country_is_best_done_first_by_nobody_here(rights, contract):
    CourseModule.objects.filter(module=contract).update(destinations=["QA"])
    shelf.renew()
    assert "Best after" not in outline("my-rights")
    assert "Best after" in outline("my-rights", Corridor("PH", "QA"))
