"""Bars and mistakes out of counts."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from learning.tallying import Bar, Counted, Given, Mistake, count

CHOICES = ("a", "b", "c", "d")


def test_phones_and_raised_cards_are_added():
    counted = count(
        {"a": Given(phones=4, hands=2), "b": Given(phones=1), "c": Given(hands=1)},
        choices=("a", "b", "c"), right=("a",), phones=6, not_sure=1, one_choice=True,
    )  # fmt: skip
    assert counted == Counted(
        bars=(Bar("a", True, 6, 67), Bar("b", False, 1, 11), Bar("c", False, 1, 11)),
        answers=9,
        not_sure=1,
        mistakes=(Mistake("b", 1), Mistake("c", 1)),
    )
    assert (counted.missed, counted.missed_share) == (3, 33)


def test_a_right_choice_that_was_left_out_is_a_mistake_where_several_are_right():
    counted = count(
        {"a": Given(5), "b": Given(1, hands=2), "c": Given(4, hands=3)},
        choices=("a", "b", "c"), right=("a", "b"), phones=5, not_sure=0, one_choice=False,
    )  # fmt: skip
    assert counted.answers == 8  # three cards at least
    assert counted.mistakes == (
        Mistake("c", 7),
        Mistake("b", 5, left_out=True),
        Mistake("a", 3, left_out=True),
    )
    assert counted.missed == 7


def test_nobody_answered():
    counted = count({}, choices=("a", "b"), right=("a",), phones=0, not_sure=0, one_choice=True)
    assert counted == Counted((Bar("a", True, 0, 0), Bar("b", False, 0, 0)), 0, 0, ())
    assert (counted.missed, counted.missed_share) == (0, 0)


@given(st.lists(st.sampled_from([*CHOICES, ""])), st.sampled_from(CHOICES))
def test_of_one_choice_all_who_did_not_have_it_are_counted(answers, right):
    tally = Counter(answers)
    counted = count(
        {choice: Given(tally[choice]) for choice in CHOICES},
        choices=CHOICES, right=(right,), phones=len(answers), not_sure=tally[""], one_choice=True,
    )  # fmt: skip
    assert counted.missed == sum(answer != right for answer in answers)
    assert counted.missed == sum(mistake.count for mistake in counted.mistakes) + counted.not_sure


@given(st.lists(st.frozensets(st.sampled_from(CHOICES))), st.frozensets(st.sampled_from(CHOICES), min_size=1))
def test_of_several_choices_never_more_are_counted_than_missed_it(answers, right):
    tally = Counter(choice for answer in answers for choice in answer)
    counted = count(
        {choice: Given(tally[choice]) for choice in CHOICES},
        choices=CHOICES, right=right, phones=len(answers), not_sure=0, one_choice=False,
    )  # fmt: skip
    assert counted.missed <= sum(answer != right for answer in answers)
    assert all(0 <= bar.share <= 100 for bar in counted.bars)
