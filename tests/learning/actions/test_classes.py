"""Opening classes, planning sessions, taking people off and back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from accounts.models import AccessLog
from learning.actions import ClassPlan, add_session, open_class, readmit, withdraw
from learning.models import ClassSession, Cohort
from tests import factories
from tests.factories import NOW


@pytest.fixture
def plan(small) -> ClassPlan:
    return ClassPlan(
        title="Evening class",
        course=small.course,
        centre=factories.OrganisationFactory(),
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 12),
        languages=("en", "fil"),
        destinations=[factories.DestinationFactory(code="JO")],
        safeguarding_name="Ms Achieng",
        safeguarding_phone="+254 700 000000",
        women_only=True,
    )


def test_a_class_opens_with_a_code_and_its_instructor(small, plan):
    cohort = open_class(form_id=uuid.uuid4(), plan=plan, by=small.instructor, now=NOW)
    assert (len(cohort.code), cohort.languages, cohort.women_only, cohort.opened_at) == (6, ["en", "fil"], True, NOW)
    assert [*cohort.instructors.all()] == [small.instructor]
    assert [place.code for place in cohort.destinations.all()] == ["JO"]


def test_the_same_form_twice_opens_one_class(small, plan):
    form_id = uuid.uuid4()
    first = open_class(form_id=form_id, plan=plan, by=small.instructor, now=NOW)
    assert open_class(form_id=form_id, plan=plan, by=small.instructor, now=NOW) == first


def test_a_code_that_another_class_has_is_passed_over(small, plan):
    form_id = uuid.uuid4()
    first = open_class(form_id=form_id, plan=plan, by=small.instructor, now=NOW)
    other = open_class(form_id=form_id, plan=replace(plan, title="Other"), by=small.instructor, now=NOW)
    assert first.code != other.code
    assert Cohort.objects.count() == 3


def test_a_class_meets_once_at_a_time(small):
    first = add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="Contract")
    assert add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="Contract") == first
    assert ClassSession.objects.count() == 1


def test_taking_a_person_off_a_class_is_logged_and_can_be_undone(small):
    enrolment = small.learner.enrolments.get()
    for _twice in range(2):
        withdraw(enrolment=enrolment, by=small.instructor, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.withdrawn_at == NOW
    for _twice in range(2):
        readmit(enrolment=enrolment, by=small.instructor, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.withdrawn_at is None
    assert sorted(AccessLog.objects.values_list("verb", "subject")) == [
        ("readmitted", f"enrolment:{enrolment.pk}"), ("withdrawn", f"enrolment:{enrolment.pk}"),
    ]  # fmt: skip
