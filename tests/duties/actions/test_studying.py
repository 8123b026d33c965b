"""Members of staff study what trainees study: the same lessons, the same records, in the class of their post."""

from __future__ import annotations

import pytest

from duties.actions import CourseWithdrawn, NoPlace, NoProfile, begin_study
from learning.models import Cohort, Enrolment, Learner
from tests.duties.conftest import NOW, assignment_of, posted


def begin(staff) -> Enrolment:
    return begin_study(assignment=assignment_of(staff), notice_version="v", now=NOW)


def test_she_becomes_a_learner_in_the_class_of_her_post(service, rule):
    staff = posted(service)
    enrolment = begin(staff)
    learner, cohort = enrolment.learner, enrolment.cohort
    assert (learner.user, learner.sex, learner.corridor, learner.notice_version) == (
        staff.user, "unsaid", "ph-jo", "v",
    )  # fmt: skip
    assert (cohort.title, cohort.centre, cohort.meets_in_room, cohort.safeguarding_name) == (
        "Protection in the consulate, Amman", service.amman, False, "Ms Achieng",
    )  # fmt: skip
    assert list(cohort.instructors.all()) == [service.trainer]


def test_asking_twice_is_harmless_and_a_post_has_one_class(service, rule):
    first, second = posted(service, "1"), posted(service, "2")
    assert begin(first) == begin(first)
    begin(second)
    assert (Cohort.objects.count(), Enrolment.objects.count(), Learner.objects.count()) == (1, 2, 2)


def test_with_another_post_she_learns_towards_another_country(service, rule):
    staff = posted(service, starts=100)
    begin(staff)
    posted(service, at="doha", starts=100)
    begin(staff)
    learner = Learner.objects.get(user=staff.user)
    assert (learner.corridor, learner.enrolments.count()) == ("ph-qa", 2)


def test_a_country_that_lessons_do_not_tell_of_is_said(service, rule):
    staff = posted(service)
    service.amman.country = "ZZ"
    service.amman.save()
    with pytest.raises(NoProfile):
        begin(staff)
    assert Learner.objects.count() == 0


def test_a_course_that_is_withdrawn_is_said(service, rule):
    staff = posted(service)
    service.course.unpublish()
    with pytest.raises(CourseWithdrawn):
        begin(staff)


@pytest.mark.parametrize("change", ["closed", "taken off"])
def test_a_class_that_takes_her_in_no_more_is_said(service, rule, change):
    staff = posted(service)
    begin(staff)
    if change == "closed":
        Cohort.objects.update(closed_at=NOW)
    else:
        Enrolment.objects.update(withdrawn_at=NOW)
    with pytest.raises(NoPlace):
        begin(staff)
