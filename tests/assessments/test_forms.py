from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from assessments.forms import CountryCodesField, response_from_post
from assessments.responses import BadResponse, Unfit
from tests.assessments.examples import (
    ASKED,
    gap,
    groups,
    matching,
    multiple,
    numeric,
    ordering,
    reflection,
    single,
    true_false,
)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.kind)
def test_not_sure_is_no_response(question):
    assert response_from_post(question, QueryDict(f"answer-{question.key}=not-sure")) is None


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.kind)
def test_a_form_sent_empty_asks_for_an_answer(question):
    empty = "&".join(f"answer-{question.key}-{key}=" for key in question.option_keys)
    with pytest.raises(BadResponse) as refused:
        response_from_post(question, QueryDict(empty))
    assert refused.value.reason is Unfit.NOTHING_CHOSEN


@pytest.mark.parametrize(
    ("question", "posted", "raw"),
    [
        (single(), "answer-when=after", "after"),
        (true_false(), "answer-blank-page=true", "true"),
        (multiple(), "answer-belongs=w1&answer-belongs=r1", ["w1", "r1"]),
        (ordering(steps="abc"), "answer-signing-a=3&answer-signing-b=1&answer-signing-c=2", ["b", "c", "a"]),
        (matching(), "answer-words-a=B&answer-words-b=&answer-words-c=C", {"a": "B", "c": "C"}),
        (single(), "answer-when=anything", "anything"),
        (groups(), "answer-who-pays-visa=E&answer-who-pays-snacks=M", {"visa": "E", "snacks": "M"}),
        (gap(), "answer-sentence-2=me&answer-sentence-1=", {"2": "me"}),
        (numeric(), "answer-wage-number=+1,500+", "1,500"),
        (reflection(), "answer-hopes=reflected", "reflected"),
    ],
)
def test_what_she_chose_is_read(question, posted, raw):
    assert response_from_post(question, QueryDict(posted)) == raw


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ("answer-signing-a=1&answer-signing-b=1&answer-signing-c=2", Unfit.CHOSEN_TWICE),
        ("answer-signing-a=1&answer-signing-b=1", Unfit.CHOSEN_TWICE),
        ("answer-signing-a=1&answer-signing-b=2", Unfit.NOT_ALL_PLACED),
        ("answer-signing-a=1&answer-signing-b=2&answer-signing-c=4", Unfit.WRONG_SHAPE),
        ("answer-signing-a=1&answer-signing-b=2&answer-signing-c=" + "9" * 5000, Unfit.WRONG_SHAPE),
    ],
)
def test_an_order_with_gaps_or_repetitions_is_refused(posted, reason):
    with pytest.raises(BadResponse) as refused:
        response_from_post(ordering(steps="abc"), QueryDict(posted))
    assert refused.value.reason is reason


def test_country_codes_are_a_list():
    field = CountryCodesField(required=False)
    assert field.clean(" qa, jo;HK ") == ["HK", "JO", "QA"]
    assert field.clean("") == []
    assert field.prepare_value(["JO", "QA"]) == "JO, QA"
    assert field.prepare_value("typed") == "typed"


def test_what_is_no_country_code_is_refused():
    with pytest.raises(forms.ValidationError, match="two-letter country codes"):
        CountryCodesField().clean("Jordan")
