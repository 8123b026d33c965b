"""Who is behind, and whether that is more than chance."""

from hypothesis import given
from hypothesis import strategies as st

from reports.findings import Group, furthest_behind

WOMEN, MEN = Group("women", 400, 340), Group("men", 60, 24)


def test_the_group_with_the_lowest_rate_is_furthest_behind():
    assert furthest_behind([WOMEN, MEN]) == MEN


def test_few_people_may_be_behind_by_chance():
    assert furthest_behind([WOMEN, Group("men", 5, 3)]) is None


def test_one_group_is_behind_nobody():
    assert furthest_behind([MEN]) is None
    assert furthest_behind([]) is None
    assert furthest_behind([MEN, Group("nobody began", 0, 0)]) is None


def test_where_all_do_alike_nobody_is_behind():
    assert furthest_behind([Group("a", 400, 200), Group("b", 400, 200)]) is None
    assert furthest_behind([Group("a", 400, 0), Group("b", 400, 0)]) is None


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)).map(sorted), max_size=8))
def test_who_is_behind_has_the_lowest_rate(pairs):
    groups = [Group(str(number), started, completed) for number, (completed, started) in enumerate(pairs)]
    last = furthest_behind(groups)
    assert last is None or all(last.completed * one.started <= one.completed * last.started for one in groups)


def test_a_rate_is_cut_so_that_100_means_all():
    assert [Group("", 413, done).rate for done in (0, 412, 413)] == [0, 99, 100]
