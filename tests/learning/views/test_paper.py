"""Quizzes on paper, from the form to the count, as two people at a table meet them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from accounts.models import AccessLog, Role
from assessments.actions import publish_question
from assessments.models import Attempt, Option, Question
from assessments.paper import queries as printing
from assessments.paper.grids import grid
from courses import shelf
from learning.actions.paper import PaperPlan, make_paper
from learning.models import PaperCorrection, PaperEntry, PaperQuiz
from tests import factories
from tests.factories import NOW

CENTRE, ELSEWHERE = "hope-centre", "other-centre"


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


@pytest.fixture
def at(small) -> str:
    small.cohort.code = "K7M42P"
    small.cohort.save()
    return "/teach/K7M42P/paper/"


@pytest.fixture
def paper(small, at) -> PaperQuiz:
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    return make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)


@pytest.fixture
def sheet(at, paper) -> str:
    return f"{at}sheet/{paper.sheets.get().code}/"


@pytest.fixture
def second(small) -> Client:
    """The browser of a second instructor of the class."""
    person = factories.staff(email="second@example.org", name="Second")
    small.cohort.instructors.add(person)
    client = Client()
    client.force_login(person)
    return client


def marks(paper: PaperQuiz, *, right: bool = True, **marked: str) -> dict[str, str]:
    """What the form posts: right or wrong letters, but for those given by number."""
    post = {}
    for number, (version, question) in enumerate(printing.asked(paper.versions).items(), start=1):
        letters = grid(question, seed=paper.pk).letters
        mark = next(sign for sign, key in letters.items() if (key in question.right_keys) == right)
        post[f"mark-{version}-0"] = marked.get(f"q{number}", mark)
    return post


def form(small, page: str, **values: str) -> dict[str, str]:
    place = str(small.contract.translation_key)
    return {"paper": hidden(page, "paper"), "place": place, "language": "en", "kind": "named", **values}


def everything(at: str, paper: PaperQuiz, sheet: str) -> list[tuple[str, str]]:
    """Every address about paper in one class."""
    reading = [("GET", at), ("GET", f"{at}find/"), ("GET", sheet), ("GET", f"{sheet}settle/")]
    reading += [("GET", f"{at}{paper.pk}/{path}") for path in ("", "booklet/", "sheets/", "key/")]
    posts = [("POST", at), ("POST", sheet), ("POST", f"{sheet}settle/"), ("POST", f"{sheet}again/")]
    return [*reading, *posts, ("POST", f"{at}{paper.pk}/add/"), ("POST", f"{at}{paper.pk}/undo/")]


# ── Who comes in ─────────────────────────────────────────────────────────────────────────────────


def person(role: str, centre: str):
    kind = "ministry" if centre == "ministry" else "centre"
    organisation = factories.OrganisationFactory(code=centre, kind=kind)
    return factories.staff(Role(role), organisation=organisation, email=f"{role}@{centre}.org")


@pytest.mark.parametrize(
    ("role", "centre", "statuses"),
    [
        ("programme_officer", CENTRE, {200, 302, 422}),
        ("administrator", CENTRE, {200, 302, 422}),
        ("instructor", CENTRE, {404}),
        ("programme_officer", ELSEWHERE, {404}),
        ("programme_officer", "ministry", {403}),
        ("author", CENTRE, {403}),
        ("consular_officer", CENTRE, {403}),
    ],
)
def test_paper_is_for_the_instructors_of_the_class_and_the_managers_of_its_centre(
    client, at, paper, sheet, role, centre, statuses
):
    client.force_login(person(role, centre))
    for method, address in everything(at, paper, sheet):
        assert client.generic(method, address).status_code in statuses, (method, address)


def test_an_instructor_of_the_class_reaches_every_page(teacher, at, paper, sheet):
    for method, address in everything(at, paper, sheet):
        assert teacher.generic(method, address).status_code in {200, 302, 422}, (method, address)


def test_trainees_and_guests_find_no_paper(client, small, at, paper, sheet):
    for method, address in everything(at, paper, sheet):
        assert client.generic(method, address).headers["Location"].startswith("/sign-in/staff/"), address
    client.force_login(small.learner.user)
    assert {client.generic(*one).status_code for one in everything(at, paper, sheet)} == {403}


def test_a_sheet_of_another_class_is_not_reached_through_ones_own(teacher, small, paper, sheet):
    other = factories.cohort(small.course, small.instructor)
    assert teacher.get(f"/teach/{other.code}/paper/{paper.pk}/").status_code == 404
    assert teacher.get(f"/teach/{other.code}/paper/sheet/{paper.sheets.get().code}/").status_code == 404


def test_a_manager_who_looks_at_the_sheets_is_written_down(client, small, at, paper):
    manager = person("administrator", CENTRE)
    client.force_login(manager)
    client.get(f"{at}{paper.pk}/")
    assert AccessLog.objects.get(verb="paper_read").actor == manager


# ── What is printed ──────────────────────────────────────────────────────────────────────────────


def test_a_booklet_is_made_once_however_often_the_form_is_sent(teacher, small, at):
    post = form(small, text(teacher.get(at)))
    first, again = (teacher.post(at, post).headers["Location"] for _twice in range(2))
    assert first == again == f"{at}{PaperQuiz.objects.get().pk}/"
    assert "Maria Santos" in text(teacher.get(first))


def test_sheets_without_names_need_a_number(teacher, small, at):
    post = form(small, text(teacher.get(at)), kind="nameless")
    assert "Write how many" in text(teacher.post(at, post), 422)
    address = teacher.post(at, {**post, "count": "3"}).headers["Location"]
    assert PaperQuiz.objects.get().sheets.filter(enrolment=None).count() == 3
    assert "Do not write your name" in text(teacher.get(f"{address}sheets/"))


def test_what_is_private_to_a_trainee_is_not_offered(teacher, small, at):
    small.helping.quiz = small.quizzes[small.contract.translation_key]
    small.helping.save_revision().publish()
    shelf.renew()
    page = text(teacher.get(at))
    assert str(small.contract.translation_key) in page
    assert str(small.helping.translation_key) not in page


def test_the_booklet_tells_nothing_of_what_is_right_and_the_key_does(teacher, at, paper):
    booklet = text(teacher.get(f"{at}{paper.pk}/booklet/"))
    assert booklet.count("When should you have your contract?") == 2
    assert "About: Before I travel" not in booklet
    assert "Before I travel" in text(teacher.get(f"{at}{paper.pk}/key/"))


def test_the_language_of_the_print_can_be_chosen(teacher, at, paper, settings):
    from wagtail.models import Locale

    from core import tongues

    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    page = text(teacher.get(f"{at}{paper.pk}/booklet/?language=ar"))
    assert '<div class="printed" lang="ar" dir="rtl">' in page
    assert '<span lang="en" dir="ltr">When should you have your contract?</span>' in page
    assert '<div class="printed" lang="en" dir="ltr">' in text(teacher.get(f"{at}{paper.pk}/booklet/?language=xx"))


def test_a_sheet_shows_name_code_and_a_square(teacher, at, paper):
    page = text(teacher.get(f"{at}{paper.pk}/sheets/"))
    code = paper.sheets.get().code
    assert "Maria Santos" in page
    assert f"{code[:3]}-{code[3:]}" in page
    assert page.count('<div class="square"><svg') == 1


def test_a_booklet_is_taken_back_until_somebody_types(teacher, at, paper, sheet):
    assert "Take this booklet back" in text(teacher.get(f"{at}{paper.pk}/"))
    teacher.post(sheet, marks(paper))
    assert "Take this booklet back" not in text(teacher.get(f"{at}{paper.pk}/"))
    assert teacher.post(f"{at}{paper.pk}/undo/").headers["Location"] == f"{at}{paper.pk}/"
    PaperEntry.objects.all().delete()
    assert teacher.post(f"{at}{paper.pk}/undo/").headers["Location"] == at
    assert not PaperQuiz.objects.exists()


# ── What is typed ────────────────────────────────────────────────────────────────────────────────


def test_two_people_type_a_sheet_and_it_counts(teacher, second, at, paper, sheet):
    assert teacher.post(sheet, marks(paper)).headers["Location"] == f"{at}{paper.pk}/"
    page = text(second.get(sheet))
    assert re.findall(r'value="(\w*)" checked', page) == ["", ""]
    second.post(sheet, marks(paper))
    assert Attempt.objects.get().passed
    assert "It is counted" in text(second.get(sheet))


def test_who_typed_a_sheet_does_not_type_it_again(teacher, at, paper, sheet):
    teacher.post(sheet, marks(paper))
    assert "Another person types it the second time" in text(teacher.get(sheet))
    assert teacher.post(sheet, marks(paper, right=False)).headers["Location"] == sheet
    assert PaperEntry.objects.count() == 1


def test_after_a_sheet_comes_the_next_that_waits(teacher, small, at):
    small.classmate(name="Amina Noor")
    small.classmate(name="Zahra Ali")
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    paper = make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)
    codes = list(paper.sheets.values_list("code", flat=True))
    visited = []
    address = f"{at}sheet/{codes[1]}/"
    while "sheet/" in address:
        visited.append(address.split("/")[5])
        address = teacher.post(address.split("?")[0], marks(paper)).headers["Location"]
    assert (visited, address) == ([codes[1], codes[2], codes[0]], f"{at}{paper.pk}/")


def test_a_sheet_is_found_by_its_code(teacher, at, paper, sheet):
    code = paper.sheets.get().code
    assert teacher.get(f"{at}find/", {"code": f"{code[:3]}-{code[3:]}".lower()}).headers["Location"] == sheet
    missing = teacher.get(f"{at}find/", {"code": "000001"}, follow=True)
    assert "No sheet of this class has this code" in text(missing)


def test_where_two_differ_the_other_reading_is_taken_over_with_a_reason(teacher, second, paper, sheet):
    teacher.post(sheet, marks(paper))
    settle = second.post(sheet, marks(paper, q2="?")).headers["Location"]
    assert settle == f"{sheet}settle/"
    page = text(second.get(settle))
    version = paper.versions[1]
    assert (page.count(f'name="right-{version}"'), f'name="right-{paper.versions[0]}"' in page) == (1, False)
    assert "Cannot read" in page
    assert "Please look at this again" in text(second.post(settle, {f"right-{version}": "1"}), 422)
    own = second.post(settle, {f"right-{version}": "2", "reason": "faint"})
    assert (own.headers["Location"], Attempt.objects.exists()) == (settle, False)
    second.post(settle, {f"right-{version}": "1", "reason": "faint"})
    assert (PaperCorrection.objects.get().reason, Attempt.objects.get().passed) == ("faint", True)


def test_where_neither_is_right_the_sheet_is_typed_again(teacher, second, paper, sheet):
    teacher.post(sheet, marks(paper))
    second.post(sheet, marks(paper, right=False))
    assert teacher.post(f"{sheet}again/").headers["Location"] == sheet
    assert "Save, and the next sheet" in text(teacher.get(sheet))


def test_a_number_that_cannot_be_read_is_asked_for_again(teacher, small, at):
    Question.objects.update(retired_at=NOW)
    asked = factories.QuestionFactory(kind="numeric", number=1500, tolerance=10)
    Option.objects.filter(question=asked).delete()
    version = publish_question(asked, now=NOW).pk
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    paper = make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)
    sheet = f"{at}sheet/{paper.sheets.get().code}/"
    page = text(teacher.post(sheet, {f"mark-{version}-0": "a lot"}), 422)
    assert "A number could not be read" in page
    assert 'value="a lot"' in page
    assert teacher.post(sheet, {f"mark-{version}-0": "a lot", f"unread-{version}-0": "1"}).status_code == 302


@pytest.mark.parametrize("count", [1, 12])
def test_every_page_takes_as_many_queries_for_a_big_class(small, teacher, at, count, django_assert_max_num_queries):
    for number in range(count):
        small.classmate(name=f"Person {number:02}")
        publish_question(factories.QuestionFactory(), now=NOW)
    small.quizzes[small.contract.translation_key].parts.update(count=count)
    plan = PaperPlan(small.contract.translation_key, "a3", "en", "JO")
    paper = make_paper(paper_id=uuid.uuid4(), cohort=small.cohort, plan=plan, by=small.instructor, now=NOW)
    sheet = f"{at}sheet/{paper.sheets.first().code}/"
    pages = [at, sheet, *(f"{at}{paper.pk}/{path}" for path in ("", "booklet/", "sheets/", "key/"))]
    for page in pages:
        with django_assert_max_num_queries(21):
            teacher.get(page)
