"""The questions of the demo that are made from facts, as they come out of their file."""

from __future__ import annotations

from collections import Counter

import pytest

from assessments.models import Question, QuestionVersion
from courses import making
from courses.models import Destination, QuestionTemplate
from demo import curriculum, files
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def standing_facts(ground):
    """Places, facts and the questions made of them, loaded once."""
    topics = curriculum.load_topics()
    curriculum.load_places()
    curriculum.load_templates(topics, now=NOW)
    return topics


@pytest.fixture
def topics(standing_facts, db):
    return standing_facts


def test_every_template_makes_questions_and_review_holds_none(topics):
    made = Counter(Question.objects.values_list("template", flat=True))
    assert set(made) == set(files.read("question_templates.yaml"))
    again = making.make_all(now=NOW)
    assert sum(len(one.published) for one in again) == QuestionVersion.objects.count()
    assert [(one.held, one.own, one.withdrawn) for one in again if one.held or one.own or one.withdrawn] == []


def test_each_is_whole_in_every_language_of_the_demo(topics):
    wanted = sorted(["en", *files.TRANSLATED])
    lacking = {
        version.content["key"]: sorted(version.content["stem"])
        for version in QuestionVersion.objects.all()
        if sorted(version.content["stem"]) != wanted or sorted(version.content["feedback_right"]) != wanted
    }
    assert lacking == {}


def test_a_second_load_leaves_a_template_as_its_keepers_changed_it(topics):
    QuestionTemplate.objects.filter(code="rest-day").update(stem_en="{place}: when do you rest?")
    curriculum.load_templates(topics, now=NOW)
    assert QuestionTemplate.objects.get(code="rest-day").stem_en == "{place}: when do you rest?"


def test_every_destination_has_at_least_as_many_questions_as_its_quiz_asks(topics):
    written = Counter(
        code
        for raw in (raw for each in files.read_all("questions") for raw in each)
        for code in raw["destinations"]
        if raw["topic"] == "destination"
    )
    made = Counter(code for codes in Question.objects.values_list("destinations", flat=True) for code in codes)
    few = {code: written[code] + made[code] for code in Destination.objects.values_list("code", flat=True)}
    assert min(few.values()) >= 10, few


def test_no_key_is_both_made_and_written(topics):
    written = {raw["key"] for each in files.read_all("questions") for raw in each}
    assert not written & set(Question.objects.values_list("key", flat=True))
