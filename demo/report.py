"""Counts what the curriculum holds: lessons and words in each language, questions, places, facts. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from assessments.models import OPTION_WORDS, QUESTION_WORDS, Option, Question
from core import tongues
from courses.models import Destination, Fact, LessonPage, Origin
from courses.passages import passages_of
from review.reading import measure


def report() -> dict[str, Any]:
    """``lessons``, ``words`` and ``questions_complete`` by language; the rest are plain counts."""
    lessons, words = _lessons()
    live = Question.objects.filter(retired_at=None)
    return {
        "lessons": lessons,
        "words": words,
        "questions": live.count(),
        "questions_complete": {code: _complete(live, code) for code in tongues.open_codes()},
        "destinations": Destination.objects.count(),
        "origins": Origin.objects.count(),
        "facts": Fact.objects.count(),
        "facts_without_source": Fact.objects.filter(source_title="").count(),
    }


def _lessons() -> tuple[dict[str, int], dict[str, int]]:
    """Live lessons and their words. Words that still stand there in the source language count for no translation."""
    pages = LessonPage.objects.live().select_related("locale")
    source = {page.translation_key: _said(page) for page in pages if _spoken(page) == settings.LANGUAGE_CODE}
    lessons: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for page in pages:
        language = _spoken(page)
        lessons[language] += 1
        foreign = set() if language == settings.LANGUAGE_CODE else source.get(page.translation_key, set())
        words[language] += sum(measure(text, language).words for _path, text in _said(page) - foreign)
    return dict(lessons), dict(words)


def _spoken(page: LessonPage) -> str:
    return str(page.locale.language_code)


def _said(page: LessonPage) -> set[tuple[str, str]]:
    return {(passage.path, passage.text) for passage in passages_of(page)}


def _complete(questions: Iterable[Question], language: str) -> int:
    """How many questions have every word of theirs in this language."""
    options: dict[int, list[Option]] = {}
    for option in Option.objects.all():
        options.setdefault(option.question_id, []).append(option)
    return sum(
        _whole(question, QUESTION_WORDS, language)
        and all(_whole(option, OPTION_WORDS, language) for option in options.get(question.pk, []))
        for question in questions
    )


def _whole(row: Question | Option, fields: Iterable[str], language: str) -> bool:
    return all(_in(row, field, language) or not _in(row, field, settings.LANGUAGE_CODE) for field in fields)


def _in(row: Question | Option, field: str, language: str) -> str:
    return str(getattr(row, build_localized_fieldname(field, language)) or "")
