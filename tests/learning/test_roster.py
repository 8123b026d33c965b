"""What staff learn of the people in a class."""

from __future__ import annotations

import pytest

from learning import queries
from learning.actions import withdraw
from learning.completion import State
from learning.queries.classes import Column
from tests import factories
from tests.factories import NOW


def test_a_roster_has_a_state_for_each_open_module_and_none_for_private_ones(small):
    small.finish()
    small.classmate(name="Amina")
    found = queries.roster(small.cohort, language="en", now=NOW)
    contract, overlay = (Column(title, False, done=1) for title in ("My contract", "Where I go"))
    assert found.columns == (contract, Column("", True), overlay)
    assert [(row.enrolment.learner.user.name, row.states, row.finished) for row in found.rows] == [
        ("Amina", (State.NOT_BEGUN, None, State.NOT_BEGUN), False),
        ("Maria Santos", (State.DONE, None, State.DONE), True),
    ]
    assert (found.finished, found.not_begun) == (1, 1)


def test_the_number_of_a_private_module_is_never_counted(small):
    small.finish()
    assert queries.roster(small.cohort, language="en", now=NOW).columns[1] == Column("", True, done=0)


def test_who_was_taken_off_stands_apart(small):
    withdraw(enrolment=small.learner.enrolments.get(), because="own_choice", by=small.instructor, now=NOW)
    found = queries.roster(small.cohort, language="en", now=NOW)
    assert (found.rows, [one.learner for one in found.withdrawn]) == ((), [small.learner])


def test_a_course_that_was_withdrawn_leaves_a_roster_of_names(small):
    from courses import shelf

    small.course.unpublish()
    shelf.renew()
    found = queries.roster(small.cohort, language="en", now=NOW)
    assert (found.columns, len(found.rows)) == ((), 1)


@pytest.mark.parametrize("people", [1, 30])
def test_a_roster_takes_as_many_queries_for_one_as_for_thirty(small, people, django_assert_num_queries):
    for _each in range(people - 1):
        factories.learner(small.cohort)
    queries.roster(small.cohort, language="en", now=NOW)
    with django_assert_num_queries(8):
        queries.roster(small.cohort, language="en", now=NOW)
