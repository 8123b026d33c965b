"""What the bank gives to those who read aloud."""

import pytest

from assessments.spoken import QuestionWords
from media.spoken import Saying
from tests.assessments.conftest import make_question
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def said(language: str = "en") -> list[tuple[str, str]]:
    return [(one.part, one.text) for one in QuestionWords().sayings(language)]


def test_a_question_says_its_scene_and_stem_its_answers_and_its_feedback_in_their_order():
    question = make_question("matching", scene="At the bank.", feedback_right="Yes.", feedback_wrong="Look again.")
    sayings = list(QuestionWords().sayings("en"))
    edit = f"/admin/snippets/assessments/question/edit/{question.pk}/"
    assert sayings[0] == Saying("At the bank.", "matching", "Scene", "contracts", edit)
    assert said() == [
        ("Scene", "At the bank."),
        ("Question", "A matching question?"),
        ("Answer", "Notice"), ("Belongs to", "time before the end"), ("Feedback", "About Notice."),
        ("Answer", "In-kind"), ("Belongs to", "food or room"), ("Feedback", "About In-kind."),
        ("Feedback when right", "Yes."), ("Feedback when wrong", "Look again."),
    ]  # fmt: skip


def test_a_language_says_what_is_written_in_it_and_no_more():
    make_question("single", stem_fil="Kailan?")
    assert said("fil") == [("Question", "Kailan?")]


def test_what_is_retired_and_what_an_instructor_reads_is_left_out():
    make_question("single", retired_at=NOW)
    question = make_question("single", key="oral")
    type(question).objects.filter(pk=question.pk).update(kind="oral")
    assert said() == []


@pytest.mark.parametrize("count", [1, 30])
def test_two_queries_read_the_bank(count, django_assert_num_queries):
    for number in range(count):
        make_question("single", key=f"question-{number}")
    with django_assert_num_queries(2):
        assert len(list(QuestionWords().sayings("en"))) == 7 * count
