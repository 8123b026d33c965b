from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from h5p.models import Interactive, Library, LibraryRequest, Upload
from tests.h5p.packages import card

pytestmark = pytest.mark.django_db


def file(data: bytes, name: str = "card.h5p") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/zip")


def test_an_author_brings_a_file_and_sees_which_libraries_nobody_allowed(browser, author, desk):
    client = browser(author)
    answer = client.post(reverse("h5p_desk:add"), {"file": file(card())}, follow=True)
    body = answer.content.decode()
    fingerprint = Upload.objects.get().found["libraries"][0]["sha256"]
    assert "libraries that nobody has allowed here" in body
    assert "Ask an administrator" in body
    for shown in (fingerprint, "H5P.Card 1.0.3", "MIT", "Ann", "CC BY"):
        assert shown in body


def test_a_script_gets_the_next_address_or_the_reasons(browser, author, desk):
    client = browser(author)
    add = reverse("h5p_desk:add")
    took = client.post(add, {"file": file(card())}, headers={"accept": "application/json"})
    assert took.json() == {"next": reverse("h5p_desk:upload", args=[Upload.objects.get().pk])}
    refused = client.post(add, {}, headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert refused.json()["errors"]


def test_a_file_that_is_too_large_is_refused_in_words(browser, author, desk, monkeypatch):
    monkeypatch.setattr("h5p.forms.LARGEST", 10)
    answer = browser(author).post(reverse("h5p_desk:add"), {"file": file(card())})
    assert "The file is larger than 64 MB" in answer.content.decode()
    assert not Upload.objects.exists()


def test_all_errors_stand_together_in_the_language_of_the_author(browser, author, desk):
    upload = desk.bring(b"no zip at all")
    body = browser(author).get(reverse("h5p_desk:upload", args=[upload.pk])).content.decode()
    assert "This is not a ZIP archive that can be read" in body
    assert "All that is wrong with it" in body


def test_an_author_asks_and_an_administrator_allows(browser, author, administrator, desk):
    upload = desk.bring(card())
    page = reverse("h5p_desk:upload", args=[upload.pk])
    asked = browser(author).post(page, {"do": "ask"}, follow=True)
    assert "An administrator was asked" in asked.content.decode()

    libraries = reverse("h5p_desk:libraries")
    client = browser(administrator)
    [request] = LibraryRequest.objects.all()
    assert request.sha256 in client.get(libraries).content.decode()
    client.post(libraries, {"do": "approve", "sha256": [request.sha256]})
    desk.work()
    assert "It is taken in" in browser(author).get(page).content.decode()
    assert "H5P.Card 1.0.3" in client.get(libraries).content.decode()


def test_an_author_allows_nothing(browser, author, desk):
    upload = desk.bring(card())
    client = browser(author)
    client.post(reverse("h5p_desk:upload", args=[upload.pk]), {"do": "approve"})
    client.get(reverse("h5p_desk:libraries"))
    desk.work()
    assert not LibraryRequest.objects.exclude(answer="").exists()
    assert not Library.objects.exists()


def test_an_administrator_allows_what_she_brings_herself(browser, administrator, desk):
    upload = desk.bring(card(), by=administrator)
    client = browser(administrator)
    client.post(reverse("h5p_desk:upload", args=[upload.pk]), {"do": "approve"})
    desk.work()
    assert Interactive.objects.get().made_by == administrator


def test_what_somebody_tries_out_is_hers(browser, person, desk):
    upload = desk.bring(card())
    other = browser(person(Role.INSTRUCTOR))
    assert other.get(reverse("h5p_desk:upload", args=[upload.pk])).status_code in {302, 403}


def test_a_fork_with_a_higher_number_is_shown_as_such(browser, author, administrator, desk):
    desk.content()
    upload = desk.bring(card(patch=99, script=b"/* poison */"))
    warning = "Same name, higher number, other files"
    assert warning in browser(author).get(reverse("h5p_desk:upload", args=[upload.pk])).content.decode()
    browser(author).post(reverse("h5p_desk:upload", args=[upload.pk]), {"do": "ask"})
    assert "Takes the place of 1.0.3" in browser(administrator).get(reverse("h5p_desk:libraries")).content.decode()


def test_the_list_is_found_by_title_and_kind(browser, author, desk, django_assert_max_num_queries):
    desk.content(card(title="Who pays?"))
    desk.content(card(title="Who keeps it?"))
    client = browser(author)
    body = client.get(reverse("h5p_desk:list"), {"q": "pays"}).content.decode()
    assert "Who pays?" in body
    assert "Who keeps it?" not in body
    assert "Nothing fits" in client.get(reverse("h5p_desk:list"), {"kind": "H5P.Other"}).content.decode()
    assert "Who pays?" in client.get(reverse("h5p_desk:list"), {"q": "pa\0ys", "kind": "\0"}).content.decode()


def test_without_a_player_the_list_says_how_to_get_one(browser, author, settings, tmp_path):
    settings.H5P_PLAYER = tmp_path / "nowhere"
    assert "make player" in browser(author).get(reverse("h5p_desk:list")).content.decode()


def test_a_content_is_replaced_from_its_page(browser, author, desk):
    content = desk.content()
    page = reverse("h5p_desk:content", args=[content.pk])
    client = browser(author)
    assert reverse("h5p_desk:replace", args=[content.pk]) in client.get(page).content.decode()
    client.post(reverse("h5p_desk:replace", args=[content.pk]), {"file": file(card(greeting="New"))})
    desk.work()
    content.refresh_from_db()
    assert content.version.number == 2
    assert "plays now" in client.get(page).content.decode()


def test_a_content_is_deleted_by_who_may_and_after_a_question(browser, author, administrator, desk):
    content = desk.content()
    address = reverse("h5p_desk:delete", args=[content.pk])
    assert browser(author).post(address).status_code in {302, 403}
    assert Interactive.objects.exists()
    client = browser(administrator)
    assert "There is no way back" in client.get(address).content.decode()
    client.post(address)
    assert not Interactive.objects.exists()


def test_a_library_that_is_needed_stays_and_says_why(browser, administrator, desk):
    desk.content(card(title="Who pays?"))
    library = Library.objects.get()
    client = browser(administrator)
    body = client.post(reverse("h5p_desk:remove_library", args=[library.pk])).content.decode()
    assert "It stays, because these need it" in body
    assert "Who pays?" in body
    Interactive.objects.all().delete()
    client.post(reverse("h5p_desk:remove_library", args=[library.pk]))
    assert not Library.objects.exists()


def test_the_chooser_offers_contents_and_hands_out_their_keys(
    browser, author, desk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        content = desk.content(card(title="Who pays?"))
    client = browser(author)
    assert "Who pays?" in client.get(reverse("h5p_chooser:choose")).content.decode()
    assert str(content.pk) in client.get(reverse("h5p_chooser:chosen", args=[content.pk])).content.decode()
    sought = client.get(reverse("h5p_chooser:choose_results"), {"q": "pays"})
    assert sought.status_code == 200
    assert "Who pays?" in sought.content.decode()


def test_no_page_of_a_content_that_is_not_there(browser, author):
    assert browser(author).get(reverse("h5p_desk:content", args=[uuid.uuid4()])).status_code == 404
