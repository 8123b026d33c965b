"""What waits for those who translate, for the first page of the admin. Changes nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from core.next_steps import NextStep
from core.templatetags.baon import language_name
from courses.models import LessonPage
from translating.models import Request
from translating.permissions import languages_of, works_on_words
from translating.states import State


def translations(request: HttpRequest) -> list[NextStep] | None:
    """For each language of hers the lessons whose English changed, and those that a native speaker is to read."""
    if not works_on_words(request.user):
        return None
    languages = sorted(languages_of(request.user))
    stale, asked = _stale(languages), _asked(languages)
    return [step for code in languages for step in _steps(code, stale.count(code), asked.count(code))]


def _stale(languages: list[str]) -> list[str]:
    lessons = LessonPage.objects.filter(locale__language_code__in=languages, source_changed_at__isnull=False)
    return list(lessons.values_list("locale__language_code", flat=True))


def _asked(languages: list[str]) -> list[str]:
    return list(Request.objects.filter(closed_at=None, language__in=languages).values_list("language", flat=True))


def _steps(code: str, stale: int, asked: int) -> list[NextStep]:
    board, language = f"{reverse('translating:board')}?language={code}", language_name(code)
    said = []
    if stale:
        words = ngettext(
            "%(language)s: the English of %(count)s lesson has changed.",
            "%(language)s: the English of %(count)s lessons has changed.",
            stale,
        )
        said.append(NextStep(words % {"language": language, "count": stale}, f"{board}&state={State.STALE}"))
    if asked:
        words = ngettext(
            "%(language)s: %(count)s text waits to be read by a native speaker.",
            "%(language)s: %(count)s texts wait to be read by a native speaker.",
            asked,
        )
        said.append(NextStep(words % {"language": language, "count": asked}, board))
    return said
