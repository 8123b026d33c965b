from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments import queries
from assessments.actions import grade
from assessments.drawing import Item, Part
from assessments.explaining import Verdict
from assessments.models import Question, Quiz, QuizItem, QuizPart
from assessments.queries import NotSubmitted
from assessments.scoring import Lacking, Score
from tests.assessments.conftest import begin, make_question, options, published
from tests.factories import QuizFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_parts_are_the_blueprint(quiz):
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(code="money"), count=2, level=3)
    assert queries.parts(quiz) == (Part("contracts", 5), Part("money", 2, level=3))


def test_how_many_questions_a_quiz_asks_without_what_an_instructor_watches(quiz):
    for place, kind in enumerate(("single", "practice")):
        question = make_question("single", key=kind)
        Question.objects.filter(pk=question.pk).update(kind=kind)
        QuizItem.objects.create(quiz=quiz, question=question, sort_order=place)
    assert queries.question_count(quiz.key) == 6
    assert queries.question_count("none") == 0


def test_a_final_test_names_the_test_before_it(quiz):
    final = QuizFactory(key="final", before=quiz)
    assert queries.before({"final", "a3", "none"}) == {final.key: quiz.key}


def test_no_quiz_comes_before_itself(quiz):
    with pytest.raises(IntegrityError, match="no_quiz_before_itself"), transaction.atomic():
        Quiz.objects.update(before=quiz)


def test_the_bank_holds_the_latest_version_of_each_published_question(now):
    version = published(destinations=["JO"], fact="rest_day", origin_fact="agency_register")
    retired = published(key="retired", level=3, retired_at=now)
    published(key="other-topic", topic="money")
    make_question(key="unpublished")
    assert set(queries.bank({"contracts"})) == {
        Item(version.pk, "single", "contracts", 1, frozenset({"JO"}), "rest_day", "agency_register"),
        Item(retired.pk, "retired", "contracts", 3, retired=True),
    }


@pytest.mark.parametrize("count", [1, 12])
def test_reading_the_bank_takes_one_query(count, django_assert_num_queries):
    for number in range(count):
        published(key=f"q-{number}")
    with django_assert_num_queries(1):
        assert len(queries.bank({"contracts"})) == count


@pytest.mark.parametrize("count", [1, 12])
def test_a_sheet_takes_two_queries(person, count, django_assert_num_queries):
    for number in range(count):
        published(key=f"q-{number}")
    quiz = QuizFactory(key="long")
    QuizPart.objects.create(quiz=quiz, topic=TopicFactory(), count=count)
    attempt = begin(person, quiz)
    with django_assert_num_queries(2):
        assert len(queries.sheet(attempt, "en").items) == count


def test_a_sheet_stands_as_drawn_and_stays_so(attempt):
    sheet = queries.sheet(attempt, "en")
    assert [item.version_id for item in sheet.items] == attempt.versions
    assert [item.number for item in sheet.items] == [1, 2, 3, 4, 5]
    assert queries.sheet(attempt, "en") == sheet


def test_a_sheet_shows_her_latest_answer_and_where_to_go_on(attempt, save, versions):
    before, after, _never = (option["key"] for option in options(versions["single"]))
    assert queries.sheet(attempt, "en").first_open.number == 1
    save(versions["single"], before, sequence=1)
    save(versions["single"], after, sequence=2)
    for version in versions.values():
        if version != versions["single"]:
            save(version, None)
    sheet = queries.sheet(attempt, "en")
    asked = {item.version_id: item.asked for item in sheet.items}
    assert {choice.key for choice in asked[versions["single"].pk].choices if choice.ticked} == {after}
    assert sheet.first_open is None


def test_a_sheet_holds_no_key_to_the_answers(attempt, versions):
    """B11: neither the marks of right answers nor feedback, and no name that both halves of a pair share."""
    sent = json.dumps(asdict(queries.sheet(attempt, "en")), default=str)
    assert "About" not in sent
    assert "correct" not in sent
    for option in options(versions["matching"]):
        assert sent.count(option["key"]) == sent.count(option["match_key"]) == 1
    asked = {item.version_id: item.asked for item in queries.sheet(attempt, "en").items}
    shown = [choice.key for choice in asked[versions["ordering"].pk].choices]
    assert shown != [option["key"] for option in options(versions["ordering"])]


def test_an_open_attempt_has_no_review(attempt):
    with pytest.raises(NotSubmitted):
        queries.review(attempt, "en")
    with pytest.raises(NotSubmitted):
        queries.score_of(attempt)


def test_a_review_tells_what_was_right_and_why(attempt, save, versions, now, django_assert_num_queries):
    _before, after, _never = (option["key"] for option in options(versions["single"]))
    save(versions["single"], after)
    save(versions["true_false"], options(versions["true_false"])[1]["key"])
    grade(attempt, now=now)
    with django_assert_num_queries(1):
        review = queries.review(attempt, "en")
    assert (review.score, review.passed) == (Score(Decimal(1), Decimal(5)), False)
    assert review.lacking == (Lacking.SCORE_TOO_LOW,)
    assert {item.key: item.verdict for item in review.items} == {
        "single": Verdict.WRONG,
        "true-false": Verdict.RIGHT,
        "multiple": Verdict.NOT_SURE,
        "ordering": Verdict.NOT_SURE,
        "matching": Verdict.NOT_SURE,
    }
    explained = next(item for item in review.items if item.key == "single")
    assert [line.feedback.text for line in explained.hers] == ["About After."]


def test_a_passed_attempt_lacks_nothing(attempt, all_right, now):
    grade(attempt, now=now)
    review = queries.review(attempt, "en")
    assert (review.passed, review.lacking) == (True, ())
