"""A small curriculum in English and Filipino, translated as translators do it."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.test import Client
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from accounts.models import Role
from courses.models import SyllabusTopic
from tests import factories
from translating import passages
from translating.actions import languages, work

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WORDS = {
    "One idea": "Isang ideya",
    "Keep your contract.": "Ingatan ang kontrata mo.",
    "Ask for <b>help</b>.": "Humingi ng <b>tulong</b>.",
}
BODY = [("step", "One idea"), ("text", "<p>Keep your contract.</p><p>Ask for <b>help</b>.</p>")]


@pytest.fixture(scope="session")
def standing_home(ground):
    return factories.home()


@pytest.fixture(scope="session")
def standing_fil(standing_home) -> Locale:
    return languages.open_language("fil", by=None)


@pytest.fixture(scope="session")
def standing_translator(standing_fil):
    return person(language="fil", name="Divina")


@pytest.fixture
def home(db, standing_home):
    return deepcopy(standing_home)


@pytest.fixture
def fil(db, standing_fil) -> Locale:
    return deepcopy(standing_fil)


@pytest.fixture(scope="session")
def standing_lesson(standing_home):
    """A lesson about contracts: its translation is written back before it is signed for."""
    module = factories.module("My contract", lessons=1, body=BODY)
    lesson = module.get_children().first().specific
    lesson.topics = [SyllabusTopic.CONTRACTS]
    lesson.save_revision().publish()
    return lesson


@pytest.fixture
def lesson(db, standing_lesson):
    return deepcopy(standing_lesson)


@pytest.fixture
def plain_lesson(home):
    """A lesson in which no right is at stake."""
    return factories.module("Money", lessons=1, body=BODY).get_children().first().specific


def person(role: Role = Role.TRANSLATOR, *, language: str = "", **values):
    """Staff who really hold their groups; a translator of one language."""
    from accounts.actions import ensure_groups, grant

    ensure_groups()
    name = values.get("name", role).lower()
    user = factories.UserFactory(**{"email": f"{name}@baon.example", **values})
    grant(user=user, organisation=factories.OrganisationFactory(), role=role)
    if language:
        languages.appoint_translator(user, language=language, by=None, now=NOW)
    return user


@pytest.fixture
def translator(db, standing_translator):
    return deepcopy(standing_translator)


@pytest.fixture
def reader(fil):
    return person(language="fil", name="Rosa")


@pytest.fixture
def third(fil):
    return person(language="fil", name="Luz")


@pytest.fixture
def reviewer(fil):
    return person(Role.REVIEWER, name="Hanan")


@pytest.fixture
def admin(fil):
    return person(Role.ADMINISTRATOR, name="Noor")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def translate(
    page: Page, locale: Locale, *, by=None, words: dict[str, str] | None = None, title: str = "Aralin"
) -> Translation:
    """Give every passage that is named its words, the title another."""
    said = {page.title: title, **(WORDS if words is None else words)}
    translation = work.begin(page, locale=locale, by=by)
    for held in passages.passages([page.translation_key], locale.language_code):
        if held.message.source in said:
            work.write(held, said[held.message.source], locale=locale, by=by)
    return translation


def publish(translation: Translation, *, by):
    """As the view does it; outside the test's transaction the revision would be published at once."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        work.publish(translation, by=by)
    return translation.get_target_instance()
