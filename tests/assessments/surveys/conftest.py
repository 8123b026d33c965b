"""Rows for surveys: one of each kind of question, and a way to send answers as people do."""

from __future__ import annotations

import itertools

import pytest

from assessments.models import Survey, SurveyItem
from assessments.surveys import actions, slips
from assessments.surveys.actions import Received
from assessments.surveys.addresses import Asked
from assessments.surveys.kinds import Wave
from tests.factories import NOW

STATEMENT, QUESTION, PICK = "I can read my contract.", "Is your wage right?", "What was missing?"
NUMBERS = itertools.count(1)


def make_survey(kind: str = "feedback", *, key: str = "my-class", publish: bool = True, **values) -> Survey:
    """A survey of three questions, one of each kind."""
    survey = Survey.objects.create(key=key, kind=kind, title_en="My class", intro_en="Tell us how it was.", **values)
    rows = [("agreement", STATEMENT, ""), ("yes_no", QUESTION, ""), ("choice", PICK, "Nothing\nTime\nWords")]
    for position, (item_kind, text, choices) in enumerate(rows):
        SurveyItem.objects.create(
            survey=survey, position=position, kind=item_kind, text_en=text, choices_en=choices,
            shows_numbers=item_kind == "yes_no",
        )  # fmt: skip
    survey = Survey.objects.get(pk=survey.pk)
    return actions.publish_survey(survey, now=NOW) if publish else survey


def keys(survey: Survey) -> list[str]:
    return [str(item.key) for item in survey.items.order_by("position")]


def asked(survey: Survey, group: str = "K7M4PQ", wave: Wave = Wave.ONCE) -> Asked:
    return Asked(survey.key, wave, group)


def slip(now=NOW) -> slips.Slip:
    """A slip of which there is no other."""
    return slips.read_slip(slips.new_slip(next(NUMBERS).to_bytes(16, "big"), now=now), now=now)


def send(survey: Survey, *answers: str, group: str = "K7M4PQ", wave: Wave = Wave.ONCE, now=NOW) -> Received:
    """One person's answers, in the order of the questions; an empty one is skipped."""
    posted = dict(zip(keys(survey), answers, strict=False))
    return actions.receive(survey=survey, asked=asked(survey, group, wave), posted=posted, slip=slip(now), now=now)


@pytest.fixture
def survey(db) -> Survey:
    return make_survey()
