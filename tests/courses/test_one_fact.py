"""A fact is written once: when it changes, lesson, country page, numbers, card, kit and quiz follow."""

import uuid
from datetime import date

import pytest

from assessments.actions import BankTooSmall, publish_question
from assessments.models import Question
from courses import document, shelf
from courses.models import Fact, ModulePage
from courses.overlays import Corridor
from learning.actions import begin_quiz, submit_quiz
from learning.queries import known_facts
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.NOW.date()
WAY = Corridor("PH", "JO")
BODY = [
    ("step", "Numbers"),
    ("fact", {"key": "hotline", "scope": "destination"}),
    ("contacts", {"keys": ["hotline"]}),
]


@pytest.fixture
def fact():
    """The one fact, and everything that leans on it."""
    factories.OriginFactory()
    factories.course(factories.module("My contract", lessons=1, body=BODY))
    question = factories.QuestionFactory(key="which-number", fact="hotline", stem="Whom can I call about my work?")
    publish_question(question, now=factories.NOW)
    key = factories.FactKeyFactory(code="hotline", label="Hotline", is_contact=True, group="hotlines")
    return factories.FactFactory(key=key, value="You can call this line.", phone="1733")


def pages():
    """Every document that shows the number."""
    made = {
        "lesson": document.lesson("en", WAY, "my-contract", "lesson-1", today=TODAY),
        "country": document.country("en", WAY, today=TODAY),
        "numbers": document.numbers("en", WAY, today=TODAY),
        "card": document.card("en", WAY, today=TODAY),
        "kit": document.kit("en", WAY, today=TODAY),
    }
    return {name: page.body.decode() for name, page in made.items()}


def showing(words):
    return {name for name, page in pages().items() if words in page}


def asked():
    """The questions that a new attempt asks, none when the bank is too small."""
    quiz = factories.quiz_of("a3", topic="contracts", count=1)
    try:
        attempt = begin_quiz(
            attempt_id=uuid.uuid4(), learner=factories.learner(), quiz=quiz.key, placement=uuid.uuid4(),
            language="en", now=factories.NOW,
        )  # fmt: skip
    except BankTooSmall:
        return []
    return list(Question.objects.filter(versions__in=attempt.versions).values_list("key", flat=True))


EVERYWHERE = {"lesson", "country", "numbers", "card", "kit"}


def test_a_current_fact_is_everywhere_and_is_asked_about(fact):
    assert showing("1733") == EVERYWHERE
    assert asked() == ["which-number"]


def test_a_new_value_is_everywhere_at_once(fact):
    Fact.objects.update(phone="19911")
    assert (showing("19911"), showing("1733")) == (EVERYWHERE, set())
    assert asked() == ["which-number"]


@pytest.mark.parametrize(
    "change",
    [
        {"checked_on": date(2026, 1, 1), "review_by": date(2026, 11, 20)},
        {"confidence": "L"},
        {"status": "suspended"},
        {"status": "disputed"},
        {"status": "draft"},
    ],
)
def test_a_fact_we_are_not_sure_of_is_shown_nowhere_and_its_question_is_not_asked(fact, change):
    Fact.objects.update(**change)
    assert showing("1733") == set()
    assert showing("We are not sure of this today") == {"lesson", "country"}
    assert showing("We have no checked number") >= {"numbers", "kit"}
    assert known_facts(WAY, today=TODAY) == (frozenset(), frozenset())
    assert asked() == []


def test_a_fact_that_is_gone_leaves_no_question_behind(fact):
    fact.delete()
    assert showing("1733") == set()
    assert asked() == []


def test_an_unsure_fact_names_another_number_on_every_page_that_tells_rules(fact):
    rule = factories.FactKeyFactory(code="rest_day", label="Rest day", group="law")
    factories.FactFactory(key=rule, value="You rest on Friday.", confidence="L")
    pages_with_rules = {name: page for name, page in pages().items() if name in {"country", "kit"}}
    for page in pages_with_rules.values():
        assert "You rest on Friday." not in page
        assert "We are not sure of this today. Ask the hotline:" in page
        assert "1733" in page


def test_after_the_quiz_a_question_tells_what_its_fact_says_today(fact, client):
    module = ModulePage.objects.get()
    module.quiz = factories.quiz_of("a3", topic="contracts", count=1)
    module.save_revision().publish()
    shelf.renew()
    learner = factories.learner()
    attempt = begin_quiz(
        attempt_id=uuid.uuid4(), learner=learner, quiz="a3", placement=module.translation_key, language="en",
        now=factories.NOW,
    )  # fmt: skip
    submit_quiz(attempt=attempt, now=factories.NOW)
    client.force_login(learner.user)
    address = f"/me/quiz/{module.translation_key}/result/"
    assert "1733" in client.get(address).content.decode()
    Fact.objects.update(phone="19911")
    assert "19911" in client.get(address).content.decode()
    Fact.objects.update(confidence="L")
    page = client.get(address).content.decode()
    assert "19911" not in page
    assert "We are not sure of this today" in page
