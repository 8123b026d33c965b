"""Who is counted, and as what."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Role
from learning.access import Scope
from learning.models import Attendance, ClassSession
from reports import queries
from reports.queries import ByDestination, Counts, Filters, Minutes
from tests import factories
from tests.factories import NOW
from tests.reports.conftest import begin, centre, certify, days, ministry, officer, people, place

EVERYONE = Scope(user_id=0, everyone=True)
ANY = Filters()


@pytest.fixture
def cohort(course):
    return factories.cohort(course, centre=centre("hope"), title="Morning class")


def total(filters: Filters = ANY, scope: Scope = EVERYONE) -> Counts:
    return queries.by_class(scope, filters, now=NOW).total


def test_each_number_is_a_part_of_the_one_before(cohort):
    people(cohort, 9, started=7, completed=4, certified=2)
    assert total() == Counts(9, 7, 4, 2)


def test_who_withdrew_is_not_counted(cohort):
    gone = people(cohort, 3, completed=3, certified=3)[0]
    gone.enrolments.update(withdrawn_at=NOW)
    assert total() == Counts(2, 2, 2, 2)


def test_a_person_in_two_classes_counts_in_each_and_once_in_all(cohort):
    evening = factories.cohort(cohort.course, title="Evening class")
    place(people(cohort, 2, completed=2, certified=2)[0], evening)
    found = queries.by_class(EVERYONE, Filters(), now=NOW)
    assert {line.title: line.people[""] for line in found.lines} == {
        "Morning class": Counts(2, 2, 2, 2),
        "Evening class": Counts(1, 1, 1, 1),
    }
    assert found.total == Counts(2, 2, 2, 2)
    assert queries.by_destination(EVERYONE, Filters()).people == {("JO", "woman"): Counts(2, 2, 2, 2)}


def test_another_course_does_not_count(cohort):
    begin(people(cohort, 1)[0], uuid4(), done=True)
    assert total() == Counts(1, 0, 0, 0)


def test_progress_towards_another_destination_does_not_count(cohort):
    key = cohort.course.translation_key
    one, two = people(cohort, 2, to="JO")
    begin(one, key, done=True, scope="QA")
    begin(two, key, done=True, scope="JO")
    certify(two, key, destination="QA")
    assert total() == Counts(2, 1, 1, 0)


def test_two_rows_of_progress_are_still_one_person(cohort):
    key = cohort.course.translation_key
    [one] = people(cohort, 1)
    begin(one, key, done=True)
    begin(one, key, scope="JO")
    certify(one, key)
    certify(one, key, destination="JO")
    assert total() == Counts(1, 1, 1, 1)


def test_a_module_or_a_lesson_is_not_the_course(cohort):
    [one] = people(cohort, 1)
    row = begin(one, cohort.course.translation_key, done=True)
    row.kind = "module"
    row.save()
    assert total() == Counts(1, 0, 0, 0)


def test_a_revoked_certificate_does_not_count_and_its_successor_does(cohort):
    key = cohort.course.translation_key
    one, two = people(cohort, 2, completed=2)
    for learner in (one, two):
        certify(learner, key, revoked_at=NOW)
    certify(one, key)
    assert total() == Counts(2, 2, 2, 1)


def test_people_by_destination_and_sex(cohort):
    people(cohort, 4, started=3, to="QA")
    people(cohort, 2, completed=1, sex="man")
    assert queries.by_destination(EVERYONE, Filters(sex="man")) == ByDestination(
        names={"JO": "Jordan", "QA": "Qatar"},
        people={("QA", "woman"): Counts(4, 3, 0, 0), ("JO", "man"): Counts(2, 1, 1, 0)},
    )


def test_a_cut_counts_every_part_and_totals_the_one_asked_for(cohort):
    people(cohort, 3, started=2)
    people(cohort, 2, completed=2, sex="man")
    found = queries.by_class(EVERYONE, Filters(sex="man"), now=NOW)
    assert [line.people for line in found.lines] == [{"woman": Counts(3, 2), "man": Counts(2, 2, 2)}]
    assert found.total == Counts(2, 2, 2)


def sitting(cohort, *, minutes: int = 60, begins: timedelta = -timedelta(days=1)) -> ClassSession:
    return ClassSession.objects.create(cohort=cohort, starts_at=NOW + begins, minutes=minutes)


def mark(session: ClassSession, learner, minutes: int, state: str = "present") -> None:
    Attendance.objects.create(
        session=session, enrolment=learner.enrolments.get(cohort=session.cohort), state=state, minutes=minutes,
        marked_by=learner.user, marked_at=NOW,
    )  # fmt: skip


def minutes(filters: Filters = ANY) -> Minutes:
    [line] = queries.by_class(EVERYONE, filters, now=NOW).lines
    return line.minutes


def test_attendance_is_minutes_present_of_minutes_planned_so_far(cohort):
    one, two = people(cohort, 2)
    past, longer, _to_come = (
        sitting(cohort),
        sitting(cohort, minutes=90, begins=-timedelta(hours=9)),
        sitting(cohort, begins=timedelta(hours=1)),
    )
    mark(past, one, 60)
    mark(past, two, 20, "late")
    mark(longer, one, 999)
    assert minutes() == Minutes(planned=300, present=170)


def test_attendance_of_a_part_is_of_its_people(cohort):
    [woman], [man] = people(cohort, 1), people(cohort, 1, sex="man")
    session = sitting(cohort)
    mark(session, woman, 60)
    mark(session, man, 10)
    assert minutes(Filters(sex="man")) == Minutes(planned=60, present=10)


def test_attendance_of_who_withdrew_is_not_counted(cohort):
    one, two = people(cohort, 2)
    session = sitting(cohort)
    mark(session, one, 60)
    mark(session, two, 60)
    two.enrolments.update(withdrawn_at=NOW)
    assert minutes() == Minutes(planned=60, present=60)


def test_filters_choose_classes(course):
    early = factories.cohort(course, centre=centre("a"), title="Early", starts_on=days(-90))
    late = factories.cohort(course, centre=centre("b"), title="Late", closed_at=NOW)

    def titles(**values) -> list[str]:
        found = queries.by_class(EVERYONE, Filters(**values), now=NOW)
        return [line.title for line in found.lines]

    assert titles() == ["Late", "Early"]
    assert titles(cohort=early.code) == ["Early"]
    assert titles(centre="b") == ["Late"]
    assert titles(starts_from=late.starts_on) == ["Late"]
    assert titles(starts_to=early.starts_on) == ["Early"]
    assert titles(state="open") == ["Early"]
    assert titles(state="closed") == ["Late"]


@pytest.mark.parametrize(
    ("role", "everyone"), [("programme_officer", True), ("administrator", True), ("consular_officer", False)]
)
def test_for_whom_an_office_answers(role, everyone, db):
    at = ministry()
    scope = queries.office_scope(officer(at, Role(role)))
    assert (scope.organisations, scope.everyone, scope.teaches) == ({at.pk}, everyone, False)


def test_a_scope_counts_its_own_classes_only(cohort):
    people(cohort, 2)
    people(factories.cohort(cohort.course, centre=centre("far")), 5)
    own = Scope(user_id=0, organisations=frozenset({cohort.centre_id}))
    assert total(scope=own) == Counts(2)
    assert queries.by_destination(own, Filters()).people == {("JO", "woman"): Counts(2)}
    assert queries.centres(own) == [("hope", "Centre hope")]
    assert total(scope=Scope(user_id=0)) == Counts()


def test_classes_of_staff_are_not_counted(course):
    """In a post of two people, a count of completions would tell of a colleague."""
    post = factories.OrganisationFactory(code="amman", kind="post", name="Amman")
    there = factories.cohort(course, centre=post)
    people(there, 2, completed=1)
    course.audience = "consular"
    course.save()
    scope = queries.office_scope(officer(post, Role.CONSULAR_OFFICER))
    assert list(queries.cohorts(scope, Filters())) == []
    assert (queries.centres(scope), queries.class_title(scope, there.code)) == ([], None)
