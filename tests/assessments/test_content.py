from __future__ import annotations

import pytest

from assessments.content import content_of, fingerprint
from tests.assessments.conftest import make_question

pytestmark = pytest.mark.django_db


def test_content_holds_every_language_that_has_words_and_no_other():
    question = make_question(
        "matching", key="words", must_know=True, destinations=["QA", "JO"], fact="contract", lesson="my-contract/words",
        stem_fil="Ano ang magkatugma?", stem_ind="", feedback_right="Clear words help.",
    )  # fmt: skip
    first, second = question.options.order_by("position")
    assert content_of(question, [first, second]) == {
        "key": "words",
        "kind": "matching",
        "level": 1,
        "must_know": True,
        "topic": "contracts",
        "destinations": ["JO", "QA"],
        "fact": "contract",
        "origin_fact": "",
        "lesson": "my-contract/words",
        "scene": {},
        "stem": {"en": "A matching question?", "fil": "Ano ang magkatugma?"},
        "feedback_right": {"en": "Clear words help."},
        "feedback_wrong": {},
        "options": [
            {
                "key": str(first.key), "text": {"en": "Notice"}, "match": {"en": "time before the end"},
                "match_key": str(first.match_key), "correct": False, "feedback": {"en": "About Notice."},
            },
            {
                "key": str(second.key), "text": {"en": "In-kind"}, "match": {"en": "food or room"},
                "match_key": str(second.match_key), "correct": False, "feedback": {"en": "About In-kind."},
            },
        ],
    }  # fmt: skip


def test_a_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": "ñ"}) == fingerprint({"b": "ñ", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
