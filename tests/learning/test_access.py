"""Who may see whose data, and what of a course staff may know."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from courses.outline import CourseOutline, LessonOutline, ModuleOutline
from learning import queries
from learning.access import Scope, is_private, scope_of, seen_by_staff
from learning.models import Cohort, Learner
from tests import factories


@pytest.mark.parametrize(
    ("memberships", "scope"),
    [
        ([], Scope(7)),
        ([("author", 1), ("reviewer", 1), ("consular_officer", 1)], Scope(7)),
        ([("instructor", 1)], Scope(7, teaches=True)),
        ([("programme_officer", 1), ("administrator", 2)], Scope(7, organisations=frozenset({1, 2}))),
        ([("programme_officer", 9)], Scope(7, organisations=frozenset({9}), everyone=True)),
        ([("instructor", 9)], Scope(7, teaches=True)),
    ],
)
def test_roles_make_a_scope(memberships, scope):
    assert scope_of(7, memberships, ministries=frozenset({9})) == scope


def test_the_gate_lets_everyone_see_whom_they_answer_for(small):
    stranger = factories.learner(factories.cohort(small.course, centre=factories.OrganisationFactory(code="elsewhere")))
    mine, all_of_them = {small.learner}, {small.learner, stranger}
    centre = frozenset({small.cohort.centre_id})
    for scope, seen in (
        (Scope(small.learner.user_id), mine),
        (Scope(small.instructor.pk, teaches=True), mine),
        (Scope(small.instructor.pk), set()),
        (Scope(0, organisations=centre), mine),
        (Scope(0, everyone=True), all_of_them),
    ):
        assert set(Learner.objects.within(scope)) == seen, scope
    assert set(Cohort.objects.within(Scope(small.instructor.pk, teaches=True))) == {small.cohort}
    assert not Cohort.objects.within(Scope(small.learner.user_id)).exists()


def test_a_scope_is_read_from_memberships_once(small, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _twice in range(2):
            assert queries.scope_for(small.instructor) == Scope(small.instructor.pk, teaches=True)


def module(*sensitive: bool, **values) -> ModuleOutline:
    lessons = tuple(
        LessonOutline(uuid.UUID(int=number), f"l{number}", "Lesson", 5, sensitive=each)
        for number, each in enumerate(sensitive)
    )
    return ModuleOutline(uuid.UUID(int=99), "module", "Title", 60, lessons, quiz="quiz", **values)


@pytest.mark.parametrize(
    ("found", "private"),
    [
        (module(False, False), False),
        (module(True, False), False),
        (module(True, True), True),
        (module(False, sensitive=True), True),
        (module(), False),
    ],
)
def test_a_module_is_private_when_it_says_so_or_all_its_lessons_do(found, private):
    assert is_private(found) is private


def test_staff_see_neither_private_lessons_nor_the_name_of_a_private_module():
    course = CourseOutline(uuid.UUID(int=1), "course", "Course", (module(True, False), module(True)))
    mixed, private = seen_by_staff(course).modules
    assert mixed == replace(course.modules[0], lessons=course.modules[0].lessons[1:])
    assert (private.title, private.slug, private.lessons, private.quiz, private.sensitive) == ("", "", (), "", True)
