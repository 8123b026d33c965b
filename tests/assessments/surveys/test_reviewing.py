from __future__ import annotations

import pytest

from assessments.models import Survey
from assessments.surveys.reviewing import Surveys, stable_key, texts_of
from review.sources import Subject, Unreadable
from tests.assessments.surveys.conftest import PICK, QUESTION, STATEMENT, make_survey

pytestmark = pytest.mark.django_db


def test_review_reads_everything_a_survey_says(survey):
    [text] = texts_of(survey, list(survey.items.all()))
    assert [passage.text for passage in text.passages] == [
        "My class", "Tell us how it was.", STATEMENT, QUESTION, PICK, "Nothing\nTime\nWords",
    ]  # fmt: skip
    assert text.passages[0].kind == "title"


def test_review_finds_a_survey_again_and_its_editor(survey, django_assert_num_queries):
    make_survey(key="other")
    subject = Subject("assessments.survey", stable_key(survey), "en")
    with django_assert_num_queries(3):
        found = Surveys().places([subject])
    assert (found[subject].title, found[subject].live) == ("my-class", True)
    assert Surveys().newest(subject).title == "my-class"


def test_what_readers_see_is_what_is_published(survey):
    make_survey(key="draft", publish=False)
    assert [text.title for text in Surveys().live("en")] == ["my-class"]
    Survey.objects.update(published_at=None)
    assert list(Surveys().live("en")) == []


def test_an_editors_form_is_read_as_it_is_typed():
    typed = Surveys().typed(
        "assessments.survey", {"items-TOTAL_FORMS": "1", "title_en": "T", "items-0-text_en": "Q?"}, None, language="en"
    )
    assert [(code, [passage.path for passage in said]) for code, said in typed] == [
        ("en", ["title_en", "items-0-text_en"])
    ]
    with pytest.raises(Unreadable):
        Surveys().typed("assessments.survey", {}, None, language="en")
