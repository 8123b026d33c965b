"""The last step of the one tail: from an achievement to a certificate."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from certificates.actions import revoke
from certificates.models import Certificate, CertificateRule
from certificates.rules import Achievement
from courses import shelf
from courses.models import CourseModule
from learning import queries
from learning.actions import Mark, add_session, mark_attendance, submit_quiz, withdraw
from learning.completion import progress
from learning.models import Record
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_study import at_once
from tests.learning.conftest import SmallClass, small_class


def with_rule(small: SmallClass, *, meets_in_room: bool = False) -> SmallClass:
    CertificateRule.objects.create(course=small.course.translation_key, title="Ready to go", hours=Decimal(6))
    small.cohort.mode = "venue" if meets_in_room else "online"
    small.cohort.save()
    return small


def attend(small: SmallClass, minutes: int) -> None:
    session = add_session(cohort=small.cohort, starts_at=NOW, minutes=100, topic="")
    mark = {small.learner.enrolments.get().pk: Mark("present", minutes)}
    mark_attendance(marking=uuid.uuid4(), session=session, marks=mark, by=small.instructor, now=NOW)


def test_the_last_record_earns_the_certificate_for_her_destination(small):
    with_rule(small)
    certificate = small.finish().certificate
    assert (certificate.person, certificate.course, certificate.destination) == (
        small.learner.user, small.course.translation_key, "JO",
    )  # fmt: skip


def test_reading_on_earns_no_second_certificate(small):
    with_rule(small).finish()
    assert small.read(*small.lessons()).certificate is None
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("last", ["lesson", "quiz"])
def test_whatever_comes_last_completes_the_course(small, last):
    with_rule(small)
    lessons = small.lessons()
    steps = {
        "lesson": lambda: small.read(lessons[-1]),
        "quiz": lambda: small.pass_quiz(small.course.translation_key),
    }
    small.read(*lessons[:-1])
    small.pass_quiz(small.contract.translation_key)
    final = steps.pop(last)
    [other] = steps.values()
    assert other().certificate is None
    assert final().certificate is not None


def test_without_a_rule_a_course_gives_no_certificate(small):
    assert small.finish().certificate is None


def test_in_a_room_the_certificate_waits_for_the_roll_call(small):
    with_rule(small, meets_in_room=True)
    assert small.finish().certificate is None
    attend(small, 89)
    assert not Certificate.objects.exists()
    attend(small, 90)
    assert Certificate.objects.get().person == small.learner.user


def test_a_module_added_after_she_was_done_does_not_keep_her_waiting(small):
    with_rule(small, meets_in_room=True).finish()
    CourseModule.objects.create(course=small.course, module=factories.module("New"), sort_order=9)
    shelf.renew()
    attend(small, 100)
    assert Certificate.objects.exists()


def test_who_is_off_the_class_gets_none(small):
    with_rule(small)
    withdraw(enrolment=small.learner.enrolments.get(), because="own_choice", by=small.instructor, now=NOW)
    assert small.finish().certificate is None


@pytest.mark.parametrize(("because", "certificates"), [("fraud", 1), ("lost", 2)])
def test_after_fraud_nothing_she_does_earns_another(small, because, certificates):
    with_rule(small)
    revoke(certificate=small.finish().certificate, by=small.instructor, because=because, now=NOW)
    small.pass_quiz(small.course.translation_key)
    assert Certificate.objects.count() == certificates


def test_a_certificate_that_cannot_be_signed_takes_the_record_back(small, monkeypatch):
    with_rule(small)
    small.read(*small.lessons())
    small.pass_quiz(small.contract.translation_key)
    final = small.attempt(small.course.translation_key)

    def broken(*_args, **_values):
        raise OSError("disk full")

    monkeypatch.setattr("certificates.signing.sign", broken)
    with pytest.raises(OSError, match="disk full"):
        submit_quiz(attempt=final, now=NOW)
    final.refresh_from_db()
    assert final.submitted_at is None
    assert not Record.objects.filter(pk=final.pk).exists()


def test_the_achievement_says_what_she_has_and_what_is_missing(small):
    small.read(*small.lessons(small.contract, small.overlay))
    small.pass_quiz(small.contract.translation_key)
    submit_quiz(attempt=small.attempt(small.course.translation_key, right=False), now=NOW)
    known = queries.deeds(small.learner)
    tree = progress(queries.studies(small.learner, language="en")[0].outline, known, destination="JO")
    enrolments = list(small.learner.enrolments.select_related("cohort"))
    assert queries.achievement(small.learner, tree, enrolments=enrolments, known=known, now=NOW) == Achievement(
        modules_total=3,
        modules_missing=(small.helping.translation_key,),
        overlay_done=True,
        has_final=True,
        final_score=Decimal(0),
        final_passed=False,
        meets_in_room=False,
    )


@pytest.mark.django_db(transaction=True)
def test_one_attempt_sent_in_many_threads_earns_one_certificate():
    small = with_rule(small_class())
    small.read(*small.lessons())
    small.pass_quiz(small.contract.translation_key)
    final = small.attempt(small.course.translation_key)
    outcomes = at_once(lambda _number: submit_quiz(attempt=final, now=NOW), range(5))
    assert sorted(outcome.certificate is not None for outcome in outcomes) == [False] * 4 + [True]
    assert len({outcome.score for outcome in outcomes}) == 1
    assert Certificate.objects.count() == 1
