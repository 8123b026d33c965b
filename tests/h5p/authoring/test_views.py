import io

import pytest
from django.urls import reverse
from h5p_python import open_package

from accounts.models import Role
from h5p import libraries
from h5p.actions import add
from h5p.contents import KeptContent
from h5p.models import Interactive, Library
from tests.h5p.packages import card, questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(desk, made, author, now) -> Interactive:
    desk.content(questions())
    version = add(made, by=author, now=now, shelf=libraries.shelf())
    desk.work()
    return Interactive.objects.get(pk=version.content_id)


@pytest.fixture
def page(content) -> str:
    return reverse("h5p_words:words", args=[content.pk])


def fields(answer) -> dict[str, str]:
    return {field.name: field.words for group in answer.context["groups"] for field in group.fields}


def sent(answer, **words) -> dict[str, str]:
    """The form as it was shown, with other words for these."""
    shown = fields(answer)
    return {**{name: words.get(value, value) for name, value in shown.items()}, "edition": "1", "title": "Go well"}


def words_of(content: Interactive) -> str:
    return str(content.versions.latest("number").params)


def test_new_words_make_a_new_edition_that_plays_after_a_while(browser, author, content, page, desk):
    client = browser(author)
    answer = client.get(page)
    done = client.post(page, sent(answer, **{"Rest is a right.": "Rest is your right."}), follow=True)
    assert "Your words are kept" in done.content.decode()
    desk.work()
    content.refresh_from_db()
    assert (content.title, content.version.number, content.versions.count()) == ("Go well", 2, 2)
    assert "Rest is your right." in words_of(content)


def test_nothing_changed_makes_no_edition(browser, author, content, page):
    client = browser(author)
    client.post(page, {**sent(client.get(page)), "title": content.title})
    assert content.versions.count() == 1


def test_what_is_wrong_is_shown_and_nothing_is_lost(browser, author, content, page):
    client = browser(author)
    written = sent(client.get(page), **{"Rest is a right.": "", "You may be paid in kind.": "Only in money."})
    answer = client.post(page, {**written, "title": ""})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "2 texts cannot stay as they are" in body
    assert "Only in money." in body
    assert content.versions.count() == 1


def test_who_wrote_while_another_saved_hears_of_it_and_keeps_her_words(browser, author, content, page):
    client = browser(author)
    first = client.get(page)
    client.post(page, sent(first, **{"Rest is a right.": "First."}))
    answer = client.post(page, sent(first, **{"Rest is a right.": "Second."}))
    assert answer.status_code == 422
    assert "newer edition" in answer.content.decode()
    assert "Second." in answer.content.decode()
    assert content.versions.count() == 2


def test_a_translation_is_a_content_of_its_own_and_knows_when_the_original_changed(browser, author, content, page):
    client, arabic = browser(author), f"{page}?in=ar"
    answer = client.get(arabic)
    assert 'dir="rtl"' in answer.content.decode()
    assert "صحيح" in fields(answer).values()
    name = next(
        field.name for group in answer.context["groups"] for field in group.fields if "Rest" in field.text.shown
    )
    client.post(arabic, {**sent(answer), name: "الراحة حق.", "title": "قبل السفر"})
    translation = content.translations.get()
    assert (translation.language, translation.content.language, translation.content.title) == ("ar", "ar", "قبل السفر")
    assert "الراحة حق." in words_of(translation.content)
    assert "You may be paid in kind." in words_of(translation.content)

    client.post(page, sent(client.get(page), **{"Rest is a right.": "Rest is your right."}))
    again = client.get(arabic)
    changed = [field for group in again.context["groups"] for field in group.fields if field.is_changed]
    assert [(field.text.shown, field.words) for field in changed] == [("Rest is your right.", "الراحة حق.")]
    client.post(arabic, {**sent(again), "edition": "2", "title": "قبل السفر"})
    assert (content.translations.get().number, translation.content.versions.count()) == (2, 2)


def test_a_language_that_is_none_is_not_found(browser, author, page):
    assert browser(author).get(page, {"in": "xx"}).status_code == 404


def test_the_file_holds_all_libraries_and_is_valid_elsewhere(browser, author, content):
    answer = browser(author).get(reverse("h5p_words:file", args=[content.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="before-you-go.h5p"'
    with open_package(io.BytesIO(answer.getvalue())) as package:
        assert package.params() == KeptContent(content.versions.get()).params()
        assert "H5P.Blanks" in {one.key.name for one in package.libraries}


def test_a_file_without_its_libraries_is_not_made_and_the_page_says_which(browser, author, desk, content):
    Library.objects.filter(machine_name="H5P.Blanks").delete()
    answer = browser(author).get(reverse("h5p_words:file", args=[content.pk]), follow=True)
    assert "H5P.Blanks 1.14" in answer.content.decode()


def test_changing_words_needs_the_right_to_change(browser, person, page):
    assert browser(person(Role.TRANSLATOR)).get(page).status_code in {302, 403}


def test_pictures_go_along(browser, author, desk):
    content = desk.content(card())
    page = reverse("h5p_words:words", args=[content.pk])
    client = browser(author)
    client.post(page, sent(client.get(page), Hi="Welcome"))
    kept = KeptContent(content.versions.latest("number"))
    assert (kept.params()["greeting"], list(kept.files)) == ("Welcome", ["images/sun.png"])


def test_signs_that_no_database_takes_are_no_words(browser, author, content, page):
    client = browser(author)
    written = sent(client.get(page), **{"Rest is a right.": "Rest\0 is mine."})
    assert client.post(page, {**written, "title": "Go\0 well"}).status_code == 302
    content.refresh_from_db()
    assert "Rest is mine." in words_of(content)
    assert content.title == "Go well"
