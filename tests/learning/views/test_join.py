"""Joining a class: code, notice and consent, minimum record, and her code and PIN once."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import authenticate

from accounts.models import User
from learning.actions import joining
from learning.models import Learner
from learning.views.join import NOTICE
from tests import factories


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def about(small) -> str:
    small.cohort.code = "K7M42P"
    small.cohort.save()
    return "/join/K7M42P/"


@pytest.fixture
def given(small) -> dict[str, object]:
    return {
        "notice": NOTICE,
        "record": "6f1c2a34-0000-4000-8000-000000000001",
        "name": "Sunita Rai",
        "name_own": "सुनिता राई",
        "birth_year": "१९९८",
        "sex": "woman",
        "origin": small.learner.origin_id,
        "destination": small.learner.destination_id,
        "occupation": "domestic",
        "language": "en",
    }


@pytest.mark.parametrize("typed", ["K7M42P", "k7m-42p", " K7M 42P ", "K٧M٤٢P", "K७M४२P"])
def test_a_code_is_read_as_it_is_typed(client, about, typed):
    assert client.post("/join/", {"code": typed}).headers["Location"] == about
    assert client.get(f"/join/{typed}/", follow=True).redirect_chain in ([], [(about, 302)])


def test_an_unknown_code_is_said(client, about):
    assert "No class has this code" in text(client.post("/join/", {"code": "ZZZZZZ"}))
    assert client.get("/join/ZZZZZZ/").status_code == 404


def test_the_class_is_shown_with_the_person_to_talk_to_and_the_notice(client, about):
    page = text(client.get(about))
    for words in ("Morning class", "Domestic work", "Hope Centre", "Ms Achieng", "What we keep, and why", "Jordan"):
        assert words in page


def test_nobody_comes_to_the_form_without_agreeing(client, about):
    assert client.get(f"{about}you/").headers["Location"] == about
    assert client.get(f"{about}you/?notice=old").headers["Location"] == about
    assert "Your name in Latin letters" in text(client.get(f"{about}you/?notice={NOTICE}"))


def test_who_joins_sees_her_code_and_pin_once_and_is_signed_in(client, about, given):
    page = text(client.post(f"{about}you/", given))
    user = User.objects.get(name="Sunita Rai")
    shown, pin = re.findall(r'shown-once">([^<]*)<', page)
    assert shown.replace("-", "") == user.username
    assert authenticate(username=user.username, password=pin) == user
    assert (user.learner.birth_year, user.learner.notice_version) == (1998, NOTICE)
    home = text(client.get("/me/"))
    assert "Sunita Rai" in home
    assert pin not in home


def test_a_double_tap_makes_one_person(client, about, given):
    client.post(f"{about}you/", given)
    client.logout()
    client.post(f"{about}you/", given)
    assert User.objects.filter(name="Sunita Rai").count() == 1


def test_another_name_on_the_same_form_is_another_person(client, about, given):
    client.post(f"{about}you/", given)
    client.logout()
    client.post(f"{about}you/", {**given, "name": "Anita Rai"})
    assert User.objects.filter(name__endswith="Rai").count() == 2


def test_two_people_of_the_same_name_join(client, about, given):
    for number in (1, 2):
        client.post(f"{about}you/", {**given, "record": f"6f1c2a34-0000-4000-8000-00000000000{number}"})
        client.logout()
    assert User.objects.filter(name="Sunita Rai").count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "सुनिता राई", "Write your name in Latin letters here"),
        ("name", "", "This field is required"),
        ("birth_year", "many", "Write a number"),
        ("birth_year", "2055", "four digits of the common calendar"),
        ("sex", "", "This field is required"),
        ("destination", "0", "Select a valid choice"),
        ("language", "xx", "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(client, about, given, field, typed, words):
    assert words in text(client.post(f"{about}you/", {**given, field: typed}), 422)
    assert Learner.objects.count() == 1


@pytest.mark.parametrize("name", ["Nur", "José María Ñañez", "O'Brien-Smith", "Þóra", "Nguyễn Thị Ánh"])
def test_latin_names_of_every_kind_are_taken(client, about, given, name):
    text(client.post(f"{about}you/", {**given, "name": name}))


def test_only_the_destinations_of_the_class_are_offered(client, about):
    factories.DestinationFactory(code="QA", name="Qatar")
    page = text(client.get(f"{about}you/?notice={NOTICE}"))
    assert "Jordan" in page
    assert "Qatar" not in page


def test_a_class_of_forty_joins_behind_one_address_and_a_flood_is_held_up(client, about, given, small, monkeypatch):
    monkeypatch.setattr(joining, "MOST_AT_ONCE", 3)
    answers = []
    for number in range(4):
        answers.append(client.post(f"{about}you/", {**given, "name": f"Person {number} X"}).status_code)
        client.logout()
    assert answers == [200, 200, 200, 429]


def test_a_closed_class_says_so(client, about, small, given):
    small.cohort.closed_at = factories.NOW
    small.cohort.save()
    assert "This class is closed" in text(client.get(about))
    assert client.post(f"{about}you/", given).headers["Location"] == about


def test_who_is_signed_in_is_asked_whether_it_is_she(small, trainee):
    other = factories.cohort(small.course, small.instructor, code="AAAAA2")
    assert "Are you <bdi>Maria Santos</bdi>?" in text(trainee.get("/join/AAAAA2/"))
    assert trainee.post("/join/AAAAA2/again/").headers["Location"] == "/me/"
    assert small.learner.enrolments.filter(cohort=other).exists()


def test_a_second_class_elsewhere_asks_for_the_destination(small, trainee):
    other = factories.cohort(small.course, small.instructor, code="AAAAA2", destinations=("QA", "HK"))
    assert 'name="destination"' in text(trainee.get("/join/AAAAA2/"))
    assert trainee.post("/join/AAAAA2/again/").headers["Location"] == "/join/AAAAA2/"
    trainee.post("/join/AAAAA2/again/", {"destination": other.destinations.get(code="QA").pk})
    assert Learner.objects.get(pk=small.learner.pk).destination.code == "QA"


def test_who_was_taken_off_is_told_to_ask(small, trainee):
    small.learner.enrolments.update(withdrawn_at=factories.NOW)
    assert "ask your instructor" in text(trainee.post(f"/join/{small.cohort.code}/again/"), 409)


def test_staff_see_the_class_and_no_form(teacher, about):
    assert "You are signed in to work here" in text(teacher.get(about))


def test_the_notice_and_the_form_make_no_cookie_but_the_one_against_forgery(client, about):
    client.get(about)
    client.get(f"{about}you/?notice={NOTICE}")
    assert set(client.cookies) <= {"csrftoken"}
