"""The surveys of the demo, as they come out of their file."""

from __future__ import annotations

import re

import pytest

from assessments.models import Survey, TallySheet
from assessments.surveys.kinds import Kind
from assessments.surveys.reviewing import Surveys
from assessments.surveys.tallying import Tally
from demo import files, surveys, wording
from review.judging import judge
from tests.factories import NOW
from tests.test_neutral_words import TELLING

pytestmark = pytest.mark.django_db


def test_there_is_a_survey_of_every_kind_and_all_are_asked():
    assert surveys.load_surveys(now=NOW, refresh=False) == 6
    assert sorted(Survey.objects.published().values_list("kind", flat=True)) == sorted(Kind)


def test_a_second_load_leaves_what_authors_changed():
    surveys.load_surveys(now=NOW, refresh=False)
    Survey.objects.filter(key="settling-in").update(title_en="Changed")
    assert surveys.load_surveys(now=NOW, refresh=False) == 0
    assert Survey.objects.get(key="settling-in").title_en == "Changed"


def test_what_people_have_answered_stays_also_when_all_is_written_anew():
    surveys.load_surveys(now=NOW, refresh=False)
    answered = Survey.objects.get(key="settling-in")
    sheet = TallySheet(survey=answered, wave="3-months", group="jo", period="2026")
    sheet.keep(Tally(1, {}))
    sheet.save()
    before = list(answered.items.values_list("pk", flat=True))
    assert surveys.load_surveys(now=NOW, refresh=True) == 5
    assert list(answered.items.values_list("pk", flat=True)) == before


def test_no_title_or_address_tells_what_it_is_about():
    said = [word for raw in files.read("surveys.yaml") for word in (raw["key"], raw["title"]["en"])]
    assert [word for word in said if re.search(TELLING["en"], word, re.I)] == []


def test_review_holds_none_of_its_words():
    surveys.load_surveys(now=NOW, refresh=False)
    held = [
        (line.finding.words, line.finding.rule)
        for judgement in judge(list(Surveys().live("en")), today=NOW.date())
        for line in judgement.holding
    ]
    assert held == []


def test_translators_are_given_every_word():
    given = {context: text for context, text in wording.messages() if context.startswith("surveys/")}
    assert given["surveys/class-feedback/10/1:choice"] == "Time for questions"
    assert len(given) == sum(
        2 + len(raw["items"]) + sum(len(item.get("choices", {}).get("en", [])) for item in raw["items"])
        for raw in files.read("surveys.yaml")
    )


def test_a_survey_speaks_every_language_that_has_been_written(monkeypatch):
    everything = dict(wording.messages())
    monkeypatch.setattr(files, "words", lambda code, name: {(c, t): f"{code}: {t}" for c, t in everything.items()})
    wording.forget()
    surveys.load_surveys(now=NOW, refresh=False)
    wording.forget()
    feedback = Survey.objects.get(key="class-feedback")
    said = {(text.subject.language, len(text.passages)) for text in Surveys().said(feedback)}
    assert said == {(code, len(Surveys().said(feedback)[0].passages)) for code in ("en", *files.TRANSLATED)}
    assert feedback.title_ar.startswith("ar: ")
