"""Answers for surveys when review asks: what they say in each language, who wrote them and where. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessments.models.surveys import ITEM_WORDS, SURVEY_WORDS, Survey, SurveyItem
from assessments.reviewed import Columned, Values
from review.sources import Text


class Surveys(Columned):
    """The surveys, as review knows them."""

    model = Survey
    namespace = UUID("6a1d2b0e-3c7f-5f0a-8a57-9f2b4a0d6c11")
    rows = "items"
    most_rows = 60
    words, row_words = SURVEY_WORDS, ITEM_WORDS

    def kind(self, field: str, one: Values, rows: Sequence[Values]) -> str:
        return "title" if field == "title" else "text"

    def read_now(self) -> QuerySet[Any]:
        return Survey.objects.published()

    def is_read(self, one: Any) -> bool:
        return one.published_at is not None

    def written_since(self, one: Any) -> None:
        """No time: a survey is short, and is frozen once it is answered."""


_surveys = Surveys()


def stable_key(survey: Survey) -> UUID:
    return _surveys.stable_key(survey)


def texts_of(survey: Survey, items: Sequence[SurveyItem]) -> tuple[Text, ...]:
    """What a survey says, in each language that has its words. No query."""
    return _surveys.texts(survey, items)
