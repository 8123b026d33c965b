"""The office as a browser meets it."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.test import Client

from accounts.models import AccessLog, Role
from tests import factories
from tests.reports.conftest import (
    TAKE,
    cells_on_screen,
    centre,
    csv_cells,
    ministry,
    officer,
    people,
    screen,
    trimmed,
    xlsx_cells,
)

PAGES = ["/office/", "/office/cohorts/", "/office/destinations/"]
FILES = [f"/office/{page}.{form}" for page in ("cohorts", "destinations") for form in ("csv", "xlsx")]
ADMITTED = {Role.PROGRAMME_OFFICER, Role.CONSULAR_OFFICER, Role.ADMINISTRATOR}
HEAD = ["Enrolled", "Started", "Completed", "Completion rate (%)", "Certificates"]


@pytest.fixture(scope="session")
def standing_hope(standing_course):
    """A class of a centre, with 20 women and 10 men who go to Jordan."""
    found = factories.cohort(standing_course, centre=centre("hope"), title="Morning class")
    people(found, 20, started=18, completed=15, certified=12)
    people(found, 10, started=10, completed=5, sex="man")
    return found


@pytest.fixture
def hope(db, standing_hope):
    return deepcopy(standing_hope)


@pytest.fixture
def far(course):
    """A class of another centre."""
    found = factories.cohort(course, centre=centre("far"), title="Far class")
    people(found, 7, started=7, completed=7)
    return found


@pytest.mark.parametrize("address", [*PAGES, *FILES])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.TRAINEE])
def test_who_may_come_in(role, address, hope, browser):
    response = browser(officer(hope.centre, role)).get(address)
    assert response.status_code == (200 if role in ADMITTED else 403)


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_a_trainee_stays_out_and_a_stranger_is_asked_to_sign_in(address, hope, browser, client):
    stranger = Client().get(address)
    assert (stranger.status_code, stranger.url.split("?")[0]) == (302, "/sign-in/staff/")
    assert browser(hope.enrolments.first().learner.user).get(address).status_code == 403


@pytest.mark.parametrize("role", sorted(ADMITTED))
@pytest.mark.parametrize("address", PAGES)
def test_an_office_sees_its_own_centre_and_no_other(address, role, hope, far, browser):
    own = browser(officer(hope.centre, role))
    page = own.get(address).content.decode()
    assert "20 of 30 people have completed the course." in page
    assert "Far class" not in page
    assert "Centre far" not in page
    for query in (f"cohort={far.code}", "centre=far"):
        response = own.get(f"{address}?{query}")
        assert response.status_code == 422
        assert cells_on_screen(response.content.decode()) == []


@pytest.mark.parametrize("address", FILES)
def test_nor_does_it_take_the_figures_of_another_centre_along(address, hope, far, browser):
    own = browser(officer(hope.centre))
    assert own.post(f"{address}?cohort={far.code}", TAKE).status_code == 422
    assert own.post(f"{address}?centre=far", TAKE).status_code == 422
    assert AccessLog.objects.count() == 0


def test_what_she_teaches_elsewhere_is_not_the_office_s(hope, far, browser):
    person = officer(hope.centre)
    far.instructors.add(person)
    factories.Membership.objects.create(user=person, role=Role.INSTRUCTOR, organisation=far.centre)
    assert "Far class" not in browser(person).get("/office/cohorts/").content.decode()


def test_a_ministry_answers_for_everyone(hope, far, browser):
    page = browser(officer(ministry())).get("/office/cohorts/").content.decode()
    assert "27 of 37 people have completed the course." in page
    assert "Far class" in page


def test_a_consular_officer_of_a_ministry_answers_for_the_ministry_s_own_classes(hope, far, browser):
    page = browser(officer(ministry(), Role.CONSULAR_OFFICER)).get("/office/cohorts/").content.decode()
    assert "Morning class" not in page
    assert "Nobody is enrolled" in page


def test_by_class(hope, browser):
    page = browser(officer(hope.centre)).get("/office/cohorts/").content.decode()
    assert cells_on_screen(page) == [
        ["Class", "Centre", "First day", *HEAD, "Attendance (%)"],
        ["Morning class", "Centre hope", "2026-11-18", "30", "28", "20", "71", "12", "–"],
        ["All classes", "", "", "30", "28", "20", "71", "12", "–"],
    ]


def test_by_destination_and_sex(hope, browser):
    page = browser(officer(hope.centre)).get("/office/destinations/").content.decode()
    assert cells_on_screen(page) == [
        ["Destination", "Sex", *HEAD],
        ["Jordan", "Woman", "20", "18", "15", "83", "12"],
        ["Jordan", "Man", "10", "10", "5", "50", "0"],
        ["Jordan", "All", "30", "28", "20", "71", "12"],
        ["All destinations", "Woman", "20", "18", "15", "83", "12"],
        ["All destinations", "Man", "10", "10", "5", "50", "0"],
        ["All destinations", "All", "30", "28", "20", "71", "12"],
    ]


def test_the_overview_says_it_in_a_sentence_then_a_table_then_bars(hope, browser):
    people(hope, 200, started=200, completed=190, to="QA")
    page = browser(officer(hope.centre)).get("/office/").content.decode()
    assert re.findall(r"<span>(.*?)</span>", re.search(r'<p class="answer">.*?</p>', page, re.S)[0]) == [
        "210 of 230 people have completed the course.",
        "Furthest behind: Jordan, Man, with 5 of 10 who started.",
    ]
    assert [row[0] for row in cells_on_screen(page)] == ["Destination", "Jordan", "Qatar", "All destinations"]
    assert page.index('class="answer"') < page.index("<table") < page.index('<svg class="chart"')
    assert re.findall(r'<text class="chart-\w+"[^>]*>(.*?)</text>', page) == [
        "Jordan, Man", "50%", "Jordan, Woman", "83%", "Qatar, Woman", "95%",
    ]  # fmt: skip


NARROWED = ["", "destination=JO", "sex=man", "state=open", "starts_from=2026-01-01&starts_to=2026-12-31"]


@pytest.mark.parametrize("query", NARROWED)
@pytest.mark.parametrize("page", ["cohorts", "destinations"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_screen_csv_and_xlsx_say_the_same(page, query, language, hope, far, browser, arabic):
    far.title = '=HYPERLINK("x")\t\x0b+1'
    far.save()
    people(far, 3, started=2, to="QA", sex="other")
    office = browser(officer(ministry()))
    office.cookies["lang"] = language
    seen = office.get(f"/office/{page}/?{query}").content.decode()
    taken = [office.post(f"/office/{page}.{form}?{query}", TAKE) for form in ("csv", "xlsx")]
    as_csv, as_xlsx = (b"".join(response.streaming_content) for response in taken)
    whole = without_moment(screen(seen))
    assert len(whole) > 8
    assert without_moment(csv_cells(as_csv)) == whole
    assert without_moment(xlsx_cells(as_xlsx)) == trimmed(whole)


def without_moment(rows):
    """Three requests are not made in the same second: only that each says when is compared."""
    dated = [row for row in rows if len(row) == 2 and re.search(r"\d:\d\d", row[1])]
    assert len(dated) == 1
    return [row for row in rows if row not in dated]


@pytest.fixture
def arabic(db):
    from wagtail.models import Locale

    from core import tongues

    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()


def test_an_export_asks_what_for_and_is_written_down(hope, browser):
    person = officer(hope.centre)
    office = browser(person)
    address = "/office/destinations.csv?sex=man&destination=JO"
    assert "What is the file for?" in office.get(address).content.decode()
    assert office.post(address, {"purpose": ""}).status_code == 422
    assert office.post(address, {"purpose": "curiosity"}).status_code == 422
    assert AccessLog.objects.count() == 0
    response = office.post(address, TAKE)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="baon-destinations-\d{4}-\d\d-\d\d.csv"', response.headers["Content-Disposition"]
    )
    assert response.streaming
    assert [(one.actor, one.verb, one.subject, one.purpose) for one in AccessLog.objects.all()] == [
        (person, "report_exported", "report:destinations.csv destination=JO sex=man", "audit")
    ]


def test_files_of_another_form_are_not_found(hope, browser):
    assert browser(officer(hope.centre)).get("/office/cohorts.pdf").status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cohort=NOSUCH", "There is no such class among yours."),
        ("cohort=a%00b", "Null characters are not allowed."),
        ("cohort=waytoolongforacode", "at most 8 characters"),
        ("centre=nowhere", "nowhere is not one of the available choices."),
        ("destination=%27%22%3E", "is not one of the available choices."),
        ("sex=x", "x is not one of the available choices."),
        ("state=ajar", "ajar is not one of the available choices."),
        ("starts_from=yesterday", "Enter a valid date."),
        ("starts_from=99999-01-01", "Enter a valid date."),
        ("starts_from=2026-05-02&starts_to=2026-05-01", "This day is before the other one."),
    ],
)
@pytest.mark.parametrize("address", [*PAGES, "/office/cohorts.csv", "/office/destinations.xlsx"])
def test_a_bad_filter_is_answered_in_words(address, query, words, hope, browser):
    response = browser(officer(hope.centre)).get(f"{address}?{query}")
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert cells_on_screen(page) == []


def test_classes_are_cut_by_a_destination_or_a_sex_and_not_by_both(hope, browser):
    office = browser(officer(hope.centre))
    assert office.get("/office/cohorts/?sex=man&destination=JO").status_code == 422
    assert office.get("/office/destinations/?sex=man&destination=JO").status_code == 200


def test_too_many_classes_are_not_cut(hope, browser, monkeypatch):
    monkeypatch.setattr("reports.forms.MOST_CLASSES_CUT", 0)
    response = browser(officer(hope.centre)).get("/office/cohorts/?sex=man")
    assert (response.status_code, "These are more than 0 classes." in response.content.decode()) == (422, True)


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_office_says_so(address, db, browser):
    page = browser(officer(centre("new"))).get(address).content.decode()
    assert "Nobody is enrolled in a class that fits." in page
    assert cells_on_screen(page) == []


def test_an_empty_report_can_still_be_taken_along(db, browser):
    office = browser(officer(centre("new")))
    for address in FILES:
        response = office.post(address, TAKE)
        assert (response.status_code, bool(b"".join(response.streaming_content))) == (200, True)


@pytest.mark.parametrize("address", [*PAGES, "/office/cohorts/?sex=man"])
@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_is_flat(count, address, course, browser, django_assert_num_queries):
    for number in range(count):
        found = factories.cohort(course, centre=centre("hope"), title=f"Class {number}")
        people(found, 2, started=1, sex="man")
    office = browser(officer(centre("hope")))
    office.get(address)
    expected = {"/office/": 7, "/office/cohorts/": 10, "/office/destinations/": 7, "/office/cohorts/?sex=man": 11}
    with django_assert_num_queries(expected[address]):
        office.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_kept_by_nobody_and_hold_no_inline_style(address, hope, browser):
    response = browser(officer(hope.centre)).get(address)
    page = response.content.decode()
    assert response.headers["Cache-Control"] == "no-store, private"
    assert re.findall(r"<[^>]+ (style|on\w+)=", page) == []
    assert re.findall(r"<script(?![^>]* src=)", page) == []


def test_no_page_names_a_person(hope, browser):
    office = browser(officer(hope.centre))
    names = {one.learner.user.name for one in hope.enrolments.select_related("learner__user")}
    for address in PAGES:
        page = office.get(address).content.decode()
        assert [name for name in names if name in page] == []


def test_from_right_to_left_bars_grow_from_the_right(hope, browser, arabic):
    office = browser(officer(hope.centre))
    office.cookies["lang"] = "ar"
    page = office.get("/office/").content.decode()
    assert 'dir="rtl"' in page
    assert re.findall(r'<rect class="chart-done" x="(\d+)%" y="24" width="(\d+)%"', page) == [("50", "50")]
    assert re.findall(r'<text class="chart-name" x="(\d+)%" y="16"', page) == ["100"]
