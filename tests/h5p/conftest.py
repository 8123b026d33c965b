"""Packages of our own, a player that is enough to make bundles, and people who bring and allow them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions import ensure_groups, grant
from accounts.models import Role, User
from tests import factories
from tests.h5p.packages import Desk


@pytest.fixture(autouse=True)
def a_player(settings, tmp_path):
    """What plays is tried in a browser."""
    folder = tmp_path / "player"
    (folder / "styles").mkdir(parents=True)
    (folder / "frame.bundle.js").write_text("window.H5P = {};")
    (folder / "styles/h5p.css").write_text(".h5p {}")
    settings.H5P_PLAYER = folder


@pytest.fixture
def person(db):
    """Somebody who holds a role."""

    def appointed(role: Role) -> User:
        ensure_groups()
        user = factories.UserFactory(email=f"{role.lower()}@h5p.example")
        grant(user=user, organisation=factories.OrganisationFactory(), role=role)
        return user

    return appointed


@pytest.fixture
def administrator(person) -> User:
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def author(person) -> User:
    return person(Role.AUTHOR)


@pytest.fixture
def browser():
    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for


@pytest.fixture
def desk(administrator, author, now, django_capture_on_commit_callbacks) -> Desk:
    """Brings files in, lets the worker work, and allows libraries."""
    return Desk(author, administrator, now)
