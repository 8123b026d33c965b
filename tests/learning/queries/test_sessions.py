"""The sessions of a class as its page shows them: today first, and those without a roll call never out of sight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from learning import queries
from learning.models import Attendance, ClassSession
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def meet(small):
    """A session so many hours from now; called, if somebody's name was."""

    def make(hours: float, *, called: bool = False) -> ClassSession:
        session = ClassSession.objects.create(cohort=small.cohort, starts_at=NOW + timedelta(hours=hours))
        if called:
            present, enrolment = Attendance.State.PRESENT, small.learner.enrolments.get()
            Attendance.objects.create(
                session=session,
                enrolment=enrolment,
                state=present,
                minutes=90,
                marked_at=NOW,
                marked_by=small.instructor,
            )
        return session

    return make


def laid_out(small) -> dict[str, object]:
    found = queries.sessions(small.cohort, now=NOW)
    return {"today": found.today, "missed": [*found.missed], "coming": [*found.coming], "past": [*found.past]}


def test_each_session_stands_in_one_place(small, meet):
    older, missed, last = meet(-72, called=True), meet(-48), meet(-24, called=True)
    today, soon, later = meet(1), meet(24), meet(48)
    assert laid_out(small) == {"today": today, "missed": [missed], "coming": [soon, later], "past": [last, older]}


def test_of_two_meetings_today_the_one_without_a_roll_call_comes_first(small, meet):
    morning, noon = meet(-1, called=True), meet(1)
    assert laid_out(small) == {"today": noon, "missed": [], "coming": [], "past": [morning]}


def test_once_all_of_today_are_called_the_last_stays_in_sight(small, meet):
    morning, noon = meet(-2, called=True), meet(-1, called=True)
    assert laid_out(small) == {"today": noon, "missed": [], "coming": [], "past": [morning]}


def test_a_class_without_a_plan_has_none(small):
    assert not queries.sessions(small.cohort, now=NOW)


def test_the_next_is_the_first_to_come(small, meet):
    meet(-24, called=True)
    soon, _later = meet(24), meet(48)
    assert queries.sessions(small.cohort, now=NOW).next == soon
