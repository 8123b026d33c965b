"""What stands on a sheet, read as marks and as answers."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import scoring
from assessments.paper.grids import CARRIED, Grid, grid
from assessments.paper.marks import BadMark, counted_as, differing, read_marks, response_of
from assessments.paper.printing import printed, solved
from assessments.questions import Kind
from assessments.responses import parse_response
from tests.assessments import examples

SEED = uuid.UUID("00000000-0000-4000-8000-00000000000b")
ON_PAPER = [question for question in examples.EVERY_KIND if question.kind in CARRIED]
of_any_kind = pytest.mark.parametrize("question", ON_PAPER, ids=lambda question: question.kind)


def letter(drawn: Grid, key: str) -> str:
    return next(sign for sign, stands_for in drawn.letters.items() if stands_for == key)


def answer(question, *typed: str) -> object:
    drawn = grid(question, seed=SEED)
    return response_of(question, read_marks(question, typed, grid=drawn), grid=drawn)


def test_paper_carries_what_is_marked_and_needs_no_instructor():
    assert frozenset(Kind) - CARRIED == {Kind.ORAL, Kind.PRACTICE, Kind.REFLECTION}


@of_any_kind
def test_the_key_typed_as_it_stands_is_all_right(question):
    line = printed(question, number=1, version_id=1, seed=SEED, language="en")
    marks = solved(question, line, language="en").marks
    response = parse_response(question, answer(question, *marks))
    assert scoring.mark(question, response).right


@of_any_kind
@pytest.mark.parametrize("mark", ["", "?"])
def test_nothing_marked_and_nothing_readable_both_mean_not_sure(question, mark):
    lines = grid(question, seed=SEED).lines
    assert answer(question, *[mark] * len(lines)) is None


@of_any_kind
@given(seed=st.uuids())
def test_every_language_prints_the_same_letters(question, seed):
    first, second = (
        printed(question, number=1, version_id=1, seed=seed, language=language) for language in ("en", "fil")
    )
    assert (first.grid, len(first.letters), first.lines and len(first.lines)) == (
        second.grid, len(second.letters), second.lines and len(second.lines),
    )  # fmt: skip


@of_any_kind
@given(data=st.data())
def test_whatever_can_stand_on_a_sheet_is_an_answer_that_the_bank_takes(question, data):
    drawn = grid(question, seed=SEED)
    signs = st.sampled_from(["", "?", *(drawn.letters or ["7", "1500", "0,5"])])
    typed = data.draw(st.lists(signs, min_size=len(drawn.lines), max_size=len(drawn.lines)))
    parse_response(question, answer(question, *typed))


def test_letters_are_read_in_any_order_and_size():
    question = examples.multiple()
    drawn = grid(question, seed=SEED)
    assert read_marks(question, ["ca"], grid=drawn) == read_marks(question, ["AC"], grid=drawn) == ("AC",)


def test_a_line_that_cannot_be_read_stays_so_whatever_else_was_ticked():
    question = examples.multiple()
    assert read_marks(question, ["A?"], grid=grid(question, seed=SEED)) == ("?",)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (examples.single(), ["AB"]),
        (examples.single(), ["X"]),
        (examples.single(), []),
        (examples.numeric(), ["many"]),
        (examples.matching(), ["A"]),
    ],
)
def test_what_cannot_stand_on_the_sheet_is_refused(question, typed):
    with pytest.raises(BadMark):
        read_marks(question, typed, grid=grid(question, seed=SEED))


def test_the_same_number_written_otherwise_is_the_same_mark():
    question = examples.numeric()
    drawn = grid(question, seed=SEED)
    assert read_marks(question, ["1500.0"], grid=drawn) == read_marks(question, ["١٥٠٠"], grid=drawn) == ("1500",)


def test_an_order_with_a_step_twice_is_not_sure():
    assert answer(examples.ordering(), "A", "A", "B", "C", "D") is None


def test_pairs_may_be_missing():
    question = examples.matching()
    drawn = grid(question, seed=SEED)
    first = drawn.lines[0]
    typed = [letter(drawn, first.upper()), "", "?", ""]
    assert answer(question, *typed) == {first: first.upper()}


def test_what_differs_is_named_in_order():
    assert differing({"1": ["A"], "2": ["B"], "3": [""]}, {"1": ["B"], "2": ["B"], "3": ["?"]}) == ("1", "3")


@pytest.mark.parametrize(
    ("question", "response", "counted"),
    [
        (examples.single(), "before", ("right", "before")),
        (examples.single(), "never", ("wrong", "never")),
        (examples.single(), None, ("not_sure",)),
        (examples.multiple(), ["r1", "r2"], ("partly", "r1", "r2")),
        (examples.groups(), {"visa": "E"}, ("partly",)),
        (examples.numeric(), "1500", ("right",)),
    ],
)
def test_a_class_counts_verdicts_and_the_options_chosen(question, response, counted):
    assert counted_as(question, parse_response(question, response)) == counted
