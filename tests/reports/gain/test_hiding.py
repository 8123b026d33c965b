from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gain.hiding import People, is_few, shown


def some(first: int, count: int) -> People:
    """So many people from this one on."""
    return frozenset(range(first, first + count))


def apart(counts: list[int]) -> list[People]:
    """Groups of so many people, none of whom is in two."""
    return [some(end - count, count) for count, end in zip(counts, accumulate(counts), strict=True)]


def told(*kinds: list[People], besides: People = frozenset()) -> list[tuple[bool, ...]]:
    everyone = besides.union(*(group for kind in kinds for group in kind))
    return shown(kinds, everyone=everyone, smallest=5)


@pytest.mark.parametrize(
    ("counts", "may"),
    [
        ([], ()),
        ([5, 9], (True, True)),
        ([0, 9], (True, True)),
        ([4, 9, 7], (False, True, False)),
        ([4, 1, 9], (False, False, True)),
        ([3, 1, 9], (False, False, False)),
        ([3], (False,)),
    ],
)
def test_small_groups_are_hidden_and_guarded(counts, may):
    assert told(apart(counts)) == [may]


def test_who_is_in_two_groups_guards_nobody():
    """Twenty people, five of whom are in a second class too, and three in a third: all less twenty is these three."""
    assert told([some(0, 20), some(0, 5), some(20, 3)]) == [(False, True, False)]


def test_a_class_that_grew_out_of_another_does_not_tell_of_those_who_came():
    assert told([some(0, 20), some(0, 23), some(30, 40)]) == [(False, True, True)]


def test_the_same_people_in_two_classes_are_told_of_twice():
    assert told([some(0, 6), some(0, 6)]) == [(True, True)]


def test_few_who_are_in_two_groups_are_not_what_the_sums_are_too_much_by():
    assert told([some(0, 12), some(10, 10)]) == [(True, False)]


def test_what_one_kind_hides_another_does_not_tell():
    """By class 20 and 10 are shown, 3 and 4 hidden; a centre of the 20 and the 3 would tell of the three."""
    classes = apart([20, 3, 10, 4])
    centres = [some(0, 23), some(23, 14)]
    assert told(classes, centres) == [(False,) * 4, (True, True)]


def test_who_is_in_no_group_is_not_worked_out_either():
    assert told([some(0, 9), some(9, 7)], besides=some(16, 3)) == [(True, False)]


@given(st.lists(st.integers(0, 12), max_size=6))
def test_what_is_hidden_speaks_of_enough_people_or_everybody_is_hidden(counts):
    [may] = told(apart(counts))
    hidden = sum(count for count, is_told in zip(counts, may, strict=True) if not is_told)
    shown_ = [count for count, is_told in zip(counts, may, strict=True) if is_told]
    assert not any(0 < count < 5 for count in shown_)
    assert hidden == 0 or hidden >= 5 or not any(shown_)


groups = st.lists(st.frozensets(st.integers(0, 14), min_size=1), max_size=4)


@given(groups, groups)
def test_no_told_group_less_what_is_told_within_it_leaves_few(first, second):
    everyone = frozenset().union(*first, *second)
    kinds = [
        [group for group, is_told in zip(kind, may, strict=True) if is_told]
        for kind, may in zip((first, second), told(first, second), strict=True)
    ]
    for whole in (everyone, *kinds[0], *kinds[1]):
        assert whole is everyone or len(whole) >= 5
        for kind in kinds:
            within = [group for group in kind if group < whole]
            assert not any(0 < len(whole - group) < 5 for group in within)
            assert not within or not 0 < len(whole.difference(*within)) < 5


@pytest.mark.parametrize(("count", "few"), [(0, False), (1, True), (4, True), (5, False), (19, True), (20, False)])
def test_few_are_few_by_themselves_or_by_who_is_left(count, few):
    assert is_few(count, of=20, smallest=5) == few
