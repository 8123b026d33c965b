"""The class at a glance, on the instructor's phone."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessLog, Role
from assessments.actions import publish_question
from assessments.models import Question
from certificates.models import Certificate, CertificateRule
from courses import shelf
from courses.models import LessonPage
from learning import actions, queries
from learning.actions import Mark, add_session, mark_attendance
from learning.models import CoreCourse, LiveQuiz
from tests import factories


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def words(page: str) -> str:
    """What the page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main")[0]).split())


@pytest.fixture
def place(small):
    return small.learner.enrolments.get()


@pytest.fixture
def core(small):
    """A short course of one module, that certifies by itself."""
    page = factories.course(factories.module("Before you go", lessons=1), title="Core preparation")
    CoreCourse.objects.create(course_key=small.course.translation_key, core=page)
    CertificateRule.objects.create(
        course=page.translation_key, title="Core, not the full course", hours="0.7", attendance=0
    )
    shelf.renew()
    return page


def leaves(learner, days: int) -> None:
    learner.departs_on = timezone.localdate() + timedelta(days=days)
    learner.save()


# ── Who leaves soon ──────────────────────────────────────────────────────────────────────────────


def test_who_leaves_within_seven_days_and_is_not_ready_comes_first(teacher, small, at):
    leaves(small.learner, 5)
    leaves(small.classmate(name="Amina"), 2)
    leaves(small.classmate(name="Later"), 20)
    page = words(text(teacher.get(f"{at}glance/")))
    soon = page.split("What the class gets wrong")[0]
    assert soon.index("Amina Leaves in 2 days") < soon.index("Maria Santos Leaves in 5 days")
    assert "Later" not in soon


def test_who_has_finished_may_leave(teacher, small, at):
    leaves(small.learner, 1)
    small.finish()
    assert "Nobody who is not ready leaves within 7 days." in words(text(teacher.get(f"{at}glance/")))


def test_the_day_is_written_down_and_logged_without_it(teacher, small, at, place):
    answer = teacher.post(f"{at}people/{place.pk}/departure/", {"departs_on": "2026-12-24"})
    small.learner.refresh_from_db()
    assert (answer.headers["Location"], str(small.learner.departs_on)) == (f"{at}glance/", "2026-12-24")
    assert list(AccessLog.objects.values_list("verb", "subject", "purpose")) == [
        ("departure_set", f"enrolment:{place.pk}", "")
    ]
    teacher.post(f"{at}people/{place.pk}/departure/", {"departs_on": ""})
    small.learner.refresh_from_db()
    assert small.learner.departs_on is None


@pytest.mark.parametrize("typed", ["0026-12-24", "tomorrow", "2026-02-30"])
def test_a_day_that_cannot_be_is_said_and_not_kept(teacher, small, at, place, typed):
    page = words(text(teacher.post(f"{at}people/{place.pk}/departure/", {"departs_on": typed}), 422))
    small.learner.refresh_from_db()
    assert "This day was not saved" in page
    assert small.learner.departs_on is None


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "/teach/OTHER1/"])
def test_one_tap_leads_back_into_the_class_and_nowhere_else(teacher, at, place, onward):
    answer = teacher.post(f"{at}people/{place.pk}/departure/", {"departs_on": "", "next": onward})
    assert answer.headers["Location"] == f"{at}glance/"
    answer = teacher.post(f"{at}people/{place.pk}/departure/", {"departs_on": "", "next": f"{at}people/?q=a"})
    assert answer.headers["Location"] == f"{at}people/?q=a"


# ── The short course ─────────────────────────────────────────────────────────────────────────────


def test_the_short_course_is_given_with_one_tap_and_taken_back(teacher, small, at, place, core):
    leaves(small.learner, 3)
    assert "Give the 40-minute course" in text(teacher.get(f"{at}glance/"))
    teacher.post(f"{at}people/{place.pk}/core/")
    page = words(text(teacher.get(f"{at}glance/")))
    assert "She has been given the short course." in page
    assert "Give the 40-minute course" not in page
    teacher.post(f"{at}people/{place.pk}/core/undo/")
    place.refresh_from_db()
    assert place.core_key is None
    assert list(AccessLog.objects.order_by("pk").values_list("verb", flat=True)) == ["core_given", "core_taken_back"]


def test_where_there_is_no_short_course_none_is_offered_or_given(teacher, small, at, place):
    leaves(small.learner, 3)
    assert "Give the 40-minute course" not in text(teacher.get(f"{at}glance/"))
    assert teacher.post(f"{at}people/{place.pk}/core/").status_code == 409


def test_it_is_her_next_step_and_the_whole_course_waits_below(client, teacher, small, at, place, core):
    teacher.post(f"{at}people/{place.pk}/core/")
    client.force_login(small.learner.user)
    page = words(text(client.get("/me/")))
    assert (
        page.index("It is not the whole course") < page.index("Lesson 1 of Before you go") < page.index("My contract")
    )


def test_doing_it_certifies_the_short_course_and_nothing_else(client, teacher, small, at, place, core):
    leaves(small.learner, 3)
    teacher.post(f"{at}people/{place.pk}/core/")
    module = core.course_modules.get().module
    outcome = small.read(*small.lessons(module))
    assert list(Certificate.objects.values_list("course", flat=True)) == [core.translation_key]
    assert outcome.certificate
    page = words(text(teacher.get(f"{at}glance/")))
    assert "She has done the short course." in page  # and is still not ready
    client.force_login(small.learner.user)
    page = words(text(client.get("/me/")))
    assert page.index("Lesson 1 of My contract") < page.index("You have done the short course")
    assert "You have done the whole course" not in page


def test_what_she_did_of_it_before_counts_when_it_is_given(teacher, small, at, place, core):
    small.read(*small.lessons(core.course_modules.get().module))
    assert not Certificate.objects.exists()
    teacher.post(f"{at}people/{place.pk}/core/")
    assert Certificate.objects.count() == 1


# ── What the class gets wrong ────────────────────────────────────────────────────────────────────


@pytest.fixture
def crowd(small):
    """Answers of so many to the quiz of the open module: all wrong, then all right."""

    def make(*, wrong: int, right: int, placement=None) -> None:
        for number in range(wrong + right):
            attempt = small.attempt(
                placement or small.contract.translation_key, by=small.classmate(), right=number >= wrong
            )
            actions.submit_quiz(attempt=attempt, now=timezone.now())

    return make


def test_what_many_think_is_told_in_the_words_they_chose(teacher, small, at, crowd):
    Question.objects.update(lesson="my-contract/lesson-1")
    for question in Question.objects.all():
        publish_question(question, now=timezone.now())
    crowd(wrong=8, right=4)
    page = text(teacher.get(f"{at}glance/"))
    assert re.search(r"\d+ of \d+ still answer: After a month", words(page))
    assert "/my-contract/lesson-1/" in page
    assert "Teach it again: Lesson 1 of My contract" in words(page)


def test_four_answers_say_nothing_of_a_class(teacher, at, crowd):
    crowd(wrong=4, right=0)
    assert "Nothing that stands out." in words(text(teacher.get(f"{at}glance/")))


def test_the_last_answer_counts(teacher, small, at, crowd):
    crowd(wrong=6, right=0)
    for one in small.cohort.enrolments.exclude(learner=small.learner):
        attempt = small.attempt(small.contract.translation_key, by=one.learner)
        actions.submit_quiz(attempt=attempt, now=timezone.now() + timedelta(hours=1))
    page = words(text(teacher.get(f"{at}glance/")))
    assert not re.search(r"6 of 6 still answer", page)


def test_answers_in_a_private_module_are_never_read(teacher, small, at, crowd):
    small.contract.sensitive = True
    small.contract.save()
    shelf.renew()
    crowd(wrong=9, right=0)
    page = words(text(teacher.get(f"{at}glance/")))
    assert "Nothing that stands out." in page
    assert "Tried" not in page
    assert "still missed" not in page


@pytest.mark.parametrize("private", ["module", "lesson"])
def test_a_question_of_the_final_test_about_a_private_lesson_is_never_told(teacher, small, at, crowd, private):
    if private == "lesson":
        lesson = LessonPage.objects.child_of(small.contract).first()
        lesson.sensitive = True
        lesson.save()
        shelf.renew()
    named = "getting-help/lesson-1" if private == "module" else "my-contract/lesson-1"
    Question.objects.update(lesson=named)
    for question in Question.objects.all():
        publish_question(question, now=timezone.now())
    crowd(wrong=9, right=0, placement=small.course.translation_key)
    assert "Nothing that stands out." in words(text(teacher.get(f"{at}glance/")))


def test_the_class_is_asked_at_once(teacher, small, at, crowd):
    crowd(wrong=8, right=0)  # each is asked two of three questions: one was answered by five at the least
    page = text(teacher.get(f"{at}glance/"))
    key = re.search(r'name="question" value="([^"]+)"', page)[1]
    answer = teacher.post(f"{at}live/about/", {"question": key, "form_id": str(uuid.uuid4())})
    live = LiveQuiz.objects.get()
    assert answer.headers["Location"] == f"{at}live/{live.pk}/"
    assert "When should you have your contract?" in text(teacher.get(f"{at}live/{live.pk}/"))


def test_what_cannot_be_asked_leads_to_the_other_questions(teacher, at):
    answer = teacher.post(f"{at}live/about/", {"question": "no-such", "form_id": str(uuid.uuid4())})
    assert answer.headers["Location"] == f"{at}live/"


# ── Who is stuck, who is where ───────────────────────────────────────────────────────────────────


def test_two_failed_tries_are_seen_and_passing_ends_it(teacher, small, at):
    for _each in range(2):
        attempt = small.attempt(small.contract.translation_key, right=False)
        actions.submit_quiz(attempt=attempt, now=timezone.now())
    assert "Tried 2 times, not passed: My contract" in words(text(teacher.get(f"{at}glance/")))
    small.pass_quiz(small.contract.translation_key)
    assert "Tried" not in words(text(teacher.get(f"{at}glance/")))


def test_a_week_of_nothing_is_seen_and_coming_to_class_ends_it(teacher, small, at, place):
    place.enrolled_at = timezone.now() - timedelta(days=30)
    place.save()
    assert "Nothing new for 7 days or more" in words(text(teacher.get(f"{at}glance/")))
    session = add_session(cohort=small.cohort, starts_at=timezone.now() - timedelta(days=1), minutes=90, topic="")
    mark_attendance(
        marking=uuid.uuid4(), session=session, marks={place.pk: Mark("present", 90)}, by=small.instructor,
        now=timezone.now(),
    )  # fmt: skip
    assert "Nothing new" not in words(text(teacher.get(f"{at}glance/")))


def test_private_lessons_change_nothing_at_a_glance(teacher, small, at, place):
    place.enrolled_at = timezone.now() - timedelta(days=30)
    place.save()
    leaves(small.learner, 3)

    def shown() -> str:
        pages = (text(teacher.get(f"{at}{page}")) for page in ("glance/", "people/"))
        return re.sub(r'value="[^"]*"', "", "".join(pages))

    before = shown()
    small.read(*small.lessons(small.helping), now=timezone.now())
    assert shown() == before
    assert "Getting help" not in before


def test_places_of_the_course_lead_to_who_is_there(teacher, small, at):
    small.classmate(name="Amina")
    small.read(*small.lessons(small.contract))
    small.pass_quiz(small.contract.translation_key)
    page = text(teacher.get(f"{at}glance/"))
    assert "1. My contract 1 person" in words(page)
    assert "3. Where I go 1 person" in words(page)
    there = words(text(teacher.get(f"{at}people/?at=3")))
    assert "Maria Santos" in there
    assert "Amina" not in there


# ── People ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Maria Santos", "Amina Otieno", "Rosa"}),
        ("q=santos", {"Maria Santos"}),
        ("q=otieno+amina", {"Amina Otieno"}),
        ("q=nobody", set()),
        ("show=finished", {"Maria Santos"}),
        ("show=not_begun", {"Amina Otieno", "Rosa"}),
        ("show=leaving", {"Amina Otieno"}),
        ("show=no_day", {"Maria Santos", "Rosa"}),
        ("show=locked", set()),
        ("show=rubbish", {"Maria Santos", "Amina Otieno", "Rosa"}),
        ("p=99", {"Maria Santos", "Amina Otieno", "Rosa"}),
    ],
)
def test_people_are_found_by_name_and_by_how_they_stand(teacher, small, at, asked, shown):
    leaves(small.classmate(name="Amina Otieno"), 2)
    small.classmate(name="Rosa")
    small.finish()
    page = words(text(teacher.get(f"{at}people/?{asked}")))
    assert {name for name in ("Maria Santos", "Amina Otieno", "Rosa") if name in page} == shown


def test_a_code_is_found_as_it_is_printed(teacher, small, at):
    code = small.learner.user.username
    assert "Maria Santos" in words(text(teacher.get(f"{at}people/?q={code[:4]}-{code[4:]}")))


def test_a_long_class_comes_in_pages_and_the_class_page_stays_short(teacher, small, at):
    for number in range(30):
        small.classmate(name=f"Person {number:02}")
    assert text(teacher.get(f"{at}people/")).count('<details class="card fold">') == 25
    assert text(teacher.get(f"{at}people/?p=2")).count('<details class="card fold">') == 6
    page = text(teacher.get(at))
    assert page.count('<details class="card fold">') == 25
    assert "Find among 31 people" in page


@pytest.mark.parametrize("address", ["glance/", "people/", ""])
def test_pages_about_twelve_take_as_many_queries_as_about_fifty(
    teacher, small, at, crowd, django_assert_num_queries, address
):
    crowd(wrong=8, right=4)  # enough for the class to be told what it gets wrong
    teacher.get(f"{at}{address}")
    with CaptureQueriesContext(connection) as few:
        teacher.get(f"{at}{address}")
    crowd(wrong=20, right=15)
    with django_assert_num_queries(len(few)):
        teacher.get(f"{at}{address}")


def test_what_an_officer_reads_is_written_down_and_she_changes_nothing(client, small, at, place, core):
    officer = factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org")
    client.force_login(officer)
    leaves(small.learner, 2)
    for page in ("glance/", "people/"):
        assert "Give the 40-minute course" not in text(client.get(f"{at}{page}"))
    assert list(AccessLog.objects.values_list("verb", flat=True)) == ["roster_read", "roster_read"]
    for address in (f"people/{place.pk}/core/", f"people/{place.pk}/departure/", "live/about/"):
        assert client.post(f"{at}{address}").status_code == 403


def test_people_of_another_class_are_not_reached(teacher, small, at):
    stranger = factories.learner(factories.cohort(small.course)).enrolments.get()
    for address in ("core/", "core/undo/", "departure/"):
        assert teacher.post(f"{at}people/{stranger.pk}/{address}").status_code == 404


# ── Many classes ─────────────────────────────────────────────────────────────────────────────────


def test_many_classes_come_in_pages_and_are_found_by_name(teacher, small):
    for number in range(45):
        factories.cohort(small.course, small.instructor, title=f"Class {number:02}")
    assert text(teacher.get("/teach/")).count("<h3>") == 30
    assert text(teacher.get("/teach/?p=2")).count("<h3>") == 16
    assert "Class 07" in words(text(teacher.get("/teach/?q=class+07")))
    assert "No class is called so." in words(text(teacher.get("/teach/?q=zzz")))


@pytest.mark.parametrize("classes", [2, 40])
def test_two_classes_take_as_many_queries_as_forty(small, classes, django_assert_num_queries):
    for _each in range(classes - 1):
        factories.cohort(small.course, small.instructor)
    scope = queries.scope_for(small.instructor)
    with django_assert_num_queries(4):
        assert len(queries.classes(scope, now=timezone.now()).running) == min(classes, 30)
