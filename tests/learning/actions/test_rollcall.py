"""Who was there, and for how long."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from learning import queries
from learning.actions import (
    Mark,
    NotInThisClass,
    SessionClosed,
    SquareIsOff,
    add_session,
    arrive,
    close_session,
    mark_attendance,
    open_square,
    undo_attendance,
)
from learning.attending import Attended
from learning.models import Attendance, ClassSession, Record
from tests import factories
from tests.factories import NOW
from tests.learning.actions.test_study import at_once
from tests.learning.conftest import SmallClass, small_class

PRESENT, LATE, ABSENT = Mark("present", 90), Mark("late", 60), Mark("absent", 0)


@pytest.fixture
def session(small: SmallClass) -> ClassSession:
    return add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="")


def mark(small, session, said, *, marking=None, person=None):
    marking = marking or uuid.uuid4()
    enrolment = (person or small.learner).enrolments.get(cohort=small.cohort)
    mark_attendance(marking=marking, session=session, marks={enrolment.pk: said}, by=small.instructor, now=NOW)
    return marking


def standing() -> list[Mark]:
    return [Mark(row.state, row.minutes) for row in Attendance.objects.all()]


def test_a_mark_is_kept_and_every_marking_is_a_record(small, session):
    mark(small, session, PRESENT)
    mark(small, session, LATE)
    assert standing() == [LATE]
    assert Record.objects.filter(verb="attended").count() == 2


def test_the_same_marking_twice_changes_nothing(small, session):
    marking = mark(small, session, PRESENT)
    mark(small, session, LATE)
    mark(small, session, PRESENT, marking=marking)
    assert standing() == [LATE]
    assert Record.objects.filter(verb="attended").count() == 2


def test_minutes_are_kept_to_the_length_of_the_session(small, session):
    mark(small, session, Mark("present", 300))
    assert standing() == [PRESENT]


def test_people_of_another_class_are_passed_over(small, session):
    stranger = factories.learner(factories.cohort(small.course))
    marks = {stranger.enrolments.get().pk: PRESENT}
    changed = mark_attendance(marking=uuid.uuid4(), session=session, marks=marks, by=small.instructor, now=NOW)
    assert (changed, standing()) == (0, [])


def test_everyone_else_is_who_has_no_mark_at_that_moment(small, session):
    early, late = small.learner.enrolments.get().pk, small.classmate().enrolments.get().pk
    mark(small, session, PRESENT)  # she came in with her phone after the page was opened
    others, marking = {early: ABSENT, late: ABSENT, 0: ABSENT}, uuid.uuid4()
    for _twice in range(2):
        mark_attendance(marking=marking, session=session, marks={}, others=others, by=small.instructor, now=NOW)
    assert dict(Attendance.objects.values_list("enrolment", "state")) == {early: "present", late: "absent"}


@pytest.mark.parametrize("before", [None, ABSENT])
def test_a_marking_can_be_undone(small, session, before):
    if before:
        mark(small, session, before)
    marking = mark(small, session, PRESENT)
    for _twice in range(2):
        undo_attendance(marking=marking, session=session, by=small.instructor, now=NOW)
    assert standing() == ([before] if before else [])


def test_undoing_leaves_what_was_changed_since(small, session):
    marking = mark(small, session, PRESENT)
    mark(small, session, LATE)
    undo_attendance(marking=marking, session=session, by=small.instructor, now=NOW)
    assert standing() == [LATE]


def test_attendance_counts_sessions_that_have_begun(small, session):
    add_session(cohort=small.cohort, starts_at=NOW.replace(year=2027), minutes=90, topic="Later")
    mark(small, session, LATE)
    enrolments = list(small.cohort.enrolments.all())
    assert queries.attendance_of(enrolments, now=NOW) == {enrolments[0].pk: Attended(60, 90)}


@pytest.mark.parametrize("people", [1, 30])
def test_a_roll_call_takes_as_many_queries_for_one_as_for_thirty(small, session, people, django_assert_num_queries):
    marks = {small.classmate().enrolments.get().pk: PRESENT for _each in range(people)}
    with django_assert_num_queries(9):
        mark_attendance(marking=uuid.uuid4(), session=session, marks=marks, by=small.instructor, now=NOW)


def test_that_an_id_was_seen_is_kept_until_it_is_said_otherwise(small, session):
    mark(small, session, Mark("present", 90, id_seen=True))
    mark(small, session, LATE)
    assert list(Attendance.objects.values_list("state", "id_seen")) == [("late", True)]
    mark(small, session, Mark("late", 60, id_seen=False))
    assert not Attendance.objects.get().id_seen


def test_a_signed_roll_call_is_not_marked_and_not_undone(small, session):
    marking = mark(small, session, PRESENT)
    close_session(session=session, by=small.instructor, now=NOW)
    with pytest.raises(SessionClosed):
        mark(small, session, LATE)
    with pytest.raises(SessionClosed):
        undo_attendance(marking=marking, session=session, by=small.instructor, now=NOW)
    assert standing() == [PRESENT]


@pytest.mark.parametrize("between", [LATE, ABSENT])
def test_a_marking_that_changed_nothing_changes_nothing_when_it_is_sent_again_later(small, session, between):
    mark(small, session, PRESENT)
    again = mark(small, session, PRESENT)
    mark(small, session, between)
    mark(small, session, PRESENT, marking=again)
    assert standing() == [between]


# ── Her own phone ────────────────────────────────────────────────────────────────────────────────

GRACE = timedelta(minutes=15)


def come(session, learner, *, phone="a", now=NOW) -> bool:
    session.refresh_from_db()
    return arrive(learner=learner, session=session, phone=phone, grace=GRACE, now=now)


@pytest.fixture
def shown(session: ClassSession) -> ClassSession:
    open_square(session=session)
    return session


def test_who_comes_with_her_phone_is_present_and_later_late(small, shown):
    late = small.classmate(name="Late")
    assert come(shown, small.learner)
    assert come(shown, late, phone="b", now=NOW + timedelta(minutes=30))
    assert set(standing()) == {PRESENT, Mark("late", 60)}
    assert queries.shared_phones(shown) == []


def test_coming_twice_is_coming_once(small, shown):
    assert come(shown, small.learner)
    assert not come(shown, small.learner, now=NOW + timedelta(minutes=30))
    assert (standing(), Record.objects.count()) == ([PRESENT], 1)


def test_what_the_instructor_said_stands(small, shown):
    mark(small, shown, ABSENT)
    assert not come(shown, small.learner)
    assert standing() == [ABSENT]


def test_one_phone_for_two_is_marked_and_seen(small, shown):
    friend = small.classmate(name="Amina")
    come(shown, small.learner)
    come(shown, friend)
    come(shown, small.classmate(name="Own phone"), phone="b")
    assert queries.shared_phones(shown) == [["Amina", "Maria Santos"]]


def test_nobody_comes_to_a_class_she_is_not_in(small, shown):
    with pytest.raises(NotInThisClass):
        come(shown, factories.learner(factories.cohort(small.course)))
    small.learner.enrolments.update(withdrawn_at=NOW)
    with pytest.raises(NotInThisClass):
        come(shown, small.learner)


def test_nobody_comes_without_a_square_after_the_end_or_after_signing(small, session):
    with pytest.raises(SquareIsOff):
        come(session, small.learner)
    open_square(session=session)
    with pytest.raises(SquareIsOff):
        come(session, small.learner, now=NOW + timedelta(minutes=90))
    close_session(session=session, by=small.instructor, now=NOW)
    with pytest.raises(SquareIsOff):
        come(session, small.learner)


def test_the_square_keeps_its_secret_until_the_roll_call_is_signed(small, session):
    open_square(session=session, randomness=lambda _count: "first")
    open_square(session=session, randomness=lambda _count: "second")
    session.refresh_from_db()
    assert session.secret == "first"
    close_session(session=session, by=small.instructor, now=NOW)
    session.refresh_from_db()
    assert session.secret == ""
    with pytest.raises(SessionClosed):
        open_square(session=session)


@pytest.mark.parametrize("seed", range(12))
def test_markings_in_any_order_and_as_often_as_may_be_come_to_the_same_end(small, shown, seed):
    luck = random.Random(seed)
    people = [small.learner, *(small.classmate() for _each in range(5))]
    places = {person.pk: person.enrolments.get().pk for person in people}
    said = {person.pk: luck.choice([None, PRESENT, LATE, ABSENT, Mark("left_early", 45, True)]) for person in people}
    with_phones = [person for person in people if luck.random() < 0.6]
    batches = [luck.sample(people, k=3), people]
    spoken: set[int] = set()
    sent = []
    for batch in batches:
        marks = {places[one.pk]: said[one.pk] for one in batch if said[one.pk] and one.pk not in spoken}
        spoken |= {one.pk for one in batch}
        sent.append((uuid.uuid4(), marks))

    def play(order: list[object]) -> set[tuple[object, ...]]:
        with transaction.atomic():
            for each in order:
                if isinstance(each, tuple):
                    marking, marks = each
                    mark_attendance(marking=marking, session=shown, marks=marks, by=small.instructor, now=NOW)
                else:
                    come(shown, each, phone=str(each.pk))
            end = set(Attendance.objects.values_list("enrolment", "state", "minutes", "id_seen"))
            transaction.set_rollback(True)
        return end

    once = [*sent, *with_phones]
    often = once * 3
    luck.shuffle(often)
    assert play(often) == play(once)


@pytest.mark.django_db(transaction=True)
def test_the_same_marking_in_many_threads_is_one_marking():
    small = small_class()
    session = add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="")
    marking = uuid.uuid4()
    at_once(lambda _number: mark(small, session, PRESENT, marking=marking), range(4))
    assert (standing(), Record.objects.count()) == ([PRESENT], 1)
