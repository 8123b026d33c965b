"""The pages of class lists, of sign-up on paper, and of the first consent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from wagtail.models import Locale

from accounts.models import AccessLog
from core import tongues
from learning import actions, roster_wording
from learning.actions.rosters import states
from learning.models import Learner, RosterImport
from tests import factories

ONE = uuid.UUID("00000000-0000-4000-8000-000000000001")
SILENT = {"origin": "PH", "destination": "JO", "occupation": "domestic", "language": "en"}


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def at(small, monkeypatch) -> str:
    monkeypatch.setattr(states, "BREATH", 0)
    small.cohort.code = "K7M42P"
    small.cohort.save()
    return "/teach/K7M42P/"


def send(client, at: str, data: str, name: str = "class.csv") -> RosterImport:
    response = client.post(
        f"{at}lists/", {"form_id": uuid.uuid4(), "file": SimpleUploadedFile(name, data.encode()), **SILENT}
    )
    assert response.status_code == 302, text(response, response.status_code)
    return RosterImport.objects.get(pk=response.headers["Location"].rstrip("/").rsplit("/", 1)[1])


def fresh(roster: RosterImport) -> RosterImport:
    return RosterImport.objects.get(pk=roster.pk)


def read(client, at: str, data: str) -> RosterImport:
    roster = send(client, at, data)
    actions.read_roster(roster=roster, now=roster.made_at)
    return fresh(roster)


def test_a_list_of_another_class_is_not_found(teacher, small, at):
    other = factories.cohort(small.course, small.instructor, code="B2B2B2")
    roster = send(teacher, "/teach/B2B2B2/", "Name\nAna\n")
    assert roster.cohort == other
    assert teacher.get(f"{at}lists/{roster.pk}/").status_code == 404


def test_a_list_is_sent_looked_at_written_and_undone(teacher, at):
    roster = send(teacher, at, "Name,Born\nAna Cruz,1998\nRosa,98\n")
    here = f"{at}lists/{roster.pk}/"
    waiting = teacher.get(here)
    assert waiting.headers["Refresh"] == "2"
    actions.read_roster(roster=fresh(roster), now=roster.made_at)
    page = text(teacher.get(here))
    assert "1 person can be written." in page
    assert "1 row has errors and stays out." in page
    assert "Write the year as four digits of the common calendar" in page
    teacher.post(here, {"do": "write"})
    actions.write_roster(roster=fresh(roster), now=roster.made_at)
    assert "1 person was given a place in the class." in text(teacher.get(here))
    assert "Ana Cruz" in text(teacher.get(at))
    teacher.post(here, {"do": "undo"})
    actions.undo_roster(roster=fresh(roster), now=roster.made_at)
    assert "Nobody of it had begun." in text(teacher.get(here))
    assert list(AccessLog.objects.order_by("pk").values_list("verb", flat=True)) == ["roster_written", "roster_undone"]


def test_lists_so_far_stand_below_the_form_and_what_is_none_is_said_there(teacher, at):
    roster = send(teacher, at, "Name\nAna\n")
    page = text(teacher.get(f"{at}lists/"))
    assert f'href="{at}lists/{roster.pk}/"' in page
    assert "Being read" in page
    assert "This field is required." in text(teacher.post(f"{at}lists/", {"form_id": uuid.uuid4(), **SILENT}), 422)


def test_only_rows_with_errors_are_shown_and_taken_to_be_mended(teacher, at):
    roster = read(teacher, at, "Name,Born,Phone\nAna,1998,+63 9171234567\nRosa,98,+63 9170000000\n")
    page = text(teacher.get(f"{at}lists/{roster.pk}/?only=errors"))
    assert "Rosa" in page
    assert "<bdi>Ana</bdi>" not in page
    file = b"".join(teacher.get(f"{at}lists/{roster.pk}/errors.csv")).decode()
    assert "Year of birth: Write the year" in file
    mended = read(teacher, at, file.replace(",98,", ",1998,"))
    assert [(row.values["name"], row.values["birth_year"], row.values["phone"]) for row in mended.rows.sound()] == [
        ("Rosa", 1998, "+63 9170000000")
    ]
    assert AccessLog.objects.get().verb == "roster_errors_taken"


@pytest.mark.parametrize("language", ["fil", "ne", "ar", "id", "es", "fr"])
def test_our_own_empty_list_is_read_in_every_language(teacher, at, language):
    file = b"".join(teacher.get(f"{at}lists/template.csv", headers={"accept-language": language})).decode()
    assert [row.faults for row in read(teacher, at, file).rows.all()] == [[]]


def test_people_who_may_be_here_are_shown_side_by_side_and_decided(teacher, small, at):
    roster = read(teacher, at, "Name,Born\nSantos María,1998\n")
    here = f"{at}lists/{roster.pk}/"
    assert "1 row may be a person who is here already." in text(teacher.get(here))
    assert teacher.post(here, {"do": "write"}).headers["Location"].endswith("?only=alike")
    page = text(teacher.get(f"{here}?only=alike"))
    assert "Maria Santos" in page
    teacher.post(f"{here}?only=alike", {"do": "decide", "decision-2": "same"})
    teacher.post(here, {"do": "write"})
    assert fresh(roster).state == "writing"


def test_columns_are_asked_for_in_words(teacher, at):
    roster = read(teacher, at, "X1,X2\nAna,1998\n")
    here = f"{at}lists/{roster.pk}/"
    assert "X1 · Ana" in text(teacher.get(here))
    assert "in which column the names stand" in text(teacher.post(here, {"do": "columns"}), 422)
    teacher.post(here, {"do": "columns", "column-0": "name", "column-1": "birth_year", "heads": "on"})
    actions.read_roster(roster=fresh(roster), now=roster.made_at)
    assert fresh(roster).rows.get().values["name"] == "Ana"


def test_a_file_that_is_none_is_refused_in_words_and_put_away(teacher, at):
    roster = read(teacher, at, "PK\x03\x04")
    here = f"{at}lists/{roster.pk}/"
    assert "This is not an XLSX workbook, or it is damaged." in text(teacher.get(here))
    teacher.post(here, {"do": "put_away"})
    assert not RosterImport.objects.exists()


def test_a_list_that_is_being_read_can_be_put_away(teacher, at):
    here = f"{at}lists/{send(teacher, at, 'Name').pk}/"
    assert 'value="put_away"' in text(teacher.get(here))
    teacher.post(here, {"do": "put_away"})
    assert not RosterImport.objects.exists()


def test_where_no_worker_could_read_a_list_the_page_says_so_and_rests(teacher, at):
    roster = send(teacher, at, "Name\nAna\n")
    RosterImport.objects.update(state="failed")
    page = teacher.get(f"{at}lists/{roster.pk}/")
    assert "Refresh" not in page.headers
    assert "Something went wrong on our side" in text(page)


def test_where_a_list_was_not_written_to_its_end_the_page_says_so(teacher, at):
    roster = read(teacher, at, "Name\nAna\nRosa\n")
    RosterImport.objects.update(state="written")
    assert "0 of 2 people are in the class." in text(teacher.get(f"{at}lists/{roster.pk}/"))


def test_only_who_sent_a_list_sees_whom_its_people_may_be(client, teacher, small, at):
    roster = read(teacher, at, "Name,Born\nSantos María,1998\n")
    here = f"{at}lists/{roster.pk}/"
    colleague = factories.staff(email="second@example.org")
    small.cohort.instructors.add(colleague)
    client.force_login(colleague)
    page = text(client.get(f"{here}?only=alike"))
    assert "Maria Santos" not in page
    assert f"Sent by: <bdi>{small.instructor.name}</bdi>" in page
    assert client.post(here, {"do": "decide", "decision-2": "same"}).status_code == 403
    assert roster.rows.get().decision == ""


@pytest.mark.parametrize("number", ["9" * 5000, str(2**63), "٩" * 20])
def test_the_number_of_a_row_that_cannot_be_is_passed_over(teacher, at, number):
    roster = read(teacher, at, "Name\nAna\n")
    form = urlencode({"do": "decide", f"decision-{number}": "new"})
    answer = teacher.post(f"{at}lists/{roster.pk}/", form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302


@pytest.fixture
def french(db) -> Iterator[None]:
    Locale.objects.get_or_create(language_code="fr")
    tongues.forget()
    yield
    tongues.forget()


@pytest.mark.usefixtures("french")
def test_the_rows_to_mend_come_in_the_language_of_the_page(teacher, at):
    roster = read(teacher, at, "Name,Born\nRosa,98\n")
    answer = teacher.get(f"{at}lists/{roster.pk}/errors.csv", headers={"accept-language": "fr"})
    file = b"".join(answer).decode()
    with translation.override("fr"):
        column, _what, advice = roster_wording.told("birth_year", "not_year", "98")
    assert f"{column}: {advice}" in file
    assert "Write the year" not in file


def test_a_form_of_another_class_is_not_found(teacher, small, at):
    form = uuid.uuid4()
    factories.cohort(small.course, small.instructor, code="B2B2B2")
    for address, status in ((at, 302), ("/teach/B2B2B2/", 404)):
        given = {"form_id": form, "file": SimpleUploadedFile("class.csv", b"Name"), **SILENT}
        assert teacher.post(f"{address}lists/", given).status_code == status
        assert keyed(teacher, address, form_id=str(form), name="Ana").status_code == 404


@pytest.mark.parametrize("count", [2, 40])
def test_a_page_of_a_list_takes_a_flat_number_of_queries(teacher, at, count, django_assert_max_num_queries):
    names = "\n".join(f"{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(count))
    roster = read(teacher, at, f"Name\n{names}\n")
    with django_assert_max_num_queries(18):
        teacher.get(f"{at}lists/{roster.pk}/")


# ── From paper ───────────────────────────────────────────────────────────────────────────────────


def keyed(client, at: str, **typed: str):
    return client.post(f"{at}sign-up/", {"form_id": uuid.uuid4(), "sex": "woman", **SILENT, **typed})


def test_people_are_keyed_one_after_another(teacher, at):
    response = keyed(teacher, at, name="Ana Cruz", birth_year="١٩٩٨", occupation="care")
    page = text(teacher.get(response.headers["Location"]))
    assert "<bdi>Ana Cruz</bdi> is in the class." in page
    assert '<option value="care" selected>' in page
    roster = RosterImport.objects.get()
    assert Learner.objects.get(user__name="Ana Cruz").birth_year == 1998
    teacher.post(f"{at}sign-up/{roster.pk}/undo/")
    assert not Learner.objects.filter(user__name="Ana Cruz").exists()


def test_what_cannot_be_read_is_said_at_its_field(teacher, at):
    page = text(keyed(teacher, at, name="", birth_year="98"), 422)
    assert "There is no name." in page
    assert "Write the year as four digits" in page


def test_a_person_who_may_be_here_is_asked_about(teacher, small, at):
    page = text(keyed(teacher, at, name="santos maria"))
    assert "Is this the same person?" in page
    keyed(teacher, at, name="santos maria", like=str(small.learner.pk), decision="same")
    assert Learner.objects.count() == 1
    keyed(teacher, at, name="santos maria", like=str(small.learner.pk), decision="new")
    assert Learner.objects.count() == 2


@pytest.mark.parametrize("language", ["en", "fil", "ne", "ar", "id", "es", "fr"])
def test_the_sign_up_sheet_prints_in_every_open_language(teacher, at, language):
    page = text(teacher.get(f"{at}sign-up/sheet/?language={language}"))
    assert "Morning class" in page
    assert "+254 700 000000" in page


# ── Consent ──────────────────────────────────────────────────────────────────────────────────────


def test_who_was_entered_by_others_is_first_asked_whether_she_agrees(client, small):
    Learner.objects.update(consented_at=None, notice_version="")
    client.force_login(small.learner.user)
    asked = client.get("/me/data/")
    assert asked.headers["Location"] == "/me/agree/?next=%2Fme%2Fdata%2F"
    assert "What we keep, and why" in text(client.get(asked.headers["Location"]))
    text(client.post("/me/agree/", {"notice": "2026-11"}), 422)
    onward = client.post("/me/agree/", {"notice": "2026-11", "agreed": "1", "next": "/me/data/"})
    assert onward.headers["Location"] == "/me/data/"
    text(client.get("/me/data/"))
    assert Learner.objects.get().notice_version == "2026-11"


def test_nothing_is_kept_of_who_has_not_agreed(client, small):
    Learner.objects.update(consented_at=None)
    client.force_login(small.learner.user)
    lesson = small.lessons()[0]
    client.post("/me/read/", {"lesson": str(lesson), "next": "/"}, headers={"sec-fetch-site": "same-origin"})
    assert not small.learner.records.exists()


def test_who_has_agreed_is_not_asked_again(trainee):
    assert trainee.get("/me/agree/").headers["Location"] == "/me/"
