"""Surveys are offered where a class meets and where she looks; who answers is never asked."""

from __future__ import annotations

import pytest

from assessments.surveys.addresses import survey_address
from tests.assessments.surveys.conftest import make_survey


@pytest.fixture
def surveys(small):
    return {kind: make_survey(kind, key=kind.replace("_", "-")) for kind in ("confidence", "feedback", "follow_up")}


def test_a_class_finds_an_address_and_a_square_for_each_survey_of_a_class(small, teacher, surveys):
    response = teacher.get(f"/teach/{small.cohort.code}/surveys/")
    html = response.content.decode()
    for address in (
        survey_address("confidence", small.cohort.code, wave="before"),
        survey_address("confidence", small.cohort.code, wave="after"),
        survey_address("feedback", small.cohort.code),
    ):
        assert address in html
    assert html.count('class="square square-big"') == 3
    assert f'href="/teach/{small.cohort.code}/surveys/"' in teacher.get(f"/teach/{small.cohort.code}/").content.decode()


def test_without_surveys_the_page_says_who_writes_them(small, teacher):
    assert "No survey is published yet." in teacher.get(f"/teach/{small.cohort.code}/surveys/").content.decode()


def test_another_class_is_not_shown(small, trainee):
    assert trainee.get(f"/teach/{small.cohort.code}/surveys/").status_code in {302, 403, 404}


def test_what_comes_later_is_offered_once_a_course_is_done(small, trainee, surveys):
    later = survey_address("follow-up", "jo", wave="3-months")
    assert later not in trainee.get("/me/").content.decode()
    small.finish()
    assert later in trainee.get("/me/").content.decode()
