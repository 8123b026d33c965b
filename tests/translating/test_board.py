"""The board tells the truth, in as many queries for one lesson as for three hundred."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from courses.models import LessonPage
from tests import factories
from tests.translating.actions.test_work import change
from tests.translating.conftest import BODY, publish, translate
from translating.actions import languages, reviewing
from translating.board import board, name_of
from translating.scopes import Kind, Scope
from translating.states import State, Step

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def cell(page, language="fil"):
    rows = {row.scope.name: row for row in board([language], today=TODAY) if row.scope.kind is Kind.PAGE}
    [found] = rows[str(page.translation_key)].cells
    return found.standing


def looks(page) -> tuple[State, Step, int, int]:
    found = cell(page)
    return found.state, found.step, found.carried, found.passages


def test_a_lesson_walks_over_the_board(lesson, fil, translator, reader, third, reviewer):
    assert looks(lesson) == (State.MISSING, Step.START, 0, 0)
    translation = translate(lesson, fil, by=translator, words={"One idea": "Isang ideya"})
    assert looks(lesson) == (State.DRAFT, Step.GO_ON, 2, 4)
    translate(lesson, fil, by=translator)
    assert looks(lesson) == (State.DRAFT, Step.PUBLISH, 4, 4)
    publish(translation, by=translator)
    assert looks(lesson) == (State.PUBLISHED, Step.ASK, 4, 4)
    reviewing.ask(lesson.translation_key, language="fil", by=translator, now=factories.NOW)
    assert looks(lesson) == (State.PUBLISHED, Step.REVIEW, 4, 4)
    change(lesson, "<p>Keep a copy of your contract.</p><p>Ask for <b>help</b>.</p>")
    assert looks(lesson) == (State.STALE, Step.SEE_CHANGES, 3, 4)
    assert cell(lesson).outdated == 1


def test_a_signed_lesson_is_reviewed(plain_lesson, fil, translator, reader):
    page = publish(translate(plain_lesson, fil, by=translator), by=translator)
    answers = dict.fromkeys(("voice", "danger", "translation"), "fine")
    reviewing.sign(LessonPage.objects.get(pk=page.pk), answers=answers, by=reader, now=factories.NOW)
    assert looks(plain_lesson) == (State.REVIEWED, Step.NOTHING, 4, 4)


def test_a_signed_module_is_reviewed_until_it_is_published_anew(plain_lesson, fil, translator, reader):
    from datetime import timedelta

    from django.utils import timezone

    module = plain_lesson.get_parent().specific
    translation = translate(module, fil, by=translator, words={"Money.": "Pera."}, title="Pera")
    page = publish(translation, by=translator)
    answers = dict.fromkeys(("voice", "danger", "translation"), "fine")
    reviewing.sign(page, answers=answers, by=reader, now=timezone.now() + timedelta(seconds=1))
    assert cell(module).state is State.REVIEWED


def test_the_bank_and_the_facts_stand_on_the_board_too(fil):
    question = factories.QuestionFactory(key="q1")
    factories.FactFactory()
    type(question).objects.filter(pk=question.pk).update(stem_fil="Kailan?")
    rows = {str(row.scope): (row.title, row.cells[0].standing.state) for row in board(["fil"], today=TODAY)}
    assert rows["questions-contracts"] == ("Questions: Contracts", State.DRAFT)
    assert rows["facts-JO"] == ("Facts: Jordan", State.MISSING)
    assert {scope for scope in rows if scope.startswith("words")} == {"words-kinds", "words-places", "words-titles"}
    assert name_of(Scope(Kind.QUESTIONS, "contracts")) == "Questions: Contracts"


def counted(languages) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        board(languages, today=TODAY)
    return len(queries)


def fill(lessons: int) -> None:
    """A translated module with as many lessons, half of them changed since in English."""
    from translating.actions.work import begin

    module = factories.module(f"Module of {lessons}", lessons=0, body=BODY)
    for number in range(lessons):
        lesson = module.add_child(
            instance=LessonPage(title=f"Lesson {number}", slug=f"lesson-{number}", locale=module.locale, body=BODY)
        )
        if number < 8:
            translate(lesson, Locale.objects.get(language_code="fil"))
            change(lesson, "<p>Other words.</p>")
        elif number < 16:
            begin(lesson, locale=Locale.objects.get(language_code="fil"), by=None)


@pytest.mark.parametrize("many", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_query_count_is_flat(fil, many):
    fill(1)
    factories.QuestionFactory(key="q1")
    factories.FactFactory()
    few = counted(["fil"])
    fill(many)
    for number in range(5):
        factories.QuestionFactory(key=f"more-{number}")
    codes = ["fil", "ne", "ar", "id", "es", "fr"]
    for code in codes:
        languages.open_language(code, by=None)
    assert len(board(codes, today=TODAY)) > many
    assert counted(codes) == few
    assert few < 40
