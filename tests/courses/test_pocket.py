"""The card, the pocket kit and the country page: what they choose, and what they do when little is known."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from courses import document, pocket, profile
from courses.models import CoursePage, FactKey, ModulePage, Phrase, PhraseKey
from courses.models.pages import RESERVED
from courses.overlays import Corridor
from courses.passage import ORIGIN, Passage
from courses.urls import urlpatterns
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.NOW.date()
WAY = Corridor("PH", "JO")


def key(code, group="hotlines", **values):
    position = FactKey.objects.count()
    return factories.FactKeyFactory(
        **{"code": code, "label": f"About {code}", "group": group, "position": position, **values}
    )


def number(code, phone="", **values):
    kind = key(code, is_contact=True)
    return factories.FactFactory(**{"key": kind, "value": f"Words about {code}.", "phone": phone, **values})


def phrase(code, group, **said):
    made = PhraseKey.objects.create(code=code, group=group, meaning=f"Meaning of {code}", position=1)
    for language, text in said.items():
        Phrase.objects.create(key=made, language=language, text=text, say=f"say {code}")


@pytest.fixture
def places():
    factories.OriginFactory()
    return factories.DestinationFactory(languages=["ar"])


def passage(way=WAY):
    return Passage(way, "en", TODAY)


def read(make, way=WAY, language="en"):
    return make(language, way, today=TODAY).body.decode()


def test_a_card_has_the_three_numbers_always_and_others_only_when_known(places):
    for code in ("emergency", "mission", "hotline", "health_line"):
        key(code, is_contact=True)
    number("ambulance", "193")
    number("worker_hotline")  # words without a number are no use on a card
    chosen = pocket.card_numbers(passage())
    assert [each["key"].code for each in chosen] == ["emergency", "mission", "hotline", "ambulance"]
    page = read(document.card)
    assert page.count("pocket-line") == 3 + 4
    assert 'href="tel:193"' in page


def test_a_card_holds_no_more_than_fits(places):
    for code in (*pocket.ON_EVERY_CARD, *pocket.IF_KNOWN):
        number(code, "1")
    assert len(pocket.card_numbers(passage())) == pocket.MOST_ON_A_CARD


def test_a_card_says_the_help_words_as_they_are_written_there(places):
    phrase("help", "help", ar="النجدة", it="Aiuto")
    page = read(document.card)
    assert '<bdi lang="ar">النجدة</bdi>' in page
    assert "Aiuto" not in page


def test_the_kit_holds_numbers_phrases_rules_diary_and_papers(places):
    number("emergency", "911")
    number("ngo", "555")
    phrase("help", "help", ar="النجدة")
    phrase("wage", "money", ar="راتب")
    factories.FactFactory(key=key("rest_day", "law"), value="You rest on Friday.")
    factories.FactFactory(key=key("passport_rule", "papers"), value="Your passport is yours.")
    page = read(document.kit)
    assert [group.label for group in pocket.phrase_groups(passage())] == ["Money and time", "Help words"]
    for words in ("911", "555", "راتب", "say wage", "You rest on Friday.", "Your passport is yours.", "Week 4"):
        assert words in page
    assert "Checked on November 1, 2026" in page
    assert page.count("<tr><th") == 1 + 4 * 7


def test_a_document_of_the_pocket_is_kept_until_its_first_fact_is_due(places):
    number("emergency", "911", review_by=TODAY + timedelta(days=2))
    assert {make("en", WAY, today=TODAY).until for make in (document.card, document.kit)} == {
        TODAY + timedelta(days=2)
    }  # fmt: skip


@pytest.mark.parametrize("make", [document.card, document.kit, document.country])
def test_without_a_country_the_reader_is_asked_to_choose_and_nothing_breaks(places, make):
    number("emergency", "911")
    page = read(make, Corridor())
    assert "911" not in page
    assert "#way" in page


def test_a_reader_of_that_language_needs_no_words_for_it(places):
    phrase("help", "help", ar="النجدة")
    from wagtail.models import Locale

    Locale.objects.create(language_code="ar")
    assert "say help" in read(document.kit)
    assert "say help" not in read(document.kit, language="ar")


@pytest.mark.parametrize("make", [document.card, document.kit])
def test_a_place_that_is_not_ours_has_no_document(places, make):
    assert make("en", Corridor("PH", "ZZ"), today=TODAY) is None


@pytest.mark.parametrize("ending", sorted(RESERVED))
def test_the_pages_of_a_corridor_are_public_and_may_be_shelved(client, places, ending):
    answer = client.get(f"/en/ph-jo/{ending}/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=0, must-revalidate")
    assert answer["X-Shelve-Until"]
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert "Set-Cookie" not in answer.headers


def test_every_word_that_stands_in_the_place_of_a_slug_is_reserved():
    fixed = {str(url.pattern).rsplit(">/", 1)[1].strip("/") for url in urlpatterns if "corridor:" in str(url.pattern)}
    assert fixed - {""} == RESERVED
    assert reverse("courses:kit", args=["en", "ph-jo"]) == "/en/ph-jo/kit/"


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_module_or_course_takes_the_address_of_the_card(slug):
    with pytest.raises(ValidationError, match="is the address of a page that every country has"):
        factories.module(slug.title())
    with pytest.raises(ValidationError, match=f"my-{slug}"):
        factories.course(title=slug.title())
    assert not ModulePage.objects.filter(slug=slug).exists()
    assert not CoursePage.objects.filter(slug=slug).exists()


def test_a_country_page_groups_what_is_known_and_counts_what_is_not(places):
    factories.FactFactory(key=key("rest_day", "law"), value="You rest on Friday.")
    key("overtime", "law")
    key("dress", "daily_life")
    key("job_order", "origin")
    number("hotline", "1733")
    page = read(document.country)
    assert page.index("<h2>Hotlines</h2>") < page.index("<h2>Work and the law</h2>")
    assert "About overtime" not in page
    assert "About Jordan we do not know 2 more things yet." in page
    assert "<b>Daily life</b>" in page
    assert page.count("1733") >= 2  # once as a fact, once as whom to ask
    assert "About Philippines we do not know 1 more thing yet." in page
    assert profile.blanks(passage(), scope=ORIGIN).number == 1


def test_a_country_page_tells_what_the_place_is_like(places):
    places.time_zone, places.plugs, places.voltage = "Asia/Amman", ["C", "G"], "230 V"
    places.denominations, places.hazards, places.scripts = ["1", "5"], ["heat"], ["Arab"]
    places.advisory, places.advised_by = "caution", "Ministry of Labour"
    places.save()
    page = read(document.country)
    for words in ("Arabic", "Jordan Time", "UTC+03:00", "Jordanian Dinar", "230 V", "Great heat", "Ministry of Labour"):
        assert words in page
    assert "Take care" in page


@pytest.mark.parametrize("make", [document.card, document.kit, document.country])
def test_the_pocket_takes_few_queries_however_much_is_known(places, make, django_assert_max_num_queries):
    read(make)
    for code in range(40):
        number(f"line-{code}", "1", key=key(f"law-{code}", "law", is_contact=True))
        phrase(f"phrase-{code}", "help", ar="نعم")
    from courses import shelf

    shelf.renew()
    with django_assert_max_num_queries(16):
        read(make)


def test_lessons_courses_and_numbers_lead_to_the_card_and_the_kit(places):
    factories.course(factories.module("My contract"))
    made = [
        document.lesson("en", WAY, "my-contract", "lesson-1", today=TODAY),
        document.outline("en", WAY, "domestic-work"),
        document.country("en", WAY, today=TODAY),
        document.numbers("en", WAY, today=TODAY),
    ]
    for each in made:
        assert b'href="/en/ph-jo/card/"' in each.body
        assert b'href="/en/ph-jo/kit/"' in each.body
