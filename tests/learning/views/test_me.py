"""A trainee's own pages, and the small answers lesson documents ask for."""

from __future__ import annotations

import json
import uuid

import pytest

from certificates.models import CertificateRule
from courses import shelf
from courses.models import Prerequisite
from learning.actions import add_session
from learning.models import Bookmark, Record
from tests import factories
from tests.factories import NOW

FROM_US = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_home_greets_her_and_names_one_next_step(trainee):
    page = text(trainee.get("/me/"))
    assert "Hello, <bdi>Maria Santos</bdi>" in page
    assert "Lesson 1 of My contract" in page
    assert 'href="/en/ph-jo/my-contract/lesson-1/"' in page
    assert "Module 1 of 3: My contract" in page
    assert 'href="/en/ph-jo/numbers/"' in page


def test_home_names_no_module_before_the_one_it_follows(small, trainee):
    small.contract.prerequisites = [Prerequisite(module=small.helping)]
    small.contract.save()
    shelf.renew()
    first, *_rest = small.lessons(small.contract)
    trainee.post("/me/bookmark/", {"lesson": first, "path": "/en/ph-jo/my-contract/lesson-1/#s-1"}, **FROM_US)
    assert "Module 2 of 3: Getting help" in text(trainee.get("/me/"))
    small.read(*small.lessons(small.helping))
    assert "Module 1 of 3: My contract" in text(trainee.get("/me/"))


def test_home_goes_on_at_the_screen_she_was_on(small, trainee):
    _first, second = small.lessons(small.contract)
    path = "/en/ph-jo/my-contract/lesson-2/#s-0a1b2c3d"
    trainee.post("/me/bookmark/", {"lesson": second, "path": path}, **FROM_US)
    assert f'href="{path}"' in text(trainee.get("/me/"))


@pytest.mark.parametrize(
    ("read", "words"), [(1, "1 lesson left."), (0, "2 lessons left."), (2, "Questions not passed yet.")]
)
def test_home_says_what_is_left_of_a_module(small, trainee, read, words):
    if read:
        small.read(*small.lessons(small.contract)[:read])
    assert words in text(trainee.get("/me/"))


def test_home_leads_to_the_questions_then_to_the_final_test(small, trainee):
    small.read(*small.lessons(small.contract))
    assert f'href="/me/quiz/{small.contract.translation_key}/"' in text(trainee.get("/me/"))
    small.read(*small.lessons())
    small.pass_quiz(small.contract.translation_key)
    assert "Go to the final test" in text(trainee.get("/me/"))


def test_home_without_a_class_leads_to_the_class_code(client, db):
    client.force_login(factories.learner().user)
    assert 'href="/join/"' in text(client.get("/me/"))


def test_who_has_no_record_is_led_to_the_class_code(client, db):
    client.force_login(factories.UserFactory())
    assert client.get("/me/").headers["Location"] == "/join/"


def test_personal_pages_are_never_stored(trainee):
    for path in ("/me/", "/me/data/", "/me/data/download/", "/me/done/"):
        assert "no-store" in trainee.get(path).headers["Cache-Control"], path


@pytest.mark.parametrize("path", ["/me/", "/me/data/", "/me/data/download/"])
def test_guests_sign_in_first_and_staff_have_no_such_page(client, small, path):
    assert client.get(path).headers["Location"].startswith("/sign-in/?next=")
    client.force_login(small.instructor)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("lessons", [1, 5, pytest.param(12, marks=pytest.mark.slow)])
def test_home_takes_as_many_queries_for_many_lessons_and_classes(small, client, lessons, django_assert_max_num_queries):
    learner = factories.learner(small.cohort)
    for number in range(lessons):
        module = factories.module(f"Module {number}", lessons=lessons)
        other = factories.cohort(factories.course(module, title=f"Course {number}"), small.instructor)
        learner.enrolments.create(cohort=other, course_key=other.course.translation_key, enrolled_at=NOW)
        small.read(*small.lessons(module), by=learner)
    client.force_login(learner.user)
    client.get("/me/")
    with django_assert_max_num_queries(15):
        client.get("/me/")


# ── For lesson documents ─────────────────────────────────────────────────────────────────────────


def done(client, corridor="ph-jo") -> list[str]:
    return client.get(f"/me/done/?corridor={corridor}").json()["done"]


def test_done_lists_lessons_and_modules_for_the_way_to_go(small, trainee):
    [overlay] = small.lessons(small.overlay)
    small.read(overlay)
    assert done(trainee) == sorted(map(str, [overlay, small.overlay.translation_key]))
    assert done(trainee, "ph-qa") == []
    assert done(trainee, "nonsense") == done(trainee)


def test_guests_and_staff_have_done_nothing(client, small):
    assert done(client) == []
    client.force_login(small.instructor)
    assert done(client) == []


def test_the_button_of_a_lesson_records_it_and_goes_on(small, trainee):
    lesson = small.lessons()[0]
    answer = trainee.post("/me/read/", {"lesson": lesson, "corridor": "ph-jo", "next": "/en/ph-jo/x/"}, **FROM_US)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/ph-jo/x/")
    assert Record.objects.get().node == lesson


def test_the_button_pressed_twice_with_one_record_id_is_one_record(small, trainee):
    for _twice in range(2):
        trainee.post("/me/read/", {"lesson": small.lessons()[0], "record": uuid.UUID(int=7), "next": "/"}, **FROM_US)
    assert [record.pk for record in Record.objects.all()] == [uuid.UUID(int=7)]


def test_a_guest_goes_on_and_nothing_is_kept(small, client):
    answer = client.post("/me/read/", {"lesson": small.lessons()[0], "next": "/en/ph-jo/x/"}, **FROM_US)
    assert answer.headers["Location"] == "/en/ph-jo/x/"
    assert not Record.objects.exists()
    assert not answer.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_the_button_never_leads_to_another_site(small, trainee, elsewhere):
    answer = trainee.post("/me/read/", {"lesson": small.lessons()[0], "next": elsewhere}, **FROM_US)
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/me/read/", "/me/bookmark/"])
def test_posts_from_other_sites_are_refused(trainee, path):
    assert trainee.post(path, {}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


@pytest.mark.parametrize("lesson", ["", "x", str(uuid.UUID(int=1))])
def test_a_lesson_that_is_none_is_not_found(trainee, lesson):
    assert trainee.post("/me/read/", {"lesson": lesson, "next": "/"}, **FROM_US).status_code == 404


@pytest.mark.parametrize("path", ["", "https://evil.example/", "/" + 300 * "x"])
def test_a_bookmark_that_makes_no_sense_is_left(small, trainee, path):
    answer = trainee.post("/me/bookmark/", {"lesson": small.lessons()[0], "path": path}, **FROM_US)
    assert (answer.status_code, Bookmark.objects.exists()) == (204, False)


# ── Her data ─────────────────────────────────────────────────────────────────────────────────────


def test_her_data_can_be_taken_along(small, trainee):
    small.finish()
    answer = trainee.get("/me/data/download/")
    assert 'filename="my-data.json"' in answer.headers["Content-Disposition"]
    kept = json.loads(answer.content)
    assert kept["name"] == "Maria Santos"
    assert len(kept["records"]) == 6
    assert {row["passed"] for row in kept["quizzes"]} == {True}


def test_her_next_session_is_on_her_page(small, trainee):
    add_session(cohort=small.cohort, starts_at=NOW.replace(year=2099), minutes=60, topic="Money at home")
    assert "Money at home" in text(trainee.get("/me/"))


def test_a_certificate_for_another_destination_is_not_shown_as_this_one(small, trainee):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=6)
    certificate = small.finish().certificate
    assert f'href="/me/certificates/{certificate.serial}/"' in text(trainee.get("/me/"))
    small.learner.destination = factories.DestinationFactory(code="QA")
    small.learner.save()
    assert certificate.serial not in text(trainee.get("/me/"))


def test_when_all_is_done_she_is_told_what_the_certificate_waits_for(small, trainee):
    small.cohort.mode = "venue"
    small.cohort.save()
    small.finish()
    assert "when your instructor has marked that you were in class" in text(trainee.get("/me/"))
