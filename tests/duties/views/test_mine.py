"""The officer's own pages, as a browser meets them."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from assessments.models import Attempt
from duties.models import Recognition, Reminder
from duties.views.mine import NOTICE
from learning.models import Enrolment, Learner
from tests.duties.conftest import NOW, assignment_of, certify, days, posted, requirement

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def words(response) -> str:
    plain = re.sub(r"</?(?:bdi|b)>", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def test_the_page_says_what_when_and_why(service, rule, browser):
    staff = posted(service, starts=40)
    page = browser(staff.user).get("/duty/")
    said = words(page)
    assert "Due soon Protection in the consulate Last day: December 17, 2026" in said
    assert "You begin at Amman on December 31, 2026. It is due 14 days before." in said
    assert page.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (-100, "Done Protection in the consulate You did it on August 13, 2026. It is good until August 13, 2028."),
        (-700, "Last day: December 21, 2026 What you did on December 21, 2024 is good for 24 months."),
        (-800, "Expired Protection in the consulate Last day: September 12, 2026"),
    ],
)  # fmt: skip
def test_what_was_done_and_when_it_runs_out(service, rule, browser, on, said):
    staff = posted(service, starts=40)
    certify(staff, service, on=NOW + timedelta(days=on))
    assert said in words(browser(staff.user).get("/duty/"))


def test_certificates_stand_with_their_expiry(service, rule, browser):
    staff = posted(service, starts=40)
    given = certify(staff, service)
    page = browser(staff.user).get("/duty/")
    assert f"/me/certificates/{given.serial}/" in page.content.decode()
    assert "Valid · until October 26, 2031" in words(page)


def test_looking_changes_nothing(service, rule, browser):
    staff = posted(service, starts=40)
    client = browser(staff.user)
    for address in ("/duty/", f"/duty/{assignment_of(staff).pk}/go-on/", "/duty/days.ics"):
        client.get(address)
        client.head(address)
    assert (Learner.objects.count(), Reminder.objects.count(), assignment_of(staff).history.count()) == (0, 0, 1)


def test_the_calendar_holds_her_last_days(service, rule, browser):
    staff = posted(service, starts=40)
    response = browser(staff.user).get("/duty/days.ics")
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.decoded("DTSTART"), str(event["UID"])) == (days(26), f"{assignment_of(staff).pk}@testserver")
    assert response.headers["Content-Disposition"] == 'attachment; filename="days.ics"'


def test_to_begin_she_agrees_once_and_is_led_to_her_lessons(service, rule, browser):
    staff = posted(service, starts=40)
    client, address = browser(staff.user), f"/duty/{assignment_of(staff).pk}/go-on/"
    assert "Nobody who supervises you sees an answer or a score." in words(client.get(address))
    assert client.post(address).url == address
    assert Learner.objects.count() == 0
    assert client.post(address, {"notice": NOTICE}).url == "/me/"
    assert "see what is kept" not in words(client.get(address))
    assert client.post(address).url == "/me/"
    assert Enrolment.objects.get().learner.notice_version == NOTICE


def test_her_lessons_and_quizzes_are_those_of_everyone(service, rule, browser):
    staff = posted(service, starts=40)
    client = browser(staff.user)
    client.post(f"/duty/{assignment_of(staff).pk}/go-on/", {"notice": NOTICE})
    home = client.get("/me/")
    assert "Protection in the consulate" in words(home)
    module = service.course.course_modules.get().module
    lesson = module.get_children().live().first().specific
    sent = {"lesson": lesson.translation_key, "corridor": "ph-jo", "record": uuid.uuid4(), "next": "/me/"}
    client.post("/me/read/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert Learner.objects.get().records.filter(verb="lesson_read").count() == 1
    quiz = f"/me/quiz/{module.translation_key}/"
    assert client.get(quiz).status_code == 200
    client.post(quiz, {"attempt": uuid.uuid4()})
    assert Attempt.objects.filter(person=staff.user).count() == 1


def test_a_post_without_a_profile_is_told_so(service, rule, browser):
    staff = posted(service, starts=40)
    service.amman.country = "ZZ"
    service.amman.save()
    response = browser(staff.user).post(f"/duty/{assignment_of(staff).pk}/go-on/", {"notice": NOTICE})
    assert (response.status_code, "You cannot begin yet" in words(response)) == (409, True)


def test_a_class_she_was_taken_off_is_told_so(service, rule, browser):
    staff = posted(service, starts=40)
    client, address = browser(staff.user), f"/duty/{assignment_of(staff).pk}/go-on/"
    client.post(address, {"notice": NOTICE})
    Enrolment.objects.update(withdrawn_at=NOW)
    response = client.post(address)
    assert (response.status_code, "You cannot begin yet" in words(response)) == (409, True)


def form(**given):
    paper = SimpleUploadedFile("paper.pdf", given.pop("content", PDF))
    return {
        "form_id": uuid.uuid4(), "title": "Protection", "provider": "Academy", "held_on": "2026-11-01",
        "evidence": paper, **given,
    }  # fmt: skip


def test_she_asks_for_what_she_had_elsewhere(service, rule, browser):
    staff = posted(service, starts=40)
    client, address = browser(staff.user), f"/duty/{assignment_of(staff).pk}/outside/"
    assert client.post(address, form()).url == "/duty/"
    assert Recognition.objects.get().evidence.read() == PDF
    assert "“Protection” waits for somebody" in words(client.get("/duty/"))
    again = client.post(address, form())
    assert (again.status_code, "waiting for an answer already" in words(again)) == (422, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"held_on": "2026-11-22"}, "This day is still to come."),
        ({"held_on": "0001-01-01"}, "Write the year as four digits."),
        ({"content": b"MZ"}, "neither a plain PDF nor a picture"),
        ({"title": ""}, "This field is required."),
        ({"held_on": "=1+1"}, "Enter a valid date."),
    ],
)
def test_what_does_not_fit_is_said(service, rule, browser, given, said):
    staff = posted(service, starts=40)
    response = browser(staff.user).post(f"/duty/{assignment_of(staff).pk}/outside/", form(**given))
    assert (response.status_code, said in words(response), Recognition.objects.count()) == (422, True, 0)


def test_who_has_nothing_to_do_is_told_so(service, browser):
    staff = posted(service)
    assert "No course is required of you now." in words(browser(staff.user).get("/duty/"))


def test_without_a_learner_s_record_staff_have_no_lessons_of_their_own(service, rule, browser):
    assert browser(posted(service).user).get("/me/").status_code == 403


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_is_flat(service, browser, count, django_assert_max_num_queries):
    for number in range(count):
        requirement(service, days=number)
    client = browser(posted(service, starts=40).user)
    client.get("/duty/")
    with django_assert_max_num_queries(26):
        client.get("/duty/")
