"""Who may train and who may teach: entered, asked for where the setting says so, and counted from our own course."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import AccessLog, Organisation
from certificates.actions import issue, revoke
from certificates.models import Certificate, CertificateRule
from certificates.rules import Achievement
from courses.models import Audience
from learning import queries
from learning.access import Scope
from learning.actions import (
    ClassPlan,
    NotAccredited,
    NotCertified,
    keep_accreditation,
    keep_trainer_certificate,
    open_class,
)
from learning.models import Accreditation, TrainerCertificate
from learning.validity import Standing
from tests import factories
from tests.factories import NOW

TODAY = NOW.date()
YEAR = timedelta(days=365)


@pytest.fixture
def plan(small) -> ClassPlan:
    return ClassPlan(
        title="Evening class", course=small.course, centre=small.cohort.centre, starts_on=TODAY,
        ends_on=TODAY + YEAR / 5, languages=("en",), destinations=[factories.DestinationFactory()],
        safeguarding_name="Ms Achieng", safeguarding_phone="+254 700 000000",
    )  # fmt: skip


def accredit(small, *, until: date = TODAY + YEAR, **values) -> Accreditation:
    given = Accreditation(
        organisation=small.cohort.centre, body="Ministry", valid_from=TODAY - YEAR, valid_until=until, **values
    )
    return keep_accreditation(given, by=small.instructor, now=NOW)


def certify(small, *, until: date = TODAY + YEAR) -> TrainerCertificate:
    given = TrainerCertificate(trainer=small.instructor, body="Academy", valid_from=TODAY - YEAR, valid_until=until)
    return keep_trainer_certificate(given, by=small.instructor, now=NOW)


def opens(small, plan, *, strict: bool = True) -> bool:
    return bool(open_class(form_id=uuid.uuid4(), plan=plan, by=small.instructor, strict=strict, now=NOW))


def test_without_the_rule_a_class_opens_all_the_same(small, plan):
    assert opens(small, plan, strict=False)


def test_a_centre_without_accreditation_opens_no_class(small, plan):
    certify(small)
    with pytest.raises(NotAccredited):
        opens(small, plan)
    accredit(small)
    assert opens(small, plan)


def test_the_first_day_of_the_class_counts(small, plan):
    certify(small)
    accredit(small, until=TODAY + timedelta(days=3))
    assert opens(small, plan)
    with pytest.raises(NotAccredited):
        opens(small, replace(plan, title="Later", starts_on=TODAY + timedelta(days=4)))


def test_a_trainer_without_certificate_opens_no_class(small, plan):
    accredit(small)
    with pytest.raises(NotCertified) as refused:
        opens(small, plan)
    assert refused.value.names == ("Teacher",)
    certify(small)
    assert opens(small, plan)


def test_a_ministry_needs_no_accreditation(small, plan):
    certify(small)
    ministry = factories.OrganisationFactory(code="ministry", kind=Organisation.Kind.MINISTRY)
    assert opens(small, replace(plan, centre=ministry))


@pytest.mark.parametrize("audience", [Audience.CONSULAR, Audience.INSTRUCTOR])
def test_courses_for_staff_ask_for_nothing(small, plan, audience):
    small.course.audience = audience
    small.course.save()
    assert opens(small, plan)
    assert queries.standing_of_class(open_class(form_id=uuid.uuid4(), plan=plan, by=small.instructor, now=NOW),
                                     today=TODAY) is None  # fmt: skip


def test_a_certificate_of_the_course_for_instructors_counts_until_it_is_revoked(small):
    course = factories.course(title="Training of instructors")
    course.audience = Audience.INSTRUCTOR
    course.save()
    rule = CertificateRule.objects.create(course=course.translation_key, title="Instructor", hours=30)
    earned = Achievement(modules_total=1, final_score=Decimal(90), final_passed=True)
    issue(person=small.instructor, rule=rule, destination="", language="en", achievement=earned, now=NOW)
    [found] = queries.standing_of_trainers([small.instructor.pk], on=TODAY).values()
    assert found.standing is Standing.HOLDS
    revoke(
        certificate=Certificate.objects.get(), by=small.instructor, because=Certificate.Reason.MISTAKE,
        now=NOW + timedelta(days=2),
    )  # fmt: skip
    [found] = queries.standing_of_trainers([small.instructor.pk], on=TODAY + timedelta(days=2)).values()
    assert (found.standing, found.day) == (Standing.WITHDRAWN, TODAY + timedelta(days=1))


def test_a_class_says_what_holds_on_its_own_days(small):
    accredit(small, until=small.cohort.starts_on)
    certify(small)
    before = queries.standing_of_class(small.cohort, today=small.cohort.starts_on - YEAR / 2)
    assert before.centre.holds
    standing = queries.standing_of_class(small.cohort, today=TODAY)
    assert (standing.centre.standing, standing.needs_care) == (Standing.ENDED, True)
    assert [(one.name, one.validity.holds) for one in standing.trainers] == [("Teacher", True)]


def test_who_needs_care_comes_first_and_only_ones_own_are_seen(small):
    accredit(small)
    far = factories.OrganisationFactory(code="far", name="Aa Far Centre")
    everyone = queries.providers_within(Scope(1, everyone=True), today=TODAY)
    assert [one.name for one in everyone.centres] == ["Aa Far Centre", "Hope Centre"]
    mine = queries.providers_within(Scope(1, organisations=frozenset({small.cohort.centre_id})), today=TODAY)
    assert [one.name for one in mine.centres] == ["Hope Centre"]
    assert [(one.name, one.at, one.validity.standing) for one in mine.trainers] == [
        ("Teacher", "Hope Centre", Standing.NONE)
    ]
    assert queries.providers_within(Scope(1, organisations=frozenset({far.pk})), today=TODAY).trainers == ()


def test_what_is_entered_is_written_down(small):
    accredit(small, withdrawn_on=TODAY, withdrawn_because="No fire exit")
    certify(small)
    assert sorted(AccessLog.objects.values_list("verb", "subject")) == [
        ("accreditation_kept", "organisation:hope-centre"),
        ("trainer_certificate_kept", f"user:{small.instructor.pk}"),
    ]
