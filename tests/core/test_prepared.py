"""Queries whose SQL is written once."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.models import User
from core.prepared import Prepared, Slot
from learning.models import Learner
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    return Prepared(lambda: User.objects.filter(name=Slot("name", User._meta.get_field("name"))).order_by("username"))


def test_each_asking_fills_the_slot_anew(named):
    amal, badia = factories.learner(name="Amal").user, factories.learner(name="Badia").user
    assert (named.first(name="Amal"), named.first(name="Badia"), named.first(name="Chandra")) == (amal, badia, None)


def test_the_order_of_the_query_is_kept(named):
    there = [factories.learner(name="Amal").user for _each in range(3)]
    assert named.all(name="Amal") == sorted(there, key=lambda user: user.username)


def test_what_is_asked_never_becomes_sql(named):
    factories.learner(name="Amal")
    assert named.all(name="Amal' OR '1'='1") == []


def test_the_queryset_is_built_once():
    built = []
    asked = Prepared(lambda: built.append(1) or User.objects.filter(pk=Slot("key", User._meta.pk)))
    user = factories.learner().user
    assert [asked.first(key=user.pk) for _each in range(3)] == [user] * 3
    assert built == [1]


def test_a_slot_takes_what_its_column_holds():
    asked = Prepared(lambda: Learner.objects.filter(consented_at=Slot("at", Learner._meta.get_field("consented_at"))))
    learner = factories.learner()
    assert asked.all(at=learner.consented_at) == [learner]
    assert asked.all(at=learner.consented_at + timedelta(seconds=1)) == []


def test_a_key_is_written_as_the_database_keeps_it():
    asked = Prepared(lambda: Session.objects.filter(pk=Slot("key", Session._meta.pk)))
    kept = Session.objects.create(session_key=uuid.UUID(int=1).hex, session_data="", expire_date=factories.NOW)
    assert (asked.first(key=kept.pk), asked.first(key="another")) == (kept, None)
