"""People made the way the product makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.actions import NewTrainee, create_staff, create_trainee, grant
from accounts.models import Organisation, Role, User

PASSWORD = "seven quiet rivers"


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
