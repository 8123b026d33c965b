"""An author at her desk, and a library to write in."""

from copy import deepcopy

import pytest

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from courses.models import ModuleLibraryPage
from tests import factories


@pytest.fixture(scope="session")
def standing_library(ground):
    factories.module("Standing")
    return ModuleLibraryPage.objects.get()


@pytest.fixture
def library(db, standing_library):
    return deepcopy(standing_library)


@pytest.fixture(scope="session")
def standing_writer(standing_library):
    """An author; her groups fit the pages that stand now."""
    ensure_groups()
    person = factories.UserFactory(username="author@baon.example", email="author@baon.example")
    grant(user=person, organisation=factories.OrganisationFactory(), role=Role.AUTHOR)
    return person


@pytest.fixture
def writer(db, standing_writer):
    return deepcopy(standing_writer)


@pytest.fixture
def author(client, writer):
    client.force_login(writer)
    return client
