"""How a member of staff begins a course: she becomes a learner in the class of her post."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import Organisation
from core import tongues
from courses.models import CoursePage, Destination, Origin
from duties.models import Assignment, PostDetails
from learning.actions import ClassClosed, ClassPlan, WithdrawnFromClass, enrol_staff, open_class
from learning.models import Cohort, Enrolment

CLASS_RUNS = timedelta(days=3650)  # the class of a post has no last day; the field asks for one


class NoProfile(LookupError):
    """The country of the post, or that of the service, is not among the countries that lessons tell of."""


class CourseWithdrawn(LookupError):
    """The course is not published now."""


class NoPlace(ValueError):
    """The class of her post is closed, or she was taken off it."""


@transaction.atomic
def begin_study(*, assignment: Assignment, notice_version: str, now: datetime) -> Enrolment:
    """Give her a place in the class of her post, and a learner's record at the first time; asking twice is harmless.

    ``notice_version`` names the privacy notice she agreed to. Raises ``NoProfile``, ``CourseWithdrawn``
    and ``NoPlace``.
    """
    post = assignment.posting.post if assignment.posting else assignment.staff.service
    destination = Destination.objects.filter(code=post.country).first()
    origin = Origin.objects.filter(code=assignment.staff.service.country).first()
    if destination is None or origin is None:
        raise NoProfile(post.country)
    try:
        return enrol_staff(
            record_id=uuid.uuid5(assignment.pk, "begun"),
            user=assignment.staff.user,
            cohort=_class_of(assignment, post, destination, now),
            origin=origin,
            destination=destination,
            notice_version=notice_version,
            now=now,
        )
    except (ClassClosed, WithdrawnFromClass) as error:
        raise NoPlace(str(error)) from error


def _class_of(assignment: Assignment, post: Organisation, destination: Destination, now: datetime) -> Cohort:
    """The one class of this course at this post."""
    course = CoursePage.objects.live().filter(
        translation_key=assignment.requirement.course, locale__language_code=settings.LANGUAGE_CODE
    )
    page = course.first()
    if page is None:
        raise CourseWithdrawn(str(assignment.requirement.course))
    details = PostDetails.objects.filter(organisation=post).first()
    today = now.date()
    plan = ClassPlan(
        title=f"{page.title}, {post.name}"[:120],
        course=page,
        centre=post,
        starts_on=today,
        ends_on=today + CLASS_RUNS,
        languages=tongues.open_codes(),
        destinations=[destination],
        safeguarding_name=details.contact_name if details else str(assignment.requirement.responsible),
        safeguarding_phone=details.contact_phone if details else "-",
        mode=Cohort.Mode.ONLINE,
    )
    form_id = uuid.uuid5(page.translation_key, f"post:{post.pk}")
    return open_class(form_id=form_id, plan=plan, by=assignment.requirement.responsible, now=now)
