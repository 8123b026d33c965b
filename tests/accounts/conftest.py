"""People made the way the product makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.actions import NewTrainee, begin_factor, confirm_factor, create_staff, create_trainee, grant, next_code
from accounts.models import Organisation, Role, User

PASSWORD = "seven quiet rivers"


def at_the_door(client: Client, user: User, **more: str) -> HttpResponse:
    """Send the address and the password of somebody of the staff."""
    return client.post("/sign-in/staff/", {"email": user.username, "password": PASSWORD, **more})


def with_app(user: User) -> list[str]:
    """Give somebody an app for codes; its recovery codes. The codes it shows are ``next_code``."""
    shown = begin_factor(user=user).secret
    moment = timezone.now()
    typed = next_code(user=user, now=moment)
    return confirm_factor(user=user, shown=shown, typed=typed, address="", now=moment)


def come_to_work(client: Client, user: User, **more: str) -> HttpResponse:
    """Sign in by password and code; what the second door answered."""
    if not hasattr(user, "second_factor"):
        with_app(user)
    user.second_factor.__class__.objects.update(last_step=0)  # as if half a minute had passed
    at_the_door(client, user, **more)
    return client.post("/sign-in/staff/code/", {"code": next_code(user=user, now=timezone.now())})


@pytest.fixture
def centre(db) -> Organisation:
    return Organisation.objects.create(code="hope", kind="centre", name="Hope Centre", country="PH")


@pytest.fixture
def trainee(db, now: datetime) -> NewTrainee:
    return create_trainee(name="Maria Santos", name_own="", language="en", now=now)


@pytest.fixture
def one_of(centre: Organisation, now: datetime) -> Callable[[str], User]:
    """A person of the staff with one role."""

    def make(role: str) -> User:
        user = create_staff(email=f"{role}@hope.example", name=role.title(), password=PASSWORD, now=now)
        grant(user=user, organisation=centre, role=role)
        return user

    return make


@pytest.fixture
def instructor(one_of) -> User:
    return one_of(Role.INSTRUCTOR)
