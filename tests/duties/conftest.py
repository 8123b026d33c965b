"""A small foreign service: a ministry, two embassies and a consulate, a course, and people who are posted."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, Role, User
from assessments.actions import publish_question
from certificates.models import Certificate
from duties.actions import NewPosting, post
from duties.models import Assignment, PostDetails, Requirement, StaffMember
from tests import factories
from tests.factories import NOW

TODAY = NOW.date()
PASSWORD = "seven quiet rivers"


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def organisation(code: str, kind: str, country: str, parent: Organisation | None = None) -> Organisation:
    return factories.OrganisationFactory(code=code, kind=kind, name=code.title(), country=country, parent=parent)


def details(post: Organisation, zone: str, *, kind: str = "embassy", **values) -> PostDetails:
    return PostDetails.objects.create(
        organisation=post,
        kind=kind,
        time_zone=zone,
        contact_name="Ms Achieng",
        contact_phone="+254 700 000000",
        **values,
    )


@pytest.fixture(scope="session")
def standing_service(ground: None) -> SimpleNamespace:
    return foreign_service()


def foreign_service() -> SimpleNamespace:
    ministry = organisation("ministry", "ministry", "PH")
    amman = organisation("amman", "post", "JO", ministry)
    aqaba = organisation("aqaba", "post", "JO", amman)
    doha = organisation("doha", "post", "QA", ministry)
    details(amman, "Asia/Amman", rest_days=["4", "5"])
    details(aqaba, "Asia/Amman", kind="consulate")
    details(doha, "Asia/Qatar")
    for code in ("JO", "QA"):
        factories.DestinationFactory(code=code)
    factories.OriginFactory()
    quiz = factories.quiz_of("d1", topic="mandate", count=1)
    for _each in range(3):
        publish_question(factories.QuestionFactory(topic=factories.TopicFactory(code="mandate")), now=NOW)
    page = factories.course(factories.module("The mandate", quiz=quiz), title="Protection in the consulate")
    page.audience = "consular"
    page.save()
    trainer = factories.staff(Role.INSTRUCTOR, organisation=ministry, email="trainer@ministry.example", name="Trainer")
    return SimpleNamespace(ministry=ministry, amman=amman, aqaba=aqaba, doha=doha, course=page, trainer=trainer)


@pytest.fixture
def service(db, standing_service: SimpleNamespace) -> SimpleNamespace:
    return deepcopy(standing_service)


@pytest.fixture
def rule(service) -> Requirement:
    """The course fourteen days before a posting, at every post, for 24 months."""
    return requirement(service)


def requirement(service: SimpleNamespace, **values) -> Requirement:
    return Requirement.objects.create(
        **{
            "course": service.course.translation_key, "months": 24, "again_at_post": True,
            "responsible": service.trainer, "active_from": days(-900), **values,
        }
    )  # fmt: skip


def member(service: SimpleNamespace, number: str = "100", **values) -> StaffMember:
    user = factories.UserFactory(
        username=f"{number}@ministry.example", email=f"{number}@ministry.example", name=f"Officer {number}"
    )
    return StaffMember.objects.create(user=user, number=number, service=service.ministry, **values)


def posted(
    service: SimpleNamespace, number: str = "100", *, at: str = "amman", starts: int = 100, ends: int | None = None,
    role: str = "consul", now: datetime = NOW, **values,
) -> StaffMember:  # fmt: skip
    """A member of staff whose posting begins in so many days."""
    found = StaffMember.objects.filter(number=number).first() or member(service, number, **values)
    new = NewPosting(getattr(service, at), role, days(starts), None if ends is None else days(ends))
    post(staff=found, posting=new, now=now)
    return found


def assignment_of(staff: StaffMember) -> Assignment:
    return Assignment.objects.get(staff=staff)


def certify(staff: StaffMember, service: SimpleNamespace, *, on: datetime = NOW, country: str = "JO") -> Certificate:
    return Certificate.objects.create(
        serial=uuid.uuid4().hex[:24], person=staff.user, course=service.course.translation_key, destination=country,
        sealed=b"x", key_id="k", issued_at=on, expires_at=on + timedelta(days=1800),
    )  # fmt: skip


def supervisor(at: Organisation, name: str = "head") -> User:
    return person(Role.CONSULAR_SUPERVISOR, at, name)


def person(role: str, at: Organisation, name: str = "someone") -> User:
    user = factories.UserFactory(username=f"{name}@{at.code}.example", email=f"{name}@{at.code}.example", name=name)
    Membership.objects.create(user=user, role=role, organisation=at)
    return user


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """The browser of a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
