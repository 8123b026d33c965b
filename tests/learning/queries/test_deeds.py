from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.overlays import Corridor
from courses.queries import facts, facts_without_words
from learning import queries
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_who_asks_costs_one_narrow_query():
    learner = factories.learner()
    with CaptureQueriesContext(connection) as asked:
        found = queries.learner_of(learner.user)
        assert (found, found.corridor, found.user) == (learner, "ph-jo", learner.user)
    [query] = asked
    assert len(re.findall(r'"\w+"\."\w+"', query["sql"].split(" FROM ")[0])) < 30
    assert "name_ar" not in query["sql"]


def test_the_names_of_her_places_are_there_when_they_are_asked_for():
    found = queries.learner_of(factories.learner().user)
    assert (found.origin.name, found.destination.name) == ("Philippines", "Jordan")


def test_what_is_known_follows_from_the_same_facts_as_the_words_of_a_lesson():
    """What is meant for her origin goes before what is for all, also where it hides it."""
    origin, today = factories.OriginFactory(), NOW.date()
    late = {"review_by": today - timedelta(days=1)}
    for code, values in {"rest_day": {}, "wage": late, "visa": {"confidence": "L"}}.items():
        factories.FactFactory(key=factories.FactKeyFactory(code=code), **values)
    factories.FactFactory(key=factories.FactKeyFactory(code="mission"))
    factories.FactFactory(key=factories.FactKeyFactory(code="mission"), origin=origin, **late)
    factories.FactFactory(key=factories.FactKeyFactory(code="passport"), destination=None, origin=origin)
    way = Corridor("PH", "JO")
    whole = {place: (fact.status, fact.confidence, fact.review_by) for place, fact in facts(way).items()}
    bare = {place: (fact.status, fact.confidence, fact.review_by) for place, fact in facts_without_words(way).items()}
    assert bare == whole
    assert queries.known_facts(way, today=today) == ({"rest_day"}, {"passport"})
    with CaptureQueriesContext(connection) as asked:
        queries.known_facts(way, today=today)
    assert len(asked) == 1
