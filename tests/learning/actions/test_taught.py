"""What a class is taught in a room counts for who was there."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import AccessLog, Role
from certificates.models import CertificateRule
from courses import shelf
from courses.models import CourseModule
from learning import queries
from learning.actions import Mark, add_session, ask_change, close_session, decide_change, mark_attendance, move
from learning.actions.taught import count_taught, name_modules
from learning.attending import Attended
from learning.completion import Basis, State, progress
from learning.models import ClassSession, Learner, Record
from tests import factories
from tests.factories import NOW
from tests.learning.conftest import SmallClass

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def session(small: SmallClass) -> ClassSession:
    return add_session(cohort=small.cohort, starts_at=NOW, minutes=100, topic="")


def mark(small: SmallClass, session: ClassSession, minutes: int, *, who: Learner | None = None) -> None:
    place = (who or small.learner).enrolments.get(cohort=session.cohort)
    mark_attendance(
        marking=uuid.uuid4(), session=session, marks={place.pk: Mark("present", minutes)}, by=small.instructor, now=NOW
    )


def teach(small: SmallClass, session: ClassSession, *modules) -> None:
    keys = [module.translation_key for module in modules]
    name_modules(session=session, modules=keys, by=small.instructor, now=LATER)


def sign(small: SmallClass, session: ClassSession) -> None:
    close_session(session=session, by=small.instructor, now=LATER)
    session.refresh_from_db()


def modules_of(small: SmallClass, learner: Learner | None = None):
    who = learner or small.learner
    course = queries.course_words(small.cohort, language="en")
    return {
        each.key: (each.state, each.basis)
        for each in progress(course, queries.deeds(who), destination=who.destination.code).modules
    }


def test_who_was_there_has_read_what_was_taught_once_it_is_signed(small, session):
    mark(small, session, 95)
    teach(small, session, small.contract, small.helping)
    assert set(modules_of(small).values()) == {(State.NOT_BEGUN, None)}
    sign(small, session)
    assert modules_of(small) == {
        small.contract.translation_key: (State.BEGUN, None),  # its questions are left
        small.helping.translation_key: (State.DONE, Basis.IN_CLASS),
        small.overlay.translation_key: (State.NOT_BEGUN, None),
    }
    outcome = small.pass_quiz(small.contract.translation_key)
    assert outcome.progress.module(small.contract.translation_key).basis is Basis.IN_CLASS


@pytest.mark.parametrize(
    ("minutes", "share", "counts"), [(89, None, False), (90, None, True), (50, 50, True), (1, 0, False)]
)
def test_the_rule_of_the_certificate_says_how_much_of_a_session_is_enough(small, session, minutes, share, counts):
    if share is not None:
        course = small.course.translation_key
        CertificateRule.objects.create(course=course, title="Ready", hours=Decimal(6), attendance=share)
    mark(small, session, minutes)
    teach(small, session, small.helping)
    sign(small, session)
    assert (modules_of(small)[small.helping.translation_key][0] is State.DONE) is counts


def test_what_is_named_after_signing_counts_at_once_and_stays(small, session):
    mark(small, session, 100)
    sign(small, session)
    teach(small, session, small.helping)
    teach(small, session, small.contract)
    assert session.modules == [str(small.helping.translation_key), str(small.contract.translation_key)]
    assert modules_of(small)[small.helping.translation_key] == (State.DONE, Basis.IN_CLASS)
    assert AccessLog.objects.filter(verb="session_taught").count() == 2
    teach(small, session, small.contract)
    assert AccessLog.objects.filter(verb="session_taught").count() == 2


def test_a_change_that_two_agree_to_counts_too(small, session):
    mark(small, session, 1)
    teach(small, session, small.helping)
    sign(small, session)
    place = small.learner.enrolments.get().pk
    officer = factories.staff(Role.PROGRAMME_OFFICER, email="officer@example.org")
    for minutes, reason in ((100, "On the list"), (1, "After all not")):
        change = ask_change(
            form_id=uuid.uuid4(), session=session, marks={place: Mark("present", minutes)}, reason=reason,
            by=small.instructor, now=LATER,
        )  # fmt: skip
        decide_change(change=change, accepted=True, by=officer, now=LATER)
        # What counted once is not taken away again.
        assert modules_of(small)[small.helping.translation_key] == (State.DONE, Basis.IN_CLASS)


def test_counting_twice_changes_nothing(small, session):
    mark(small, session, 100)
    teach(small, session, small.helping, small.contract)
    sign(small, session)
    assert count_taught(session=session, now=LATER) == 0
    assert Record.objects.filter(verb=Record.Verb.TAUGHT).count() == 2


def test_a_module_about_her_destination_is_taught_for_it_alone(small, session):
    mark(small, session, 100)
    teach(small, session, small.overlay)
    sign(small, session)
    assert modules_of(small)[small.overlay.translation_key] == (State.DONE, Basis.IN_CLASS)
    small.learner.destination = factories.DestinationFactory(code="KW", name="Kuwait")
    small.learner.save()
    assert modules_of(small)[small.overlay.translation_key] == (State.NOT_BEGUN, None)


def test_modules_of_other_courses_and_of_a_withdrawn_one_are_passed_over(small, session):
    other = factories.module("Elsewhere")
    teach(small, session, other)
    assert session.modules == []
    teach(small, session, small.helping)
    small.course.unpublish()
    shelf.renew()
    mark(small, session, 100)
    sign(small, session)
    assert not Record.objects.filter(verb=Record.Verb.TAUGHT).exists()


def test_who_moves_to_another_class_keeps_what_she_was_taught_and_her_minutes(small, session):
    mark(small, session, 100)
    teach(small, session, small.helping)
    sign(small, session)
    evening = factories.cohort(small.course, small.instructor, title="Evening class")
    add_session(cohort=evening, starts_at=NOW - timedelta(days=1), minutes=50, topic="")  # before she came
    place = move(enrolment=small.learner.enrolments.get(), to=evening, by=small.instructor, now=LATER)
    held = add_session(cohort=evening, starts_at=LATER + timedelta(hours=1), minutes=100, topic="")
    mark(small, held, 50)
    now = LATER + timedelta(days=1)
    assert queries.attendance_of([place], now=now) == {place.pk: Attended(present=150, scheduled=200)}
    assert modules_of(small)[small.helping.translation_key] == (State.DONE, Basis.IN_CLASS)


def test_taking_the_module_out_of_the_course_and_back_undoes_nothing(small, session):
    mark(small, session, 100)
    teach(small, session, small.helping)
    sign(small, session)
    CourseModule.objects.filter(module=small.helping).delete()
    small.course.refresh_from_db()
    small.course.save_revision().publish()
    shelf.renew()
    assert small.helping.translation_key in queries.deeds(small.learner).done


@pytest.mark.parametrize("people", [1, 4])
def test_a_roll_call_is_signed_in_one_go(small, session, people):
    everyone = [small.learner, *(small.classmate() for _number in range(people - 1))]
    for one in everyone:
        mark(small, session, 100, who=one)
    teach(small, session, small.helping)
    sign(small, session)
    assert Record.objects.filter(verb=Record.Verb.TAUGHT).count() == people
