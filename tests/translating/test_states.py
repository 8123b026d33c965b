"""How far a translation has come."""

from __future__ import annotations

import pytest

from translating.states import (
    Changed,
    Piece,
    Standing,
    State,
    Step,
    counts,
    needs_back_check,
    pair,
    translated_from,
)

WHOLE = {"passages": 3, "carried": 3, "begun": True}


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(), (State.MISSING, Step.START)),
        (Standing(passages=3), (State.MISSING, Step.START)),
        (Standing(passages=3, begun=True), (State.MISSING, Step.GO_ON)),
        (Standing(passages=3, carried=1, begun=True), (State.DRAFT, Step.GO_ON)),
        (Standing(**WHOLE), (State.DRAFT, Step.PUBLISH)),
        (Standing(passages=3, carried=2, begun=True, live=True), (State.DRAFT, Step.GO_ON)),
        (Standing(**WHOLE, live=True), (State.PUBLISHED, Step.ASK)),
        (Standing(**WHOLE, live=True, asked=True), (State.PUBLISHED, Step.REVIEW)),
        (Standing(**WHOLE, live=True, newer=True), (State.PUBLISHED, Step.PUBLISH)),
        (Standing(**WHOLE, live=True, signed=True), (State.REVIEWED, Step.NOTHING)),
        (Standing(passages=3, carried=2, outdated=1, begun=True, live=True), (State.STALE, Step.SEE_CHANGES)),
        (Standing(**WHOLE, live=True, changed=True, signed=True), (State.STALE, Step.SEE_CHANGES)),
    ],
)
def test_a_standing_tells_its_state_and_the_next_step(standing, expected):
    assert (standing.state, standing.step) == expected


def test_states_are_counted():
    found = counts([Standing(), Standing(**WHOLE, live=True), Standing()])
    assert found == {State.MISSING: 2, State.DRAFT: 0, State.STALE: 0, State.PUBLISHED: 1, State.REVIEWED: 0}


def test_words_then_stand_beside_words_now_and_what_is_left_over_alone():
    assert pair("text", [("One", "Isa"), ("Two", "Dalawa")], ["One day"]) == (
        Changed("text", "One", "One day", "Isa"),
        Changed("text", "Two", "", "Dalawa"),
    )
    assert pair("text", [], ["New"]) == (Changed("text", "", "New"),)


def test_a_change_shows_which_words_differ():
    change = Changed("text", "You rest one day", "You rest two days")
    assert change.old == (Piece("You rest ", False), Piece("one", True), Piece(" ", False), Piece("day", True))
    assert change.new == (Piece("You rest ", False), Piece("two", True), Piece(" ", False), Piece("days", True))


@pytest.mark.parametrize(
    ("history", "source"),
    [
        ([], None),
        ([("Now", "Other")], None),
        ([("Now", "Salin")], "Now"),
        ([("Now", "Salin"), ("Then", "Salin"), ("Then", "")], "Then"),
        ([("Now", "Salin"), ("Then", "Iba")], "Now"),
    ],
)
def test_history_tells_from_which_words_a_translation_was_made(history, source):
    assert translated_from(history, "Salin") == source


@pytest.mark.parametrize(
    ("topics", "sensitive", "expected"),
    [(["money"], False, False), (["money"], True, True), (["money", "hiv"], False, True), ([], False, False)],
)
def test_rights_and_private_lessons_are_written_back(topics, sensitive, expected):
    assert needs_back_check(topics, sensitive=sensitive) is expected
