"""Sessions are read by SQL written once, and end as Django's own do."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    session = SessionStore()
    session["who"] = "Amal"
    session.save()
    return session


def test_a_session_is_found_by_its_key(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(kept.session_key).load() == {"who": "Amal"}


def test_a_session_that_ran_out_is_nobodys_and_its_key_is_not_used_again(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    late = SessionStore(kept.session_key)
    assert (late.load(), late.session_key) == ({}, None)


def test_a_session_that_ended_is_gone_at_once(kept):
    another = SessionStore(kept.session_key)
    kept.flush()
    assert another.load() == {}
