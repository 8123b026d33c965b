"""A roll call that was signed, and two people who change it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AccessLog, Role
from certificates.models import Certificate, CertificateRule
from learning.actions import (
    Mark,
    NothingChanges,
    NotYetBegun,
    OwnRequest,
    StillOpen,
    add_session,
    ask_change,
    close_session,
    decide_change,
    mark_attendance,
)
from learning.keeping import everything_about
from learning.models import Attendance, AttendanceChange, ClassSession, Record
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass

PRESENT, ABSENT = Mark("present", 90), Mark("absent", 0)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def session(small: SmallClass) -> ClassSession:
    return add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="")


@pytest.fixture
def signed(small: SmallClass, session: ClassSession) -> ClassSession:
    marks = {small.learner.enrolments.get().pk: ABSENT}
    mark_attendance(marking=uuid.uuid4(), session=session, marks=marks, by=small.instructor, now=NOW)
    close_session(session=session, by=small.instructor, now=LATER)
    session.refresh_from_db()
    return session


@pytest.fixture
def officer(small: SmallClass):
    return factories.staff(Role.PROGRAMME_OFFICER, organisation=small.cohort.centre, email="officer@example.org")


def ask(small, signed, mark=PRESENT, *, form_id=None) -> AttendanceChange:
    return ask_change(
        form_id=form_id or uuid.uuid4(), session=signed, marks={small.learner.enrolments.get().pk: mark},
        reason="The list on paper says so", by=small.instructor, now=LATER,
    )  # fmt: skip


def standing() -> list[tuple[str, int]]:
    return list(Attendance.objects.values_list("state", "minutes"))


def test_the_first_to_sign_has_signed(small, signed):
    colleague = factories.staff(email="colleague@example.org")
    close_session(session=signed, by=colleague, now=LATER + timedelta(hours=1))
    signed.refresh_from_db()
    assert (signed.closed_by, signed.closed_at) == (small.instructor, LATER)
    assert AccessLog.objects.filter(verb="session_signed", subject=f"session:{signed.pk}").count() == 1


def test_a_session_that_has_not_begun_is_not_signed(small, session):
    with pytest.raises(NotYetBegun):
        close_session(session=session, by=small.instructor, now=NOW - timedelta(seconds=1))


def test_asking_changes_nothing_yet_and_asking_twice_asks_once(small, signed):
    form = uuid.uuid4()
    first = ask(small, signed, form_id=form)
    assert ask(small, signed, form_id=form) == first
    assert (standing(), AttendanceChange.objects.count()) == ([("absent", 0)], 1)


def test_she_can_read_what_was_asked_about_her_and_nobody_else_can(small, signed):
    friend = small.classmate()
    ask(small, signed)
    hers, others = (everything_about(one)["attendance_changes_asked"] for one in (small.learner, friend))
    assert ([line["reason"] for line in hers], others) == (["The list on paper says so"], [])


def test_an_open_roll_call_needs_no_asking(small, session):
    with pytest.raises(StillOpen):
        ask(small, session)


def test_asking_for_what_is_so_is_refused(small, signed):
    with pytest.raises(NothingChanges):
        ask(small, signed, ABSENT)


def test_a_supervisor_agrees_and_the_change_is_a_record_and_logged(small, signed, officer):
    change = ask(small, signed)
    for _twice in range(2):
        decide_change(change=change, accepted=True, by=officer, now=LATER)
    assert standing() == [("present", 90)]
    assert Record.objects.filter(verb="attended", payload__marking=str(change.pk), payload__by=officer.pk).count() == 1
    assert list(
        AccessLog.objects.filter(subject=f"session:{signed.pk}").order_by("pk").values_list("verb", "actor")
    ) == [
        ("session_signed", small.instructor.pk),
        ("attendance_change_asked", small.instructor.pk),
        ("attendance_changed", officer.pk),
    ]


def test_a_refusal_leaves_the_roll_call_and_the_first_decision_stands(small, signed, officer):
    change = ask(small, signed)
    decide_change(change=change, accepted=False, by=officer, now=LATER)
    decided = decide_change(change=change, accepted=True, by=officer, now=LATER)
    assert (decided.accepted, standing()) == (False, [("absent", 0)])


def test_nobody_decides_what_she_asked_for(small, signed):
    change = ask(small, signed)
    with pytest.raises(OwnRequest):
        decide_change(change=change, accepted=True, by=small.instructor, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceChange.objects.filter(pk=change.pk).update(decided_by=small.instructor)


def test_a_certificate_that_waited_for_the_attendance_follows_the_change(small, signed, officer):
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=6, attendance=80)
    small.cohort.mode = "venue"
    small.cohort.save()
    small.finish()
    assert not Certificate.objects.exists()
    decide_change(change=ask(small, signed), accepted=True, by=officer, now=LATER)
    assert Certificate.objects.get().person == small.learner.user
