"""What a phone tells is read whole or refused; nothing that it may send is an accident."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.carried import MOST_ANSWERS, MOST_FIELDS, MOST_LETTERS, Answered, Begun, Misread, Sent, key_of, read

ATTEMPT, ANSWER = UUID(int=1), UUID(int=2)
ANSWERED = {
    "verb": "answered", "id": str(ANSWER), "attempt": str(ATTEMPT), "version": 7, "fields": [["answer-a", "x"]],
    "sequence": 3, "told": "something newer",
}  # fmt: skip


def test_the_three_things_that_a_phone_tells_are_read():
    assert read({"verb": "begun", "attempt": str(ATTEMPT), "paper": "signed"}) == Begun(ATTEMPT, "signed")
    assert read(ANSWERED) == Answered(ANSWER, ATTEMPT, 7, (("answer-a", "x"),), 3)
    assert read({"verb": "sent", "attempt": str(ATTEMPT), "answers": [str(ANSWER)]}) == Sent(
        ATTEMPT, frozenset({ANSWER})
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": "sold"},
        {"id": "no"},
        {"id": None},
        {"attempt": 5},
        {"version": "7"},
        {"version": True},
        {"version": -1},
        {"sequence": 2**63},
        {"fields": "answer"},
        {"fields": [["answer-a"]]},
        {"fields": [["answer-a", 5]]},
        {"fields": [["a" * (MOST_LETTERS + 1), ""]]},
        {"fields": [["answer-a", ""]] * (MOST_FIELDS + 1)},
    ],
)
def test_what_is_not_ours_is_refused(changed):
    with pytest.raises(Misread):
        read(ANSWERED | changed)


def test_a_phone_that_names_too_many_answers_is_refused():
    with pytest.raises(Misread):
        read({"verb": "sent", "attempt": str(ATTEMPT), "answers": [str(ANSWER)] * (MOST_ANSWERS + 1)})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*ANSWERED, "paper", "answers"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused_and_has_a_key_that_stays(raw):
    try:
        assert read(raw).attempt
    except Misread:
        assert key_of(raw, place=ATTEMPT) == key_of(raw, place=ATTEMPT)
