"""Opening classes, planning sessions, taking people off and back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from accounts.models import AccessLog
from learning.actions import (
    ClassClosed,
    ClassDetails,
    ClassPlan,
    DestinationInUse,
    NotAccredited,
    NotCertified,
    add_session,
    change_class,
    close_class,
    join_again,
    open_class,
    readmit,
    reopen_class,
    withdraw,
)
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
        withdraw(enrolment=enrolment, because="own_choice", by=small.instructor, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.withdrawn_at == NOW
    for _twice in range(2):
        readmit(enrolment=enrolment, by=small.instructor, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.withdrawn_at is None
    assert sorted(AccessLog.objects.values_list("verb", "subject")) == [
        ("readmitted", f"enrolment:{enrolment.pk}"), ("withdrawn", f"enrolment:{enrolment.pk}"),
    ]  # fmt: skip


# ── Changing, closing, opening again ─────────────────────────────────────────────────────────────


@pytest.fixture
def details(plan) -> ClassDetails:
    return ClassDetails(**{name: getattr(plan, name) for name in ClassDetails.__dataclass_fields__})


@pytest.fixture
def cohort(small, plan) -> Cohort:
    return open_class(form_id=uuid.uuid4(), plan=plan, by=small.instructor, now=NOW)


def test_each_thing_that_changes_is_written_down(small, cohort, details):
    colleague = factories.staff(email="second@example.org")
    asked = replace(
        details, title="Night class", ends_on=date(2026, 12, 20), languages=("en",), safeguarding_phone="+254 700 1"
    )
    changed = change_class(cohort=cohort, details=asked, instructors=[colleague], by=small.instructor, now=NOW)
    assert changed == ("title", "ends_on", "safeguarding_phone", "languages", "instructors")
    log = AccessLog.objects.filter(verb="class_changed").order_by("pk")
    assert {one.subject for one in log} == {f"class:{cohort.code}"}
    assert [one.purpose for one in log] == [
        "title: Evening class → Night class", "ends_on: 2026-12-12 → 2026-12-20", "safeguarding_phone",
        "languages: en, fil → en",
        f"instructors: user:{small.instructor.pk} → user:{small.instructor.pk}, user:{colleague.pk}",
    ]  # fmt: skip
    cohort.refresh_from_db()
    assert (cohort.title, cohort.languages) == ("Night class", ["en"])


def test_where_a_class_comes_from_is_said_and_taken_back(small, cohort, details):
    asked = {"cohort": cohort, "instructors": [], "by": small.instructor, "now": NOW}
    home = factories.OriginFactory()
    assert change_class(details=replace(details, origin=home), **asked) == ("origin",)
    assert Cohort.objects.get(pk=cohort.pk).origin == home
    assert change_class(details=details, **asked) == ("origin",)
    assert [one.purpose for one in AccessLog.objects.order_by("pk")] == ["origin:  → PH", "origin: PH → "]


def test_changing_nothing_writes_nothing(small, cohort, details):
    cohort.refresh_from_db()
    assert change_class(cohort=cohort, details=details, instructors=[], by=small.instructor, now=NOW) == ()
    assert not AccessLog.objects.exists()
    assert [*cohort.instructors.all()] == [small.instructor]


def test_a_destination_that_somebody_goes_to_stays(small, cohort, details):
    factories.learner(cohort)
    elsewhere = replace(details, destinations=[factories.DestinationFactory(code="QA", name="Qatar")])
    with pytest.raises(DestinationInUse) as refused:
        change_class(cohort=cohort, details=elsewhere, instructors=[], by=small.instructor, now=NOW)
    assert refused.value.names == ("Jordan",)


def test_where_the_rule_says_so_only_what_is_new_is_asked_for(small, cohort, details):
    """A class that was opened without goes on; who joins it as a teacher must be certified."""
    asked = {"cohort": cohort, "by": small.instructor, "strict": True, "now": NOW}
    assert change_class(details=replace(details, title="Night"), instructors=[], **asked) == ("title",)
    with pytest.raises(NotCertified):
        change_class(details=details, instructors=[factories.staff(email="second@example.org")], **asked)
    with pytest.raises(NotAccredited):
        change_class(details=replace(details, starts_on=date(2026, 12, 2)), instructors=[], **asked)


def test_a_closed_class_takes_nobody_in_and_is_not_changed_until_it_is_opened_again(small, cohort, details):
    for _twice in range(2):
        close_class(cohort=cohort, by=small.instructor, now=NOW)
    cohort.refresh_from_db()
    with pytest.raises(ClassClosed):
        join_again(learner=small.learner, cohort=cohort, now=NOW)
    with pytest.raises(ClassClosed):
        change_class(cohort=cohort, details=details, instructors=[], by=small.instructor, now=NOW)
    for _twice in range(2):
        reopen_class(cohort=cohort, by=small.instructor, now=NOW)
    cohort.refresh_from_db()
    assert cohort.is_open
    assert sorted(AccessLog.objects.values_list("verb", flat=True)) == ["class_closed", "class_reopened"]
