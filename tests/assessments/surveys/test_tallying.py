from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.surveys.kinds import ItemKind, answers_of
from assessments.surveys.tallying import STEP, Item, Reason, Tally, Unfit, add, fitting

ITEMS = [Item("a", ItemKind.AGREEMENT), Item("b", ItemKind.YES_NO), Item("c", ItemKind.CHOICE, 3)]
people = st.lists(
    st.fixed_dictionaries({}, optional={item.key: st.sampled_from(item.answers) for item in ITEMS}), max_size=30
)


def tallied(answers) -> Tally:
    tally = Tally()
    for one in answers:
        tally = add(tally, ITEMS, one)
    return tally


def test_each_kind_takes_its_own_answers():
    assert [answers_of(item.kind, choices=item.choices) for item in ITEMS] == [
        ("5", "4", "3", "2", "1"), ("yes", "no", "unsure"), ("1", "2", "3"),
    ]  # fmt: skip


def test_what_is_skipped_is_left_out():
    assert fitting(ITEMS, {"a": "", "b": "yes", "elsewhere": "5"}) == {"b": "yes"}


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ({}, Reason.NOTHING_ANSWERED),
        ({"a": ""}, Reason.NOTHING_ANSWERED),
        ({"a": "6"}, Reason.UNKNOWN_ANSWER),
        ({"b": "5"}, Reason.UNKNOWN_ANSWER),
        ({"c": "4", "b": "yes"}, Reason.UNKNOWN_ANSWER),
        ({"a": "＝5"}, Reason.UNKNOWN_ANSWER),
    ],
)
def test_what_cannot_be_counted_says_why(posted, reason):
    with pytest.raises(Unfit) as told:
        fitting(ITEMS, posted)
    assert told.value.reason is reason


@given(people)
def test_a_tally_knows_how_many_gave_each_answer_and_nothing_else(answers):
    tally = tallied(answers)
    assert tally.received == len(answers)
    assert set(tally.counts) <= {"a", "b", "c"}
    for item in ITEMS:
        for answer in item.answers:
            given_by = sum(one.get(item.key) == answer for one in answers)
            assert tally.counts.get(item.key, {}).get(answer, 0) == given_by


@given(people.flatmap(lambda answers: st.tuples(st.just(answers), st.permutations(answers))))
def test_who_came_first_cannot_be_told(answers):
    """Not even by the order in which cells are written: the whole of two tallies is the same, byte by byte."""
    one, other = (tallied(each) for each in answers)
    assert repr(one) == repr(other)


@given(people)
def test_adding_writes_every_cell_anew(answers):
    """So a database that remembers its last change remembers the whole tally, not the cells of one person."""
    before = tallied(answers)
    after = add(before, ITEMS, {"a": "5"})
    assert {item.key: tuple(after.counts[item.key]) for item in ITEMS} == {item.key: item.answers for item in ITEMS}
    assert all(after.counts[key] is not before.counts.get(key) for key in after.counts)


def test_results_move_in_steps():
    assert [Tally(received).is_step for received in (1, STEP - 1, STEP, STEP + 1, 2 * STEP)] == [
        False, False, True, False, True,
    ]  # fmt: skip
