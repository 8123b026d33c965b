"""The phrase book in the admin: who may write it, what a form asks, where a phrase is read."""

from copy import deepcopy

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from core import tongues
from courses import document, shelf
from courses.models import Phrase, PhraseKey
from courses.overlays import Corridor
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("wagtailsnippets_courses_phrasekey:list")
ADD = reverse("wagtailsnippets_courses_phrasekey:add")
CARDS = [("step", "Say it"), ("phrase_cards", {"title": "Words that help", "keys": ["help"]})]


def staff(role):
    factories.home()
    ensure_groups()
    person = factories.UserFactory(username=f"{role}@baon.example", email=f"{role}@baon.example")
    grant(user=person, organisation=factories.OrganisationFactory(), role=role)
    return person


def staff_with(role, client):
    person = staff(role)
    client.force_login(person)
    return client


@pytest.fixture(scope="session")
def standing_author(ground):
    return staff(Role.AUTHOR)


@pytest.fixture
def author(client, standing_author):
    client.force_login(deepcopy(standing_author))
    return client


@pytest.fixture
def phrase():
    made = PhraseKey.objects.create(code="help", group="help", meaning="Help!", position=3)
    Phrase.objects.create(key=made, language="ar", text="النجدة", say="an-najda")
    return made


def edit(phrase):
    return reverse("wagtailsnippets_courses_phrasekey:edit", args=[phrase.pk])


def filled(*said, **changed):
    """What the form sends: the phrase and its rows of (id, language, text, say)."""
    rows = {
        f"said-{number}-{name}": value
        for number, row in enumerate(said)
        for name, value in zip(("id", "language", "text", "say"), row, strict=True)
    }
    first = sum(bool(row[0]) for row in said)
    counts = {"said-TOTAL_FORMS": len(said), "said-INITIAL_FORMS": first}
    return {"code": "help", "group": "help", "position": 3, "meaning_en": "Help!"} | counts | rows | changed


def said(phrase):
    return list(phrase.said.order_by("language").values_list("language", "text", "say"))


def test_an_author_writes_a_phrase_in_the_languages_of_the_places(author):
    answer = author.post(ADD, filled(("", "ar", "النجدة", "an-najda"), ("", "it", "Aiuto", "a-yoo-to")))
    assert answer.status_code == 302, answer.context["form"].errors
    assert said(PhraseKey.objects.get()) == [("ar", "النجدة", "an-najda"), ("it", "Aiuto", "a-yoo-to")]


def test_a_changed_phrase_makes_documents_old_and_is_read_at_once(author, phrase, django_capture_on_commit_callbacks):
    factories.DestinationFactory(languages=["ar"])
    way = Corridor("", "JO")
    assert "النجدة" in document.kit("en", way, today=factories.NOW.date()).body.decode()
    before = shelf.mark()
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(edit(phrase), filled((phrase.said.get().pk, "ar", "ساعدوني", "sa-i-duni")))
    assert answer.status_code == 302, answer.context["form"].errors
    assert shelf.mark() != before
    for page in (
        document.kit("en", way, today=factories.NOW.date()),
        document.card("en", way, today=factories.NOW.date()),
    ):
        assert "ساعدوني" in page.body.decode()


@pytest.mark.parametrize("model", [PhraseKey, Phrase])
def test_a_deleted_phrase_makes_documents_old(phrase, model, django_capture_on_commit_callbacks):
    before = shelf.mark()
    with django_capture_on_commit_callbacks(execute=True):
        model.objects.get().delete()
    assert shelf.mark() != before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"meaning_en": ""}, "English first"),
        ({"code": "rescue"}, "Leave it as it is"),
        ({"said-0-language": "Arabic"}, "Write the code of a language"),
    ],
)
def test_the_form_says_in_words_what_does_not_fit(author, phrase, changed, words):
    answer = author.post(edit(phrase), filled((phrase.said.get().pk, "ar", "النجدة", ""), **changed))
    form = answer.context["form"]
    assert words in f"{form.errors} {form.formsets['said'].errors}"
    assert said(phrase) == [("ar", "النجدة", "an-najda")]


def test_a_language_stands_once_in_a_phrase(author, phrase):
    answer = author.post(edit(phrase), filled((phrase.said.get().pk, "ar", "النجدة", ""), ("", "ar", "ساعدوني", "")))
    assert answer.status_code == 200
    assert "Constraint" not in answer.content.decode()
    assert said(phrase) == [("ar", "النجدة", "an-najda")]


def test_the_form_asks_for_the_meaning_in_every_open_language_and_in_no_other(author, phrase):
    Locale.objects.create(language_code="ne")
    tongues.forget()
    page = author.get(edit(phrase)).content.decode()
    assert [f'name="meaning{end}"' in page for end in ("_en", "_ne", "_ar", "")] == [True, True, False, False]


def test_the_form_tells_where_the_phrase_is_read(author, phrase):
    factories.DestinationFactory(languages=["ar", "en"])
    factories.DestinationFactory(code="IT", name="Italy", languages=["it"])
    factories.module("My words", lessons=1, body=CARDS)
    panel = author.get(edit(phrase)).content.decode()
    assert ("Lesson 1 of My words" in panel, "/en/any-jo/kit/" in panel, "/en/any-jo/card/" in panel) == (True,) * 3
    assert "/en/any-it/" not in panel
    assert "What you save here" not in author.get(ADD).content.decode()


def test_the_book_is_listed_by_topic_and_found_by_its_words(author, phrase):
    PhraseKey.objects.create(code="hello", group="greetings", meaning="Good day.", position=9)
    listed = author.get(LIST)
    assert [row.code for row in listed.context["object_list"]] == ["hello", "help"]
    assert "Arabic" in listed.content.decode()
    for query, codes in (("?q=Good", ["hello"]), ("?q=help", ["help"]), ("?group=help", ["help"])):
        assert [row.code for row in author.get(LIST + query).context["object_list"]] == codes


@pytest.mark.parametrize("phrases", [1, 19])
def test_the_list_takes_the_same_queries_however_long_it_is(author, phrases, django_assert_max_num_queries):
    for number in range(phrases):
        made = PhraseKey.objects.create(code=f"phrase-{number}", group="help", meaning="Help!")
        Phrase.objects.create(key=made, language="ar", text="النجدة")
    author.get(LIST)
    with django_assert_max_num_queries(20):
        author.get(LIST)


@pytest.mark.parametrize(("lessons", "languages"), [(1, 1), (20, 9)])
def test_the_form_takes_the_same_queries_however_much_stands_in_it(
    author, phrase, lessons, languages, django_assert_max_num_queries
):
    factories.module("My words", lessons=lessons, body=CARDS)
    for code in ("it", "th", "ta", "ms", "zh", "yue", "fr", "en")[: languages - 1]:
        Phrase.objects.create(key=phrase, language=code, text="Help")
    author.get(edit(phrase))
    with django_assert_max_num_queries(25):
        author.get(edit(phrase))


def test_it_stands_in_the_menu_of_those_who_may_write_it_and_of_nobody_else(client, phrase):
    page = staff_with(Role.AUTHOR, client).get("/admin/").content.decode()
    assert LIST in page
    staff_with(Role.INSTRUCTOR, client)
    assert LIST not in client.get("/admin/").content.decode()
    assert not {client.get(address).status_code for address in (LIST, ADD, edit(phrase))} & {200, 500}
