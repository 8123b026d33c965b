"""The instructor's console."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from accounts import pictures
from accounts.models import AccessLog, Role, SignInCard, User
from courses import shelf
from learning.actions import add_session
from learning.models import Attendance, Cohort, Enrolment
from tests import factories
from tests.factories import NOW


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def session(small):
    return add_session(cohort=small.cohort, starts_at=timezone.now(), minutes=90, topic="My contract")


@pytest.fixture
def roll(at, session) -> str:
    return f"{at}sessions/{session.pk}/"


@pytest.fixture
def place(small) -> Enrolment:
    return small.learner.enrolments.get()


def everything(at: str, session, place) -> list[tuple[str, str]]:
    """Every address of the console about one class."""
    return [
        ("GET", at),
        ("GET", f"{at}poster/"),
        ("GET", f"{at}cards/"),
        ("POST", f"{at}cards/"),
        ("POST", f"{at}sessions/"),
        ("GET", f"{at}sessions/{session.pk}/"),
        ("POST", f"{at}sessions/{session.pk}/"),
        ("POST", f"{at}sessions/{session.pk}/undo/"),
        ("POST", f"{at}people/{place.pk}/pin/"),
        ("POST", f"{at}people/{place.pk}/withdraw/"),
        ("POST", f"{at}people/{place.pk}/readmit/"),
    ]


# ── Who comes in ─────────────────────────────────────────────────────────────────────────────────

CENTRE, ELSEWHERE = "hope-centre", "other-centre"


def person(role: str, centre: str):
    kind = "ministry" if centre == "ministry" else "centre"
    organisation = factories.OrganisationFactory(code=centre, kind=kind)
    return factories.staff(Role(role), organisation=organisation, email=f"{role}@{centre}.org")


@pytest.mark.parametrize(
    ("role", "centre", "reading", "writing"),
    [
        ("instructor", CENTRE, 404, 404),
        ("instructor", ELSEWHERE, 404, 404),
        ("programme_officer", CENTRE, 200, 403),
        ("programme_officer", ELSEWHERE, 404, 404),
        ("programme_officer", "ministry", 200, 403),
        ("administrator", CENTRE, 200, 403),
        ("administrator", ELSEWHERE, 404, 404),
        ("author", CENTRE, 403, 403),
        ("reviewer", CENTRE, 403, 403),
        ("consular_officer", CENTRE, 403, 403),
    ],
)
def test_a_class_is_seen_and_changed_by_whom_it_concerns(
    client, small, at, session, place, role, centre, reading, writing
):
    client.force_login(person(role, centre))
    for method, address in everything(at, session, place):
        answer = client.generic(method, address)
        # Cards sign people in: only their instructor comes to them at all.
        wanted = writing if method == "POST" or address.endswith("cards/") else reading
        assert (answer.status_code, method, address) == (wanted, method, address)


def test_an_instructor_of_the_class_reaches_every_page(teacher, at, session, place):
    for method, address in everything(at, session, place):
        assert teacher.generic(method, address).status_code in {200, 302, 422}, (method, address)


def test_an_instructor_who_is_one_no_more_sees_nothing(small, client, at):
    small.instructor.memberships.all().delete()
    client.force_login(small.instructor)
    assert client.get(at).status_code == 403


def test_trainees_and_guests_have_no_console(client, small, at, session, place):
    addresses = [("GET", "/teach/"), ("GET", "/teach/new/"), *everything(at, session, place)]
    for method, address in addresses:
        assert client.generic(method, address).headers["Location"].startswith("/sign-in/staff/"), address
    client.force_login(small.learner.user)
    assert {client.generic(method, address).status_code for method, address in addresses} == {403}


def test_rows_of_another_class_are_not_reached_through_ones_own(teacher, small, at):
    other = factories.cohort(small.course, factories.staff(email="other@example.org"))
    stranger = factories.learner(other).enrolments.get()
    meeting = add_session(cohort=other, starts_at=timezone.now(), minutes=90, topic="")
    for method, address in everything(at, meeting, stranger):
        if str(meeting.pk) in address or "people" in address:
            assert teacher.generic(method, address).status_code == 404, address


def test_what_officers_read_is_written_down(client, small, at):
    officer = person("programme_officer", CENTRE)
    client.force_login(officer)
    client.get(at)
    assert list(AccessLog.objects.values_list("actor", "verb", "subject")) == [
        (officer.pk, "roster_read", "class:K7M42P")
    ]


# ── What stays hers (A7) ─────────────────────────────────────────────────────────────────────────


def test_no_page_of_the_console_tells_of_private_modules_lessons_or_times(teacher, small, at, session, place):
    small.finish()
    pages = [text(teacher.get("/teach/"))]
    pages += [text(teacher.get(address)) for method, address in everything(at, session, place) if method == "GET"]
    page = "".join(pages)
    assert "Private" in page
    for hidden in ("Getting help", "Lesson 1", "Lesson 2", "getting-help"):
        assert hidden not in page
    for row in small.learner.progress.all():
        assert str(row.node) not in page
    done_at = small.learner.progress.first().done_at
    assert done_at.strftime("%H:%M") not in page.replace(timezone.now().strftime("%H:%M"), "")


def test_reading_private_lessons_changes_nothing_staff_can_see(teacher, small, at):
    before = text(teacher.get(at))
    small.read(*small.lessons(small.helping))
    assert strip(text(teacher.get(at))) == strip(before)


def test_a_private_lesson_in_an_open_module_changes_nothing_staff_can_see(teacher, small, at):
    from courses.models import LessonPage

    first = LessonPage.objects.child_of(small.contract).first()
    first.sensitive = True
    first.save()
    shelf.renew()
    before = text(teacher.get(at))
    small.read(first.translation_key)
    assert strip(text(teacher.get(at))) == strip(before)


def strip(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


# ── Classes ──────────────────────────────────────────────────────────────────────────────────────


def test_todays_class_stands_first(teacher, small):
    later = factories.cohort(small.course, small.instructor, title="Evening class")
    add_session(cohort=later, starts_at=timezone.now(), minutes=60, topic="")
    page = text(teacher.get("/teach/"))
    assert page.index("Today") < page.index("Evening class") < page.index("Morning class")


def class_form(small, **values):
    return {
        "form_id": "6f1c2a34-0000-4000-8000-000000000001",
        "title": "Evening class",
        "course": small.course.pk,
        "centre": small.cohort.centre_id,
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-12",
        "destinations": [small.learner.destination_id],
        "languages": ["en"],
        "safeguarding_name": "Ms Achieng",
        "safeguarding_phone": "+254 700 000000",
        "mode": "venue",
        **values,
    }


def test_opening_a_class_leads_to_it_and_a_double_tap_opens_one(teacher, small):
    first = teacher.post("/teach/new/", class_form(small))
    assert teacher.post("/teach/new/", class_form(small)).headers["Location"] == first.headers["Location"]
    cohort = Cohort.objects.get(title="Evening class")
    assert first.headers["Location"] == f"/teach/{cohort.code}/"
    assert cohort.code in text(teacher.get(f"/teach/{cohort.code}/"))


def test_a_class_that_ends_before_it_begins_is_explained(teacher, small):
    page = text(teacher.post("/teach/new/", class_form(small, ends_on="2026-11-01")), 422)
    assert "The last day is before the first day." in page


def test_a_class_is_opened_only_for_a_centre_one_teaches_at(teacher, small):
    other = factories.OrganisationFactory(code=ELSEWHERE, name="Other")
    assert teacher.post("/teach/new/", class_form(small, centre=other.pk)).status_code == 422


def test_the_poster_carries_code_address_and_square(teacher, at):
    page = text(teacher.get(f"{at}poster/"))
    for words in ("K7M42P", "http://testserver/join/K7M42P/", "<svg"):
        assert words in page


def test_the_class_page_tells_how_the_class_is_doing(teacher, small, at):
    small.classmate(name="Amina")
    small.finish()
    page = text(teacher.get(at))
    assert "2 people. Finished: 1. Not begun: 1." in page
    assert "1 of 2 done" in page


@pytest.mark.parametrize("people", [1, 30])
def test_pages_take_as_many_queries_for_one_person_as_for_thirty(
    teacher, small, at, roll, people, django_assert_num_queries
):
    for _each in range(people - 1):
        learner = small.classmate()
        small.read(small.lessons()[0], by=learner)
    teacher.get(at)
    for address, count in ((at, 21), (roll, 8), ("/teach/", 7), (f"{at}cards/", 6)):
        with django_assert_num_queries(count):
            teacher.get(address)


# ── People ───────────────────────────────────────────────────────────────────────────────────────


def test_pictures_instead_are_shown_once_and_work(teacher, small, at, place):
    page = text(teacher.post(f"{at}people/{place.pk}/pin/", {"by": "pictures"}))
    [number] = re.findall(r'shown-once">([^<]*)<', page)
    shown = re.findall(r"pictures\.svg#(\w+)", page)
    small.learner.user.refresh_from_db()
    assert number.replace(" ", "") == small.learner.user.number
    assert small.learner.user.check_password(pictures.secret(shown))
    assert "pictures.svg" not in text(teacher.get(at))


def test_the_secret_of_staff_who_learn_is_not_the_instructors_to_change(teacher, small, at, place):
    User.objects.filter(pk=small.learner.user.pk).update(email="peter@post.example")
    assert "/pin/" not in text(teacher.get(at))
    for by in ("pin", "pictures"):
        assert teacher.post(f"{at}people/{place.pk}/pin/", {"by": by}).status_code == 403
    assert 'name="person"' not in text(teacher.get(f"{at}cards/"))


def test_a_new_pin_is_shown_once_and_works(teacher, small, at, place):
    page = text(teacher.post(f"{at}people/{place.pk}/pin/"))
    _code, pin = re.findall(r'shown-once">([^<]*)<', page)
    assert authenticate(username=small.learner.user.username, password=pin) == small.learner.user
    assert pin not in text(teacher.get(at))


def test_new_cards_end_the_old_ones_and_open_the_account(teacher, small, at, place, client):
    assert "A new card ends the old one" in text(teacher.get(f"{at}cards/"))
    for _twice in range(2):
        page = text(teacher.post(f"{at}cards/", {"person": [place.pk]}))
    assert "<svg" in page
    assert SignInCard.objects.filter(user=small.learner.user, revoked_at=None).count() == 1
    assert SignInCard.objects.count() == 2


def test_no_card_is_made_for_people_of_another_class(teacher, small, at):
    stranger = factories.learner(factories.cohort(small.course)).enrolments.get()
    assert "You chose nobody." in text(teacher.post(f"{at}cards/", {"person": [stranger.pk]}))
    assert not SignInCard.objects.exists()


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────────


def test_a_session_is_added_and_leads_to_its_roll_call(teacher, small, at):
    new = {"day": "2026-12-02", "time": "09:00", "minutes": "60", "topic": "Money"}
    address = teacher.post(f"{at}sessions/", new).headers["Location"]
    assert "Money" in text(teacher.get(address))
    assert teacher.post(f"{at}sessions/", new).headers["Location"] == address


def test_a_session_without_a_day_is_explained(teacher, at):
    assert "Please look at this again" in text(teacher.post(f"{at}sessions/", {"minutes": "60"}), 422)


@pytest.mark.parametrize(
    ("state", "minutes", "kept"),
    [
        ("present", "", 90),
        ("present", "10", 90),
        ("late", "60", 60),
        ("late", "٦٠", 60),
        ("left_early", "", 90),
        ("late", "500", 90),
        ("late", "x", 90),
        ("excused", "90", 0),
        ("absent", "", 0),
    ],
)
def test_a_mark_is_kept_with_the_minutes_that_fit_it(teacher, roll, place, state, minutes, kept):
    teacher.post(roll, {f"state-{place.pk}": state, f"minutes-{place.pk}": minutes})
    assert list(Attendance.objects.values_list("state", "minutes")) == [(state, kept)]


def test_a_roll_call_can_be_undone_from_the_page_that_follows(teacher, roll, place):
    after = teacher.post(roll, {f"state-{place.pk}": "present"}).headers["Location"]
    marking = re.search(r'action="undo/".*?name="marking" value="([^"]*)"', text(teacher.get(after)), re.DOTALL)[1]
    assert teacher.post(f"{roll}undo/", {"marking": marking}).headers["Location"] == roll
    assert not Attendance.objects.exists()


def test_one_button_marks_everyone_else_but_those_who_joined_later(teacher, small, at):
    meeting = add_session(cohort=small.cohort, starts_at=factories.NOW - timedelta(hours=1), minutes=90, topic="")
    absent, late_joiner = small.classmate(), small.classmate()
    late_joiner.enrolments.update(enrolled_at=factories.NOW + timedelta(days=1))
    teacher.post(f"{at}sessions/{meeting.pk}/", {"others": "present", f"state-{absent.enrolments.get().pk}": "absent"})
    assert dict(Attendance.objects.values_list("enrolment__learner", "state")) == {
        small.learner.pk: "present",
        absent.pk: "absent",
    }
    assert "Not yet enrolled then" in text(teacher.get(f"{at}sessions/{meeting.pk}/"))


def test_a_state_that_is_none_is_passed_over(teacher, roll, place):
    teacher.post(roll, {f"state-{place.pk}": "asleep"})
    assert not Attendance.objects.exists()


def test_who_has_left_the_class_gets_no_new_pin_from_its_instructor(small, teacher):
    """She may be in a class of somebody else by now."""
    place = small.learner.enrolments.get()
    Enrolment.objects.filter(pk=place.pk).update(withdrawn_at=NOW)
    secret = small.learner.user.password
    assert teacher.post(f"/teach/{small.cohort.code}/people/{place.pk}/pin/").status_code == 404
    small.learner.user.refresh_from_db()
    assert small.learner.user.password == secret
