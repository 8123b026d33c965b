"""What every test starts from."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis

from accounts.models import User
from accounts.presence import PROVED
from assessments.queries import forget_versions
from core import tongues
from courses import shelf
from media import recordings
from tests import standing, template

# ``make journeys`` tries them with --hypothesis-profile=thorough.
hypothesis.register_profile("quick", max_examples=30, deadline=None)
hypothesis.register_profile("thorough", max_examples=200, deadline=None)
hypothesis.load_profile("quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser of the journeys stays open to the end: tests that open one of their own go first."""
    items.sort(key=lambda item: "journeys" in item.path.parts)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: garbage is not sought in it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture
def now() -> datetime:
    """A moment that does not move."""
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Memos of one test do not reach the next."""
    _forget()


def _forget() -> None:
    tongues.forget()
    forget_versions()
    recordings.forget()
    shelf.renew()
    cache.clear()


@pytest.fixture(autouse=True)
def staff_by_force_have_proved_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a test signs in without a password has shown the second factor too."""
    plain = Client.force_login

    def force_login(client: Client, user: User, backend: str | None = None) -> None:
        plain(client, user, backend)
        if not user.is_trainee:
            session = client.session
            session[PROVED] = user.pk
            session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker) -> bool:
    """Whether the test database lies there already: a copy of the template, but for ``--create-db``."""
    if request.config.getvalue("create_db"):
        return False
    with django_db_blocker.unblock():
        return template.prepare(request.config.rootpath / ".pytest_cache" / "template")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    begins_with = standing.ground_of(metafunc)
    metafunc.parametrize("ground", [begins_with], indirect=True, ids=[pytest.HIDDEN_PARAM], scope="session")


@pytest.fixture(scope="session", autouse=True)
def ground(request: pytest.FixtureRequest) -> Iterator[None]:
    """The transaction that holds standing rows until tests begin with others; for real transactions, a copy of all."""
    if request.param == standing.BARE:
        yield
        return
    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    if request.param == standing.ALONE:
        with blocker.unblock(), template.kept(), pytest.MonkeyPatch.context() as patch:
            # Instead of emptying 160 tables and filling them again.
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: template.put_back())
            yield
        return
    with blocker.unblock(), transaction.atomic():
        _forget()
        yield
        transaction.set_rollback(True)
