"""Brings the demo's voices along: a computer's, each file named by the number of its line, and marked as drafts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from assessments.models import Option, Question
from courses.models import LessonPage
from courses.said import in_content
from courses.spoken import saved
from demo import bank, files
from media import catalogue, drafting, sounds, spoken
from media.models import Recording
from media.spoken import Line

FOLDER = files.CONTENT / "voices"
ENDING = ".opus"


@transaction.atomic
def load_voices(*, now: datetime) -> None:
    """Those of words that never had a voice here. A file whose words are said no more is left out."""
    for language in languages():
        numbered = spoken.by_number(spoken.lines(language))
        known = set(Recording.objects.filter(language=language).values_list("words_hash", flat=True))
        for path in kept(language):
            line = numbered.get(path.stem)
            if line and line.mark not in known:
                drafting.add(sounds.clean(path.read_bytes()), line, now=now)


def languages() -> list[str]:
    return [*files.read("voices.yaml")["languages"]]


def kept(language: str) -> list[Path]:
    return sorted((FOLDER / language).glob(f"*{ENDING}"))


def path_of(line: Line) -> Path:
    return FOLDER / line.language / f"{line.number}{ENDING}"


def wanted(language: str) -> list[Line]:
    """The lines that the demo lets be heard, as the site at hand says them."""
    chosen = files.read("voices.yaml")
    said = (saying.text for room in chosen["buttons"] for saying in catalogue.labels(room).sayings(language))
    texts = (*said, *_lesson(chosen["lesson"], language), *_quiz(chosen["quiz"], language))
    marks = {spoken.mark(language, text) for text in texts}
    places = frozenset(chosen["places"])
    return [line for line in spoken.lines(language) if line.within & places or line.mark in marks]


def _lesson(named: str, language: str) -> Iterator[str]:
    module, _slash, lesson = files.lesson_address(named).partition("/")
    pages = LessonPage.objects.filter(slug=lesson, locale__language_code=language)
    page = next(page for page in pages if page.get_parent().slug == module)
    return (said.text for said in in_content(LessonPage, saved(page)))


def _quiz(key: str, language: str) -> Iterator[str]:
    """What its questions ask and offer. Feedback would be as much again."""
    asked = Question.objects.filter(key__in=bank.fixed_in(frozenset({key})))
    for question in asked:
        yield getattr(question, build_localized_fieldname("stem", language)) or ""
    for option in Option.objects.filter(question__in=asked):
        yield getattr(option, build_localized_fieldname("text", language)) or ""
