from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions import (
    BadResponse,
    Kind,
    Option,
    Problem,
    Question,
    Unfit,
    Words,
    in_language,
    parse_response,
    problems,
    read,
)
from tests.assessments.examples import EVERY_KIND, en, matching, multiple, ordering, single, true_false

CONTENT = {
    "key": "when",
    "kind": "single",
    "level": 1,
    "must_know": True,
    "topic": "contracts",
    "destinations": ["JO", "QA"],
    "fact": "contract",
    "origin_fact": "",
    "lesson": "my-contract/before-i-sign",
    "scene": {},
    "stem": {"en": "When?"},
    "feedback_right": {"en": "Yes."},
    "feedback_wrong": {},
    "options": [
        {
            "key": "k1",
            "text": {"en": "Before"},
            "match": {},
            "match_key": "p1",
            "correct": True,
            "feedback": {"en": "Good."},
        },
        {"key": "k2", "text": {"en": "After"}, "match": {}, "match_key": "p2", "correct": False, "feedback": {}},
    ],
}


def test_content_is_read_as_a_question():
    assert read(CONTENT) == Question(
        key="when",
        kind=Kind.SINGLE,
        stem={"en": "When?"},
        options=(
            Option("k1", {"en": "Before"}, match_key="p1", match={}, correct=True, feedback={"en": "Good."}),
            Option("k2", {"en": "After"}, match_key="p2", match={}, correct=False, feedback={}),
        ),
        level=1,
        must_know=True,
        topic="contracts",
        destinations=("JO", "QA"),
        fact="contract",
        lesson="my-contract/before-i-sign",
        scene={},
        feedback_right={"en": "Yes."},
        feedback_wrong={},
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"en": "Yes", "ne": "हो"}, Words("हो", "ne")),
        ({"en": "Yes"}, Words("Yes", "en", fell_back=True)),
        ({"en": "Yes", "ne": ""}, Words("Yes", "en", fell_back=True)),
        ({"ar": "نعم"}, Words("", "ne")),
        (None, Words("", "ne")),
    ],
)
def test_words_fall_back_to_english_and_say_so(texts, expected):
    assert in_language(texts, "ne") == expected


def test_english_asked_for_is_no_fallback():
    assert in_language({"en": "Yes"}, "en") == Words("Yes", "en")


def test_words_are_true_when_there_are_any():
    assert Words("Yes", "en")
    assert not Words("", "en")


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


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: question.kind)
def test_a_sound_question_has_no_problems(question):
    assert problems(question) == ()


def _options(*texts: str, correct: str = "") -> tuple[Option, ...]:
    return tuple(Option(f"k{at}", en(text), correct=text == correct) for at, text in enumerate(texts))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (single(stem={"fil": "Kailan?"}), {Problem.NO_STEM}),
        (single(options=_options("Only", correct="Only")), {Problem.TOO_FEW_ANSWERS}),
        (single(options=()), {Problem.TOO_FEW_ANSWERS, Problem.NO_RIGHT_ANSWER}),
        (single(options=_options("Yes", "", correct="Yes")), {Problem.EMPTY_ANSWER}),
        (single(options=(*_options("Yes", "No", correct="Yes"), Option("x", en("yes ")))), {Problem.SAME_ANSWER_TWICE}),
        (single(options=_options("Yes", "No")), {Problem.NO_RIGHT_ANSWER}),
        (multiple(right=0), {Problem.NO_RIGHT_ANSWER}),
        (replace(multiple(), kind=Kind.SINGLE), {Problem.SEVERAL_RIGHT_ANSWERS}),
        (replace(single(), kind=Kind.TRUE_FALSE), {Problem.NOT_TWO_ANSWERS}),
        (replace(matching(), options=_options("a", "b")), {Problem.NO_PARTNER}),
        (
            replace(matching(), options=tuple(Option(key, en(key), key.upper(), en("the same")) for key in "ab")),
            {Problem.SAME_PARTNER_TWICE},
        ),
        (ordering(steps="a"), {Problem.TOO_FEW_ANSWERS}),
    ],
)
def test_each_fault_is_named(question, found):
    assert set(problems(question)) == found


def test_answers_that_read_the_same_in_a_translation_are_a_fault():
    options = (Option("a", {"en": "Wage", "fil": "Sahod"}, correct=True), Option("b", {"en": "Salary", "fil": "sahod"}))
    assert problems(single(options=options)) == (Problem.SAME_ANSWER_TWICE,)
