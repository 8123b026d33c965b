"""Who was there, and for how long."""

from __future__ import annotations

import uuid

import pytest

from learning import queries
from learning.actions import Mark, add_session, mark_attendance, undo_attendance
from learning.completion import Attended
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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_marking_in_many_threads_is_one_marking():
    small = small_class()
    session = add_session(cohort=small.cohort, starts_at=NOW, minutes=90, topic="")
    marking = uuid.uuid4()
    at_once(lambda _number: mark(small, session, PRESENT, marking=marking), range(4))
    assert (standing(), Record.objects.count()) == ([PRESENT], 1)
