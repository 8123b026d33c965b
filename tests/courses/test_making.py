"""The bank follows the facts: a question is made of each, changes with it, and is withdrawn with it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from assessments import making as bank
from assessments.drawing import Part, draw
from assessments.models import Question, QuestionVersion
from assessments.queries import bank as items
from courses import actions, making
from courses.facts_admin.leaning import dependents
from courses.models import Fact, FactKey, QuestionTemplate
from courses.overlays import Corridor
from learning.queries import known_facts
from tests import factories
from tests.factories import NOW, DestinationFactory, FactFactory, FactKeyFactory, OriginFactory, UserFactory
from tests.review.conftest import HOLDS

pytestmark = pytest.mark.django_db
QUESTION = "hours-to-jo"
TODAY = NOW.date()


@pytest.fixture
def template() -> QuestionTemplate:
    return QuestionTemplate.objects.create(
        code="hours", key=FactKeyFactory(code="working_hours", label="Hours"), answer="number", unit="hours a day",
        topic=factories.TopicFactory(code="destination"), stem="{place}: how many hours?", wrong="14\n16\n18",
        feedback="{value} Source: {source}.", from_others=True,
    )  # fmt: skip


def hours(place: str, number: int | None, **values: object) -> Fact:
    """The fact as it is recorded."""
    names = {"JO": "Jordan", "QA": "Qatar", "KW": "Kuwait"}
    plain = {
        "value": f"You work {number} hours.", "number": number, "unit": "hours a day", "source_title": "Labour law",
        "source_type": "law", "checked_on": NOW.date(), "review_by": NOW.date() + timedelta(180), "confidence": "H",
    }  # fmt: skip
    return actions.record_fact(
        key=FactKey.objects.get(code="working_hours"), destination=DestinationFactory(code=place, name=names[place]),
        origin=None, values={**plain, **values},
    )  # fmt: skip


def newest(key: str = QUESTION) -> dict:
    return QuestionVersion.objects.filter(question__key=key).order_by("-number").first().content


def answers(key: str = QUESTION) -> list[str]:
    return [option["text"]["en"] for option in newest(key)["options"]]


def numbers(key: str = QUESTION) -> list[int]:
    return list(QuestionVersion.objects.filter(question__key=key).order_by("number").values_list("number", flat=True))


def asked(way: Corridor, *, today: date = TODAY) -> list[str]:
    """The keys of what an attempt on this way may ask."""
    known, at_home = known_facts(way, today=today)
    part = Part("destination", 20)
    drawn = draw(
        items({"destination"}), [part], seed=UUID(int=1), destination=way.destination, origin=way.origin,
        known_facts=known, known_origin_facts=at_home,
    )  # fmt: skip
    return sorted(QuestionVersion.objects.filter(pk__in=drawn.versions).values_list("question__key", flat=True))


def test_a_recorded_fact_is_asked(template):
    hours("JO", 8)
    content = newest()
    assert (content["stem"], answers(), content["fact"], content["destinations"]) == (
        {"en": "Jordan: how many hours?"}, ["8", "14", "16", "18"], "working_hours", ["JO"],
    )  # fmt: skip
    assert content["feedback_wrong"] == {"en": "You work 8 hours. Source: Labour law."}
    assert Question.objects.get(key=QUESTION).template == "hours"


def test_a_fact_that_changes_makes_a_new_version_and_the_old_one_stays(template):
    hours("JO", 8)
    first = QuestionVersion.objects.get(question__key=QUESTION)
    hours("JO", 9)
    assert (answers(), numbers()) == (["9", "14", "16", "18"], [1, 2])
    first.refresh_from_db()
    assert [option["text"]["en"] for option in first.content["options"]] == ["8", "14", "16", "18"]


def test_the_same_again_and_a_check_of_the_fact_make_no_version(template):
    fact = hours("JO", 8)
    making.make_all(now=NOW)
    actions.confirm_fact(fact, by=UserFactory(), now=NOW)
    assert numbers() == [1]


def test_what_is_true_elsewhere_is_a_wrong_answer_here(template):
    hours("JO", 8)
    hours("QA", 10)
    assert (answers(), answers("hours-to-qa")) == (["8", "10", "14", "16"], ["10", "8", "14", "16"])


def test_an_answer_that_stays_keeps_its_key(template):
    hours("JO", 8)
    before = {option["text"]["en"]: option["key"] for option in newest()["options"]}
    hours("QA", 10)
    after = {option["text"]["en"]: option["key"] for option in newest()["options"]}
    assert (after["8"], after["14"]) == (before["8"], before["14"])


def test_a_fact_that_lost_its_number_is_not_asked_until_it_is_known_again(template):
    hours("JO", 8)
    hours("JO", None)
    assert asked(Corridor("", "JO")) == []
    hours("JO", 8)
    assert asked(Corridor("", "JO")) == [QUESTION]
    assert numbers() == [1]


@pytest.mark.parametrize("values", [{"confidence": "L"}, {"status": "suspended"}, {"status": "disputed"}])
def test_a_doubtful_fact_is_not_asked(template, values):
    hours("JO", 8, **values)
    assert asked(Corridor("", "JO")) == []


def test_an_overdue_fact_is_not_asked(template):
    fact = hours("JO", 8)
    assert asked(Corridor("", "JO"), today=fact.review_by) == [QUESTION]
    assert asked(Corridor("", "JO"), today=fact.review_by + timedelta(1)) == []


def test_nobody_is_asked_about_another_place(template):
    hours("JO", 8)
    hours("QA", 10)
    assert asked(Corridor("", "QA")) == ["hours-to-qa"]


def test_who_leaves_from_a_place_is_asked_about_that_place_alone(template):
    for code in ("NP", "PH"):
        FactFactory(
            key=template.key, destination=None, origin=OriginFactory(code=code, name=code), number=len(code),
            unit="hours a day", value="So many hours.",
        )  # fmt: skip
    making.make_all(now=NOW)
    assert asked(Corridor("NP", "JO")) == ["hours-from-np"]
    assert newest("hours-from-np")["origins"] == ["NP"]


def test_a_fact_for_one_origin_alone_is_no_question_to_all(template):
    FactFactory(key=template.key, origin=OriginFactory(), number=8, unit="hours a day")
    making.make_all(now=NOW)
    assert not Question.objects.exists()


def test_a_deleted_fact_and_a_deleted_template_take_their_questions_along(template):
    hours("QA", 10)
    hours("JO", 8).delete()
    assert asked(Corridor("", "JO")) == []
    assert Question.objects.get(key=QUESTION).retired_at
    template.delete()
    assert asked(Corridor("", "QA")) == []


def test_what_somebody_took_over_no_fact_changes(template):
    hours("JO", 8)
    bank.take_over(Question.objects.get(key=QUESTION), by=UserFactory())
    hours("JO", 9)
    assert answers() == ["8", "14", "16", "18"]
    made = making.make_of(template.key, now=NOW)
    assert (made.own, made.published) == ((QUESTION,), ())


def test_while_review_holds_the_new_words_the_old_ones_are_not_asked_either(template):
    hours("JO", 8)
    hours("JO", 9, value=HOLDS)
    assert asked(Corridor("", "JO")) == []
    assert making.make_of(template.key, now=NOW).held == (QUESTION,)
    hours("JO", 9)
    assert asked(Corridor("", "JO")) == [QUESTION]


def test_what_review_holds_is_not_written_again_until_it_says_something_else(template):
    hours("JO", 8)
    hours("JO", 9, value=HOLDS)
    question = Question.objects.get(key=QUESTION)
    written, withdrawn_at = ModelLogEntry.objects.for_instance(question).count(), question.retired_at
    assert making.make_of(template.key, now=NOW + timedelta(9)).held == (QUESTION,)
    question.refresh_from_db()
    assert (ModelLogEntry.objects.for_instance(question).count(), question.retired_at) == (written, withdrawn_at)


def test_a_language_that_the_words_lose_is_lost_in_the_question_too(template):
    DestinationFactory(code="JO", name="Jordan")
    template.stem_ne = "{place}: कति घण्टा?"
    template.save()
    fact = hours("JO", 8)
    fact.destination.name_ne = "जोर्डन"
    fact.destination.save()
    making.make_all(now=NOW)
    assert sorted(newest()["stem"]) == ["en", "ne"]
    fact.destination.name_ne = ""
    fact.destination.save()
    making.make_all(now=NOW)
    assert (sorted(newest()["stem"]), sorted(newest()["options"][0]["text"])) == (["en"], ["en"])


@pytest.fixture
def keeper(client):
    client.force_login(UserFactory(username="keeper@example.org", is_superuser=True, is_staff=True))
    return client


def posted(template: QuestionTemplate, **values: object) -> dict[str, object]:
    return {
        "code": template.code, "key": template.key_id, "answer": "number", "unit": "hours a day",
        "topic": template.topic_id, "level": 1, "lesson": "", "never": "", "from_others": "on",
        "stem_en": "In {place}: how many hours?", "wrong_en": "14\n16", "feedback_en": "{value}", **values,
    }  # fmt: skip


def test_a_changed_template_changes_its_questions(keeper, template):
    hours("JO", 8)
    address = reverse("wagtailsnippets_courses_questiontemplate:edit", args=[template.pk])
    response = keeper.post(address, posted(template))
    assert response.status_code == 302, response.context["form"].errors
    assert newest()["stem"] == {"en": "In Jordan: how many hours?"}


def test_the_code_of_a_template_stays(keeper, template):
    address = reverse("wagtailsnippets_courses_questiontemplate:edit", args=[template.pk])
    response = keeper.post(address, posted(template, code="other"))
    assert "Its questions are known by this code." in response.content.decode()


def test_the_name_of_a_place_stands_in_its_questions(keeper, template):
    place = hours("JO", 8).destination
    values = {
        "code": "JO", "slug": "jordan", "currency": "JOD", "languages": "ar", "time_zone": "", "name_en": "The J",
        "advisory": "normal", "advised_by": "", "scripts": "", "denominations": "", "plugs": "", "voltage": "",
    }  # fmt: skip
    response = keeper.post(reverse("wagtailsnippets_courses_destination:edit", args=[place.pk]), values)
    assert response.status_code == 302, response.context["form"].errors
    assert newest()["stem"] == {"en": "The J: how many hours?"}


@pytest.mark.parametrize("others", [0, 3])
def test_what_depends_on_a_fact_names_the_question_of_its_own_place(template, others):
    home = FactFactory(key=template.key, destination=None, origin=OriginFactory(code="NP", name="Nepal"), number=2,
                       unit="hours a day", value="Two hours.")  # fmt: skip
    for code in ("PH", "LK", "KE")[:others]:
        FactFactory(key=template.key, destination=None, origin=OriginFactory(code=code, name=code), number=3,
                    unit="hours a day", value="Three hours.")  # fmt: skip
    making.make_all(now=NOW)
    assert [use.title for use in dependents(home).questions] == ["Nepal: how many hours?"]
