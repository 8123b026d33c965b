"""What the question bank says aloud: every text that a trainee meets, as it was saved last. Only reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question
from assessments.questions import OBSERVED
from media.spoken import Saying

# In the order in which they are met; a unit is part of her answer. The options stand before the feedback.
_ASKED = (("scene", _("Scene")), ("stem", _("Question")))
_OPTION = (("text", _("Answer")), ("match", _("Belongs to")), ("feedback", _("Feedback")))
_TOLD = (("feedback_right", _("Feedback when right")), ("feedback_wrong", _("Feedback when wrong")))
_PLACE = ("pk", "key", "topic__code")


class QuestionWords:
    """The bank without what is retired, and without the checklists that an instructor reads."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """Two queries."""
        columns = _columns(language, _ASKED, _TOLD)
        questions = Question.objects.filter(retired_at=None).exclude(kind__in=OBSERVED)
        options = _options(language)
        for row in questions.order_by("topic__code", "key").values(*_PLACE, *columns):
            yield from _said(row, row, language, _ASKED)
            for option in options[row["pk"]]:
                yield from _said(option, row, language, _OPTION)
            yield from _said(row, row, language, _TOLD)


def _options(language: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Option.objects.order_by("question", "position", "pk")
    for row in rows.values("question_id", *_columns(language, _OPTION)):
        found[row["question_id"]].append(row)
    return found


def _columns(language: str, *groups: tuple[tuple[str, Any], ...]) -> list[str]:
    return [build_localized_fieldname(name, language) for group in groups for name, _label in group]


def _said(
    row: dict[str, Any], question: dict[str, Any], language: str, parts: tuple[tuple[str, Any], ...]
) -> Iterator[Saying]:
    """What one row says, part by part."""
    edit = reverse("wagtailsnippets_assessments_question:edit", args=[question["pk"]])
    for name, label in parts:
        if text := row[build_localized_fieldname(name, language)]:
            yield Saying(text, question["key"], str(label), question["topic__code"], edit)
