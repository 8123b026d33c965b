from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.responses import BadResponse, Unfit, parse_response
from tests.assessments.examples import (
    EVERY_KIND,
    gap,
    groups,
    hotspot,
    matching,
    multiple,
    numeric,
    ordering,
    practice,
    reflection,
    scenario,
    single,
    true_false,
)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_not_sure_fits_every_kind(question):
    assert parse_response(question, None) is None


@pytest.mark.parametrize(
    ("question", "raw", "response"),
    [
        (single(), "after", "after"),
        (true_false(), "true", "true"),
        (multiple(), ["w1", "r2"], ("r2", "w1")),
        (multiple(), [], None),
        (ordering(), list("bacde"), tuple("bacde")),
        (matching(), {"b": "A", "a": "B"}, {"a": "B", "b": "A"}),
        (matching(), {}, None),
        (scenario(), "leave", "leave"),
        (hotspot(), "door", "door"),
        (groups(), {"snacks": "M", "visa": "E"}, {"visa": "E", "snacks": "M"}),
        (gap(), {"2": "agent", "1": "agent"}, {"1": "agent", "2": "agent"}),
        (gap(), {}, None),
        (numeric(), 1500, "1500"),
        (numeric(), "1,500.50", "1500.5"),
        (numeric(), " ١٥٠٠ ", "1500"),
        (numeric(), "-0", "0"),
        (numeric(), "\N{MINUS SIGN}18", "-18"),
        (practice(), ["away", "loud"], ("loud", "away")),
        (practice(), [], ()),
        (reflection(), "reflected", "reflected"),
    ],
)
def test_a_fitting_response_is_taken(question, raw, response):
    assert parse_response(question, raw) == response


@pytest.mark.parametrize(
    ("question", "raw", "reason"),
    [
        (single(), ["after"], Unfit.WRONG_SHAPE),
        (single(), "sometimes", Unfit.UNKNOWN_OPTION),
        (true_false(), True, Unfit.WRONG_SHAPE),
        (multiple(), "r1", Unfit.WRONG_SHAPE),
        (multiple(), [1], Unfit.WRONG_SHAPE),
        (multiple(), ["r1", "r9"], Unfit.UNKNOWN_OPTION),
        (multiple(), ["r1", "r1"], Unfit.CHOSEN_TWICE),
        (ordering(), list("abcd"), Unfit.NOT_ALL_PLACED),
        (ordering(), list("abcdd"), Unfit.CHOSEN_TWICE),
        (matching(), ["a"], Unfit.WRONG_SHAPE),
        (matching(), {"a": 1}, Unfit.WRONG_SHAPE),
        (matching(), {"z": "A"}, Unfit.UNKNOWN_OPTION),
        (matching(), {"a": "a"}, Unfit.UNKNOWN_PARTNER),
        (groups(), {"visa": "X"}, Unfit.UNKNOWN_PARTNER),
        (gap(), {"3": "me"}, Unfit.UNKNOWN_GAP),
        (gap(), {"1": "you"}, Unfit.UNKNOWN_OPTION),
        (gap(), ["me"], Unfit.WRONG_SHAPE),
        (numeric(), "five", Unfit.NO_NUMBER),
        (numeric(), "", Unfit.NO_NUMBER),
        (numeric(), "1" * 31, Unfit.NO_NUMBER),
        (numeric(), 1e300, Unfit.WRONG_SHAPE),
        (numeric(), True, Unfit.WRONG_SHAPE),
        (practice(), ["quiet"], Unfit.UNKNOWN_OPTION),
        (reflection(), "what she wrote", Unfit.WRONG_SHAPE),
    ],
)
def test_an_unfit_response_is_refused_in_words(question, raw, reason):
    with pytest.raises(BadResponse, match=r"^\w.+\.$") as refused:
        parse_response(question, raw)
    assert refused.value.reason is reason


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*"abcdeABCD", "r1", "w1"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from("abcd"), inner),
    max_leaves=8,
)


@given(question=st.sampled_from(EVERY_KIND), raw=json_values)
def test_whatever_is_sent_is_taken_or_refused(question, raw):
    try:
        response = parse_response(question, raw)
    except BadResponse:
        return
    again = json.loads(json.dumps(response))
    assert parse_response(question, again) == response
