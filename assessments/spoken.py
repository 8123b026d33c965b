"""What the question bank and surveys say aloud: every text that is met there, as it was saved last. Only reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question, SurveyItem
from assessments.models.surveys import Survey
from assessments.questions import OBSERVED
from assessments.surveys.faults import lines
from media.spoken import Place, Saying

# In the order in which they are met; a unit is part of her answer. The options stand before the feedback.
_ASKED = (("scene", _("Scene")), ("stem", _("Question")))
_OPTION = (("text", _("Answer")), ("match", _("Belongs to")), ("feedback", _("Feedback")))
_TOLD = (("feedback_right", _("Feedback when right")), ("feedback_wrong", _("Feedback when wrong")))
_PLACE = ("pk", "key", "topic__code")
BANK, SURVEYS = "bank", "surveys"


class QuestionWords:
    """The bank without what is retired, and without the checklists that an instructor reads."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """Two queries."""
        if language not in AVAILABLE_LANGUAGES:
            return
        columns = _columns(language, _ASKED, _TOLD)
        questions = Question.objects.filter(retired_at=None).exclude(kind__in=OBSERVED)
        options = _options(language)
        for row in questions.order_by("topic__code", "key").values(*_PLACE, *columns):
            yield from _said(row, row, language, _ASKED)
            for option in options[row["pk"]]:
                yield from _said(option, row, language, _OPTION)
            yield from _said(row, row, language, _TOLD)

    def places(self, language: str) -> Iterator[Place]:
        yield Place(BANK, str(_("Question bank")))

    def languages(self) -> tuple[str, ...]:
        return ()


class SurveyWords:
    """What surveys ask, in the order of the questions."""

    def sayings(self, language: str) -> Iterator[Saying]:
        """Two queries."""
        if language not in AVAILABLE_LANGUAGES:
            return
        names = [build_localized_fieldname(name, language) for name in ("title", "intro", "text", "choices")]
        title, intro, text, choices = names
        asked = defaultdict(list)
        for item in SurveyItem.objects.order_by("position", "pk").values("survey_id", text, choices):
            asked[item["survey_id"]].append(item)
        for survey in Survey.objects.values("pk", "key", title, intro):
            edit = reverse("wagtailsnippets_assessments_survey:edit", args=[survey["pk"]])
            said = [(_("Title"), survey[title]), (_("Introduction"), survey[intro])]
            for item in asked[survey["pk"]]:
                said += [(_("Question"), item[text])]
                said += [(_("Answer"), offered) for offered in lines(item[choices] or "")]
            for part, words in said:
                if words:
                    yield Saying(words, survey["key"], str(part), "", edit, frozenset({SURVEYS}))

    def places(self, language: str) -> Iterator[Place]:
        yield Place(SURVEYS, str(_("Surveys")))

    def languages(self) -> tuple[str, ...]:
        return ()


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
            yield Saying(text, question["key"], str(label), question["topic__code"], edit, frozenset({BANK}))
