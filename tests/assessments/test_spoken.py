"""What the bank gives to those who read aloud."""

import pytest
from django.template.loader import render_to_string

from assessments.models.surveys import Survey, SurveyItem
from assessments.spoken import QuestionWords, SurveyWords
from assessments.surveys import asking
from assessments.surveys.actions import publish_survey
from assessments.unheard import Unheard
from media import actions, recordings, sounds
from media.spoken import Saying, mark
from tests.assessments.conftest import make_question
from tests.factories import NOW
from tests.media import files

pytestmark = pytest.mark.django_db


def said(language: str = "en") -> list[tuple[str, str]]:
    return [(one.part, one.text) for one in QuestionWords().sayings(language)]


def test_a_question_says_its_scene_and_stem_its_answers_and_its_feedback_in_their_order():
    question = make_question("matching", scene="At the bank.", feedback_right="Yes.", feedback_wrong="Look again.")
    sayings = list(QuestionWords().sayings("en"))
    edit = f"/admin/snippets/assessments/question/edit/{question.pk}/"
    assert sayings[0] == Saying("At the bank.", "matching", "Scene", "contracts", edit, frozenset({"bank"}))
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


def a_survey(key: str = "before") -> Survey:
    survey = Survey.objects.create(key=key, kind=Survey.Kind.CONFIDENCE, title="Before", intro="A few questions.")
    SurveyItem.objects.create(
        survey=survey, text="Who pays?", kind=SurveyItem.Kind.CHOICE, choices="The employer\n\nI do"
    )
    return survey


def test_a_survey_says_each_answer_by_itself():
    survey = a_survey()
    edit = f"/admin/snippets/assessments/survey/edit/{survey.pk}/"
    places = frozenset({"surveys"})
    assert list(SurveyWords().sayings("en")) == [
        Saying("Before", "before", "Title", "", edit, places),
        Saying("A few questions.", "before", "Introduction", "", edit, places),
        Saying("Who pays?", "before", "Question", "", edit, places),
        Saying("The employer", "before", "Answer", "", edit, places),
        Saying("I do", "before", "Answer", "", edit, places),
    ]


def test_a_language_that_no_column_is_in_says_nothing():
    a_survey()
    make_question("single")
    assert [*SurveyWords().sayings("yue"), *QuestionWords().sayings("yue")] == []


@pytest.mark.parametrize("count", [1, 30])
def test_two_queries_read_the_surveys(count, django_assert_num_queries):
    for number in range(count):
        a_survey(f"survey-{number}")
    with django_assert_num_queries(2):
        assert len(list(SurveyWords().sayings("en"))) == 5 * count


def test_a_survey_is_heard_question_by_question_and_answer_by_answer(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    survey = a_survey()
    said = ("Who pays?", "The employer", "Skip this question")
    made = [
        actions.add(sounds.clean(files.mp3()), language="en", mark=mark("en", text), words=text, read_by="", now=NOW)
        for text in said
    ]
    recordings.forget()
    [question] = asking.page(survey, language="en").questions
    html = render_to_string("assessments/surveys/question.html", {"question": question})
    assert [one.url in html for one in made] == [True] * 3
    assert html.count("<audio") == 3


def test_a_survey_waits_for_its_clips_where_they_are_required():
    survey = a_survey()
    actions.require("en", required=True, now=NOW)
    with pytest.raises(Unheard) as refused:
        publish_survey(survey, now=NOW)
    assert refused.value.missing == ("Before", "A few questions.", "Who pays?", "The employer", "I do")
    survey.refresh_from_db()
    assert survey.published_at is None
