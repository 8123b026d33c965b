"""Answers for questions when review asks: what they say in each language, who wrote them and where. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessments.models import OPTION_WORDS, QUESTION_WORDS, Option, Question
from assessments.reviewed import Columned, Values
from review.sources import Text

_CHOSEN = frozenset({Question.Kind.SINGLE, Question.Kind.MULTIPLE, Question.Kind.TRUE_FALSE})


class Questions(Columned):
    """The question bank, as review knows it."""

    model = Question
    namespace = UUID("0f1f2f63-6f0b-5c1e-9d8e-6b4de0a2c7f1")
    rows = "options"
    most_rows = 50
    words, facts = QUESTION_WORDS, ("kind",)
    row_words, row_facts = OPTION_WORDS, ("correct",)
    also_read = ("versions",)

    def kind(self, field: str, one: Values, rows: Sequence[Values]) -> str:
        """A statement that is to be called false quotes what must not be done."""
        denied = one["kind"] == Question.Kind.TRUE_FALSE and rows and not rows[0]["correct"]
        return "quote" if field == "stem" and denied else "text"

    def row_kind(self, field: str, one: Values, row: Values) -> str:
        """And so does an answer that is wrong."""
        wrong = field == "text" and one["kind"] in _CHOSEN and not row["correct"]
        return "quote" if wrong else "text"

    def read_now(self) -> QuerySet[Any]:
        return Question.objects.filter(retired_at=None, versions__isnull=False).distinct()

    def is_read(self, one: Any) -> bool:
        return one.retired_at is None and bool(one.versions.all())

    def written_since(self, one: Any) -> datetime | None:
        return max((version.made_at for version in one.versions.all()), default=None)


_questions = Questions()


def stable_key(question: Question) -> UUID:
    return _questions.stable_key(question)


def texts_of(question: Question, options: Sequence[Option]) -> tuple[Text, ...]:
    """What a question says, in each language that has its words. No query."""
    return _questions.texts(question, options)
