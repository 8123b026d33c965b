"""Templates of questions go along with what they make, and from then on the questions follow the facts here."""

import pytest
from django.utils import translation

from assessments.models import Question, QuestionVersion
from core.models import Topic
from courses.making import make_of
from courses.models import CoursePage, Fact, QuestionTemplate
from handover.difference import Verdict
from tests.handover.conftest import NOW, exported, taken
from tests.handover.test_actions import emptied, undo


@pytest.fixture
def template(course) -> QuestionTemplate:
    """Makes a question of the rest day, which the course's quiz may draw."""
    fact = Fact.objects.select_related("key").get()
    made = QuestionTemplate.objects.create(
        code="rest-day", key=fact.key, answer="value", topic=Topic.objects.get(code="contracts"),
        stem_en="How often do you rest in {place}?", wrong_en="Never.\nOnce a year.", feedback_en="{value} ({source})",
    )  # fmt: skip
    make_of(fact.key, now=NOW)
    return made


def the_course() -> CoursePage:
    return CoursePage.objects.get(locale__language_code="en")


def bare() -> None:
    QuestionTemplate.objects.all().delete()
    emptied()


def made_questions() -> list[dict]:
    fields = ("key", "template", "stem_en", "fact", "retired_at")
    return list(Question.objects.exclude(template="").values(*fields))


def test_the_round_trip_gives_the_same_template_and_the_same_questions(template):
    data, was = exported(the_course()), made_questions()
    assert len(was) == 1
    bare()
    taken(data)
    fields = ("code", "key__code", "answer", "topic__code", "stem_en", "wrong_en", "feedback_en")
    there = QuestionTemplate.objects.values_list(*fields).get()
    assert there == (
        "rest-day", "rest_day", "value", "contracts", "How often do you rest in {place}?", "Never.\nOnce a year.",
        "{value} ({source})",
    )  # fmt: skip
    assert made_questions() == was
    assert exported(the_course()) == data


def test_a_second_import_has_nothing_to_do(template):
    data = exported(the_course())
    bare()
    taken(data)
    made = taken(data)
    assert {line.verdict for line in made.lines.all()} == {Verdict.SAME}


def test_the_question_says_what_the_fact_here_says(template):
    data = exported(the_course())
    QuestionTemplate.objects.all().delete()
    fact = Fact.objects.get()
    with translation.override("en"):
        fact.value_en = "One day in ten."
        fact.save()
    taken(data)
    assert Fact.objects.get().value_en == "One day in ten."
    question = Question.objects.get(template="rest-day")
    assert "One day in ten." in [option.text_en for option in question.options.filter(correct=True)]


def test_undoing_takes_template_and_questions_away(template):
    data = exported(the_course())
    bare()
    made = taken(data, publish=False)
    undo(made)
    assert (QuestionTemplate.objects.count(), made_questions()) == (0, [])


def test_a_question_that_an_author_took_over_travels_as_her_own(template):
    Question.objects.update(template="")
    data = exported(the_course())
    bare()
    taken(data)
    assert (QuestionTemplate.objects.count(), made_questions()) == (0, [])
    assert QuestionVersion.objects.exists()
