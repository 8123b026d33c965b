from __future__ import annotations

import pytest

from assessments.questions import Kind, Option, Question, Words, in_language, read

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
