"""Results of surveys as the office meets them."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import Client

from accounts.models import AccessLog, Role
from assessments.surveys.kinds import Wave
from tests import factories
from tests.assessments.surveys.conftest import make_survey, send
from tests.reports.conftest import (
    TAKE,
    cells_on_screen,
    centre,
    csv_cells,
    ministry,
    officer,
    screen,
    trimmed,
    xlsx_cells,
)
from tests.reports.test_views import ADMITTED

pytestmark = pytest.mark.django_db
PAGES = ["/office/surveys/", "/office/surveys.csv", "/office/surveys.xlsx"]
HERE = "/office/surveys/?survey=my-class&year=2026"


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture(scope="session")
def standing_feedback(ground):
    return make_survey()


@pytest.fixture
def feedback(db, standing_feedback):
    return deepcopy(standing_feedback)


@pytest.fixture(scope="session")
def standing_hope(standing_course, standing_feedback):
    """A class of one centre: 20 of 22 answers are far enough to be shown."""
    found = factories.cohort(standing_course, centre=centre("hope"), title="Morning class")
    for number in range(22):
        send(standing_feedback, "5" if number % 2 else "2", "yes" if number < 6 else "no", group=found.code)
    return found


@pytest.fixture
def hope(db, standing_hope):
    return deepcopy(standing_hope)


@pytest.fixture
def far(course, feedback):
    """A class of another centre."""
    found = factories.cohort(course, centre=centre("far"), title="Far class")
    for number in range(10):
        send(feedback, "4" if number < 5 else "3", "", group=found.code)
    return found


def rows(browser, person, address=HERE) -> list[list[str]]:
    return cells_on_screen(browser(person).get(address).content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.TRAINEE])
def test_who_may_come_in(role, address, hope, browser):
    assert browser(officer(hope.centre, role)).get(address).status_code == (200 if role in ADMITTED else 403)


@pytest.mark.parametrize("address", PAGES)
def test_strangers_and_trainees_stay_out(address, hope, browser):
    assert Client().get(address).url.startswith("/sign-in/staff/")
    assert browser(factories.learner(hope).user).get(address).status_code == 403


def test_a_centre_reads_what_its_class_has_said(hope, far, browser):
    assert rows(browser, officer(hope.centre)) == [
        ["Question", "Answer", "Answers: people", "Answers: share (%)", "Answers: mean"],
        ["I can read my contract.", "I fully agree or I agree", "20", "50", "3.5"],
        ["Is your wage right?", "Yes", "20", "30", "–"],
        ["Is your wage right?", "No", "20", "70", "–"],
        ["Is your wage right?", "I am not sure", "20", "0", "–"],
        ["What was missing?", "Nothing", "0", "–", "–"],
        ["What was missing?", "Time", "0", "–", "–"],
        ["What was missing?", "Words", "0", "–", "–"],
    ]


def test_another_centre_is_not_among_its_choices(hope, far, browser):
    own = browser(officer(hope.centre))
    assert "Far class" not in own.get(HERE).content.decode()
    assert own.get(f"{HERE}&part={far.code}").status_code == 422
    assert own.post(f"/office/surveys.csv?survey=my-class&year=2026&part={far.code}", TAKE).status_code == 422


def test_a_ministry_reads_centres_and_all_of_them(hope, far, browser):
    own = browser(officer(ministry()))
    page = own.get(HERE).content.decode()
    assert "Centre hope" in page
    assert "Morning class" not in page
    assert cells_on_screen(page)[1][2:] == ["30", "50", "3.5"]
    assert cells_on_screen(own.get(f"{HERE}&part=far").content.decode())[1][2:] == ["10", "50", "3.5"]


def test_before_five_have_answered_there_is_nothing(course, feedback, browser):
    found = factories.cohort(course, centre=centre("hope"))
    for _person in range(4):
        send(feedback, "5", group=found.code)
    page = browser(officer(found.centre)).get(HERE).content.decode()
    assert cells_on_screen(page) == []
    assert "fewer than five people" in page


def test_before_and_after_stand_side_by_side_and_the_change_is_named_for_what_it_is(course, browser):
    survey = make_survey("confidence")
    found = factories.cohort(course, centre=centre("hope"))
    for number in range(20):
        send(survey, "3" if number % 2 else "2", group=found.code, wave=Wave.BEFORE)
    for number in range(15):
        send(survey, "4" if number % 3 else "2", group=found.code, wave=Wave.AFTER)
    head, first, *_others = rows(browser, officer(found.centre))
    assert head[2:] == [
        "Before: people", "Before: share (%)", "Before: mean", "After: people", "After: share (%)", "After: mean",
        "Change in confidence",
    ]  # fmt: skip
    assert first[2:] == ["20", "0", "2.5", "15", "66", "3.3", "+0.8"]


def test_places_are_read_by_year(browser):
    survey = make_survey("follow_up")
    factories.DestinationFactory()
    for _person in range(5):
        send(survey, "", "yes", group="jo", wave=Wave.MONTHS_3)
    own = officer(centre("hope"))
    assert rows(browser, own)[2][2:] == ["5", "100", "–", "0", "–", "–"]
    assert rows(browser, own, HERE.replace("2026", "2025")) == []


@pytest.mark.parametrize(("form", "read"), [("csv", csv_cells), ("xlsx", xlsx_cells)])
def test_the_file_is_the_screen_and_is_written_down(form, read, hope, browser):
    own = browser(officer(hope.centre))
    page = own.get(HERE).content.decode()
    response = own.post(f"/office/surveys.{form}?survey=my-class&year=2026", TAKE)
    content = b"".join(response.streaming_content)
    assert trimmed(read(content)) == trimmed(screen(page))
    logged = AccessLog.objects.get(verb="report_exported")
    assert (logged.subject, logged.purpose) == (f"report:surveys.{form} survey=my-class year=2026", "audit")


def test_without_a_purpose_there_is_no_file(hope, browser):
    own = browser(officer(hope.centre))
    assert own.get("/office/surveys.csv").status_code == 200
    assert own.post("/office/surveys.csv", {}).status_code == 422
    assert not AccessLog.objects.filter(verb="report_exported").exists()


@pytest.mark.parametrize("query", ["survey=none", "survey=my-class&year=1", "survey=my-class&year=x", "part=%00"])
def test_what_there_is_not_is_said_so(query, hope, browser):
    assert browser(officer(hope.centre)).get(f"/office/surveys/?{query}").status_code == 422


def test_without_a_survey_the_page_says_so(course, browser):
    page = browser(officer(centre("hope"))).get("/office/surveys/")
    assert page.status_code == 200
    assert "There is no survey yet." in page.content.decode()


@pytest.mark.parametrize("classes", [1, 8])
def test_the_number_of_queries_is_flat(classes, course, feedback, browser, django_assert_num_queries):
    for number in range(classes):
        found = factories.cohort(course, centre=centre("hope"), title=f"Class {number}")
        for _person in range(5):
            send(feedback, "4", "yes", "1", group=found.code)
    own = browser(officer(centre("hope")))
    own.get(HERE)
    with django_assert_num_queries(7):
        own.get(HERE)
