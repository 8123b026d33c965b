"""What a class gets wrong, from counts of answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessments.questions import Kind, Option, Question
from learning.misconceptions import LEAST_ANSWERED, MOST_SHOWN, Misconception, Replies, misconceptions
from learning.tallying import Mistake


def asked(key: str = "passport", kind: Kind = Kind.SINGLE, right: tuple[str, ...] = ("me",)) -> Question:
    options = tuple(Option(name, {"en": name.title()}, correct=name in right) for name in ("me", "employer", "agency"))
    return Question(key, kind, {"en": "Who keeps it?"}, options)


def replies(question: Question | None = None, *, answers: int = 0, not_sure: int = 0, **chosen: int) -> Replies:
    return Replies(1, question or asked(), chosen, answers or sum(chosen.values()) + not_sure, not_sure)


def test_what_most_think_is_told_of_how_many():
    [found] = misconceptions([replies(me=15, employer=11, agency=2)])
    assert found == Misconception(1, asked(), Mistake("employer", 11), 28)
    assert (found.share, found.text) == (39, {"en": "Employer"})


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"employer": 4}, id="too few answered"),
        pytest.param({"me": 4, "employer": 1}, id="one alone got it wrong"),
        pytest.param({"me": 9, "employer": 2}, id="hardly anybody got it wrong"),
        pytest.param({"me": 9}, id="nobody got it wrong"),
        pytest.param({"me": 1, "not_sure": 9}, id="nobody thinks anything"),
    ],
)
def test_nothing_is_told_where(given):
    assert misconceptions([replies(**given)]) == ()


def test_a_fifth_of_who_answered_is_enough():
    assert misconceptions([replies(me=8, employer=2)])[0].share == 20


def test_of_several_right_ones_a_class_may_leave_one_out():
    both = asked(kind=Kind.MULTIPLE, right=("me", "agency"))
    [found] = misconceptions([replies(both, answers=10, me=10, agency=3)])
    assert found.mistake == Mistake("agency", 7, left_out=True)


def test_what_most_think_comes_first_and_only_so_many_are_shown():
    many = [replies(asked(f"q{number}"), me=10, employer=number + 3) for number in range(MOST_SHOWN + 3)]
    found = misconceptions(many)
    assert [one.asked.key for one in found] == [f"q{number}" for number in range(MOST_SHOWN + 2, 2, -1)]


counts = some.integers(0, 12)


@given(some.lists(some.builds(lambda me, employer, agency, unsure: (me, employer, agency, unsure), *[counts] * 4)))
def test_nobody_can_be_told_by_it(drawn):
    listed = [
        replies(asked(f"q{number}"), me=me, employer=employer, agency=agency, not_sure=unsure)
        for number, (me, employer, agency, unsure) in enumerate(drawn)
    ]
    found = misconceptions(listed)
    assert len(found) <= MOST_SHOWN
    assert all(one.answers >= LEAST_ANSWERED and one.mistake.count >= 2 for one in found)
    assert found == misconceptions(list(reversed(listed)))
