"""Words that two questions say, a browser of each role, and a voice for words."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from media import actions, sounds, spoken
from media.models import Recording
from tests import factories
from tests.media import files


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bank(db):
    """Two questions about contracts and one about money; all three have the same answers."""
    money = factories.TopicFactory(code="money")
    factories.QuestionFactory(key="first", stem="When should you have your contract?")
    factories.QuestionFactory(key="second", stem="When should you read it?")
    factories.QuestionFactory(key="third", stem="When should you ask about fees?", topic=money)


@pytest.fixture
def speak(db, now, django_capture_on_commit_callbacks):
    """Gives words a voice."""

    def add(words: str, language: str = "en", **values) -> Recording:
        given = {"content": files.mp3(), "read_by": "Rosa", "now": now, **values}
        mark = spoken.mark(language, words)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.add(sounds.clean(given.pop("content")), language=language, mark=mark, words=words, **given)

    return add


@pytest.fixture
def browser(db):
    """A browser in which somebody of a role is signed in."""

    def open_for(role: Role) -> Client:
        ensure_groups()
        person = factories.UserFactory(email=f"{role.lower()}@baon.example")
        grant(user=person, organisation=factories.OrganisationFactory(), role=role)
        client = Client()
        client.force_login(person)
        return client

    return open_for
