"""The roll call, its square, its signing and its register, as they are used; and who comes to each of these pages."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import AccessLog, Role
from core import tongues
from learning import arriving
from learning.actions import Mark, add_session, ask_change, close_session, mark_attendance, open_square
from learning.models import Attendance, AttendanceChange, ClassSession
from tests import factories


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def session(small) -> ClassSession:
    begins = timezone.now() - timedelta(minutes=1)
    return add_session(cohort=small.cohort, starts_at=begins, minutes=90, topic="My contract")


@pytest.fixture
def roll(small, session) -> str:
    return f"/teach/{small.cohort.code}/sessions/{session.pk}/"


@pytest.fixture
def shown(session) -> ClassSession:
    open_square(session=session)
    session.refresh_from_db()
    return session


@pytest.fixture
def place(small) -> int:
    return small.learner.enrolments.get().pk


@pytest.fixture
def phone(small) -> Client:
    client = Client()
    client.force_login(small.learner.user)
    return client


@pytest.fixture
def officer(small):
    return factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org")


@pytest.fixture
def change(small, session, place) -> AttendanceChange:
    return asked(small, session, place)


def asked(small, session, place) -> AttendanceChange:
    mark_attendance(
        marking=uuid.uuid4(), session=session, marks={place: Mark("absent")}, by=small.instructor, now=timezone.now()
    )
    close_session(session=session, by=small.instructor, now=timezone.now())
    session.refresh_from_db()
    return ask_change(
        form_id=uuid.uuid4(), session=session, marks={place: Mark("present", 90)}, reason="On the paper list",
        by=small.instructor, now=timezone.now(),
    )  # fmt: skip


def sign_of(session: ClassSession, *, seconds_ago: int = 0) -> arriving.Sign:
    return arriving.sign(session.secret, step=arriving.step_at(timezone.now() - timedelta(seconds=seconds_ago)))


# ── Marking ──────────────────────────────────────────────────────────────────────────────────────


def test_an_id_that_was_seen_is_a_tick_and_nothing_else(teacher, roll, place):
    teacher.post(roll, {f"state-{place}": "present", f"id-{place}": "on"})
    assert list(Attendance.objects.values_list("state", "id_seen")) == [("present", True)]
    assert re.search(rf'name="id-{place}" checked', text(teacher.get(roll)))


def test_what_a_page_shows_as_it_was_does_not_undo_what_another_marked_since(teacher, small, roll, place, session):
    friend = small.classmate().enrolments.get().pk
    teacher.post(roll, {f"state-{place}": "present"})
    page = {f"was-{place}": "present:90:", f"state-{place}": "present", f"was-{friend}": ""}
    teacher.post(roll, {f"state-{place}": "absent"})
    teacher.post(roll, {**page, f"state-{friend}": "present"})
    assert dict(Attendance.objects.values_list("enrolment", "state")) == {place: "absent", friend: "present"}


@pytest.mark.parametrize("minutes", ["9" * 5000, str(2**63), "²", "-1"])
def test_minutes_that_cannot_be_are_the_whole_session(teacher, roll, place, session, minutes):
    teacher.post(roll, {f"state-{place}": "late", f"minutes-{place}": minutes})
    assert list(Attendance.objects.values_list("state", "minutes")) == [("late", 90)]


def test_marking_everyone_else_leaves_who_came_late_with_her_phone(teacher, small, roll, place, session):
    marks = {place: Mark("late", 30)}
    mark_attendance(marking=uuid.uuid4(), session=session, marks=marks, by=small.learner.user, now=timezone.now())
    teacher.post(roll, {"others": "present"})
    assert list(Attendance.objects.values_list("state", "minutes")) == [("late", 30)]


# ── The square ───────────────────────────────────────────────────────────────────────────────────


def test_the_square_is_asked_for_and_then_shown_with_its_digits(teacher, roll, session):
    assert "data-turning" not in text(teacher.get(f"{roll}square/"))
    page = text(teacher.get(teacher.post(f"{roll}square/").headers["Location"]))
    session.refresh_from_db()
    assert sign_of(session).digits in page or sign_of(session, seconds_ago=20).digits in page
    assert re.search(r'<noscript><meta http-equiv="refresh" content="([1-9]|1\d|20)"></noscript>', page)
    assert session.secret not in page


def test_no_square_is_shown_before_after_or_once_signed(teacher, small, roll, shown):
    for starts_at in (timezone.now() + timedelta(hours=2), timezone.now() - timedelta(hours=3)):
        ClassSession.objects.update(starts_at=starts_at)
        assert "data-turning" not in text(teacher.get(f"{roll}square/"))
    close_session(session=ClassSession.objects.get(), by=small.instructor, now=timezone.now())
    assert "closed and signed" in text(teacher.get(f"{roll}square/"))


def test_pointing_a_phone_asks_who_she_is_and_her_tap_marks_her(phone, shown, small):
    assert phone.get(f"/here/{shown.pk}/{sign_of(shown).token}/").headers["Location"] == "/here/"
    assert "You are <bdi>Maria Santos</bdi>" in text(phone.get("/here/"))
    assert not Attendance.objects.exists()
    after = phone.post("/here/").headers["Location"]
    assert "Present" in text(phone.get(after))
    mark = Attendance.objects.get()
    assert (mark.state, mark.minutes, mark.marked_by) == ("present", 90, small.learner.user)


def test_a_phone_that_has_to_sign_in_first_keeps_for_minutes_that_it_was_there(client, small, shown):
    client.get(f"/here/{shown.pk}/{sign_of(shown).token}/")
    assert client.get("/here/").headers["Location"].startswith("/sign-in/?next=%2Fhere%2F")
    assert client.cookies["here"]["max-age"] == 300
    client.force_login(small.learner.user)
    client.post("/here/")
    assert Attendance.objects.count() == 1


def test_a_forwarded_photo_is_too_old_after_a_minute(phone, shown):
    old = sign_of(shown, seconds_ago=60)
    assert phone.get(f"/here/{shown.pk}/{old.token}/").headers["Location"] == "/here/?old=1"
    assert "too old" in text(phone.get("/here/?old=1"))
    phone.post("/here/")
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("write", [str, lambda digits: digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))])
def test_four_digits_do_as_well_in_any_script(phone, shown, write):
    phone.post("/here/", {"digits": write(sign_of(shown).digits)})
    assert Attendance.objects.get().state == "present"


def test_digits_of_a_class_she_is_not_in_mark_nobody(client, small, shown):
    client.force_login(factories.learner(factories.cohort(small.course)).user)
    assert client.post("/here/", {"digits": sign_of(shown).digits}).status_code == 422
    client.get(f"/here/{shown.pk}/{sign_of(shown).token}/")
    assert "not in this class" in text(client.post("/here/"), 403)
    assert not Attendance.objects.exists()


def test_guessing_digits_is_slowed_down_for_one_and_not_for_her_neighbour(phone, client, small, shown):
    right = sign_of(shown).digits
    wrong = f"{(int(right) + 5000) % 10_000:04}"
    codes = [phone.post("/here/", {"digits": wrong}).status_code for _try in range(12)]
    assert codes[:5] == [422] * 5
    assert 429 in codes
    client.force_login(small.classmate().user)
    assert client.post("/here/", {"digits": right}).status_code == 302


def test_guesses_at_one_session_end_after_ten_but_the_square_stays_open(phone, shown, small, monkeypatch):
    monkeypatch.setattr("learning.views.arriving.TRIES_PER_MINUTE", 1000)  # as if hours passed
    right = sign_of(shown).digits
    wrong = f"{(int(right) + 5000) % 10_000:04}"
    codes = [phone.post("/here/", {"digits": guess}).status_code for guess in [*["x"] * 3, *[wrong] * 12, right]]
    assert codes == [422] * 13 + [429] * 3
    phone.get(f"/here/{shown.pk}/{sign_of(shown).token}/")
    assert phone.post("/here/").status_code == 302
    assert Attendance.objects.count() == 1


def test_digits_of_a_session_that_is_over_are_no_digits(phone, shown):
    ClassSession.objects.update(starts_at=timezone.now() - timedelta(minutes=shown.minutes, seconds=5))
    assert phone.post("/here/", {"digits": sign_of(shown).digits}).status_code == 422


def test_who_comes_late_is_late(phone, shown):
    ClassSession.objects.update(starts_at=timezone.now() - timedelta(minutes=30))
    phone.post("/here/", {"digits": sign_of(shown).digits})
    assert (Attendance.objects.get().state, Attendance.objects.get().minutes) == ("late", 60)


def test_one_phone_for_two_is_shown_to_the_instructor(phone, teacher, small, shown, roll):
    phone.post("/here/", {"digits": sign_of(shown).digits})
    assert "Marked from one phone" not in text(teacher.get(roll))
    phone.force_login(small.classmate(name="Amina").user)
    phone.post("/here/", {"digits": sign_of(shown).digits})
    page = text(teacher.get(roll))
    assert "Marked from one phone" in page
    assert page.index("<bdi>Amina</bdi>, <bdi>Maria Santos</bdi>") < page.index("<form")


@pytest.mark.parametrize("way_out", ["/sign-out/", "/leave/"])
def test_a_phone_handed_on_by_signing_out_is_known_again_and_keeps_nothing_else(
    phone, teacher, small, shown, roll, way_out
):
    phone.get(f"/here/{shown.pk}/{sign_of(shown).token}/")
    phone.post("/here/", {"digits": sign_of(shown).digits})
    phone.get(f"/here/{shown.pk}/{sign_of(shown).token}/")
    phone.post("/language/set/", {"language": "ne"})
    phone.post(way_out)
    assert {name for name, cookie in phone.cookies.items() if cookie.value} == {"phone"}
    phone.force_login(small.classmate(name="Amina").user)
    phone.post("/here/", {"digits": sign_of(shown).digits})
    assert "<bdi>Amina</bdi>, <bdi>Maria Santos</bdi></p>" in text(teacher.get(roll))


def test_a_phone_that_looks_the_same_is_another_phone(phone, small, shown, teacher, roll):
    phone.post("/here/", {"digits": sign_of(shown).digits})
    phone.post("/sign-out/")
    other = Client()
    other.force_login(small.classmate(name="Amina").user)
    other.post("/here/", {"digits": sign_of(shown).digits})
    assert "Marked from one phone" not in text(teacher.get(roll))


@pytest.mark.parametrize("address", ["/here/0/x/", "/here/99999999999999999999/x/", "/here/?session=٩٩٩٩٩٩٩٩٩٩٩٩"])
def test_nonsense_is_answered_calmly(phone, address):
    assert phone.get(address).status_code in {200, 302, 404}


# ── Signing and changing ─────────────────────────────────────────────────────────────────────────


def test_signing_shows_first_who_has_no_mark(teacher, small, roll, session):
    page = text(teacher.get(f"{roll}close/"))
    assert "1 person has no mark" in page
    assert "Maria Santos" in page
    assert "You sign as <bdi>Teacher</bdi>" in page
    teacher.post(f"{roll}close/")
    session.refresh_from_db()
    assert session.closed_by == small.instructor
    assert "Closed and signed by <bdi>Teacher</bdi>" in text(teacher.get(roll))


def test_a_session_to_come_cannot_be_signed(teacher, roll, session):
    ClassSession.objects.update(starts_at=timezone.now() + timedelta(days=1))
    assert "has not begun" in text(teacher.post(f"{roll}close/"), 422)


def test_after_signing_a_page_left_open_marks_nothing_and_undoes_nothing(teacher, small, roll, place, session):
    saved = teacher.post(roll, {f"state-{place}": "present"}).headers["Location"].rpartition("=")[2]
    teacher.post(f"{roll}close/")
    teacher.post(roll, {f"state-{place}": "absent", "others": "absent"})
    teacher.post(f"{roll}undo/", {"marking": saved})
    assert list(Attendance.objects.values_list("state", flat=True)) == ["present"]


def test_a_change_is_asked_with_a_reason_and_decided_by_another(teacher, officer, roll, place):
    teacher.post(f"{roll}close/")
    assert "Why?" in text(teacher.post(roll, {f"state-{place}": "present"}), 422)
    assert "says so already" in text(teacher.post(roll, {"reason": "A slip"}), 422)
    teacher.post(roll, {f"state-{place}": "present", "reason": "On the paper list"})
    assert "Waits for a supervisor" in text(teacher.get(roll))
    assert not Attendance.objects.exists()

    desk = Client()
    desk.force_login(officer)
    assert "Changes to roll calls: 1" in text(desk.get("/teach/"))
    page = text(desk.get("/teach/changes/"))
    assert "On the paper list" in page
    desk.post(re.search(r'action="(/teach/changes/[^"]+)"', page)[1], {"answer": "yes"})
    assert Attendance.objects.get().state == "present"
    assert "Changed" in text(teacher.get(roll))
    assert AccessLog.objects.filter(actor=officer, verb="attendance_changed", purpose="On the paper list").exists()


def test_who_asked_does_not_decide_though_she_answers_for_the_centre(teacher, small, change):
    small.instructor.memberships.create(organisation=small.cohort.centre, role=Role.ADMINISTRATOR)
    assert "another supervisor decides" in text(teacher.get("/teach/changes/"))
    assert teacher.post(f"/teach/changes/{change.pk}/", {"answer": "yes"}).status_code == 403
    change.refresh_from_db()
    assert change.decided_at is None


@pytest.mark.parametrize("people", [1, 30])
def test_pages_take_as_many_queries_for_one_person_as_for_thirty(
    teacher, small, roll, shown, people, django_assert_num_queries
):
    for _each in range(people - 1):
        small.classmate()
    teacher.get(roll)
    at = f"/teach/{small.cohort.code}/register/"
    for address, count in ((roll, 8), (f"{roll}square/", 8), (f"{roll}close/", 8), (at, 8)):
        with django_assert_num_queries(count):
            teacher.get(address)


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def tongues_open() -> Iterator[None]:
    for code in ("fil", "ne", "ar", "id", "es"):
        Locale.objects.get_or_create(language_code=code)
    tongues.forget()
    yield
    tongues.forget()


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("fil", "ltr"), ("ne", "ltr"), ("ar", "rtl"), ("id", "ltr"), ("es", "ltr")],
)
def test_the_register_has_everyone_the_contact_and_empty_cells(
    teacher, small, session, tongues_open, language, direction
):
    page = text(teacher.get(f"/teach/{small.cohort.code}/register/?language={language}"))
    assert f'class="register-sheets" lang="{language}" dir="{direction}"' in page
    for words in ("Maria Santos", small.cohort.safeguarding_name, small.cohort.safeguarding_phone):
        assert words in page
    row = re.search(r"<tr><th scope=\"row\"><bdi>Maria Santos.*?</tr>", page, re.DOTALL)[0]
    assert row.count("<td></td>") == 8 + 2


def test_more_sessions_than_a_page_has_columns_take_another_page(teacher, small, session):
    for number in range(1, 10):
        add_session(cohort=small.cohort, starts_at=session.starts_at + timedelta(days=number), minutes=90, topic="")
    assert text(teacher.get(f"/teach/{small.cohort.code}/register/")).count('class="register-page"') == 2


def test_an_officer_who_prints_the_register_is_logged(client, small, officer):
    client.force_login(officer)
    client.get(f"/teach/{small.cohort.code}/register/")
    assert AccessLog.objects.filter(actor=officer, verb="roster_read").count() == 1
