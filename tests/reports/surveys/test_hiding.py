from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.surveys.kinds import ItemKind
from assessments.surveys.tallying import Item
from reports.surveys.hiding import Shown, shown
from reports.surveys.means import tells_of_few, totals_of

SCALED, ASKED, PICKED = Item("a", ItemKind.AGREEMENT), Item("b", ItemKind.YES_NO), Item("c", ItemKind.CHOICE, 4)


def scale(*counts: int) -> dict[str, int]:
    """How many chose 5, 4, 3, 2 and 1."""
    return dict(zip("54321", counts, strict=True))


def test_a_statement_has_one_share_and_a_mean():
    assert shown(SCALED, [scale(5, 5, 5, 3, 2)]) == [Shown(20, (50,), 34)] * 2


def test_where_few_differ_neither_the_share_nor_the_mean_is_shown():
    assert shown(SCALED, [scale(9, 0, 0, 1, 0)]) == [Shown(10, (None,), None)] * 2


def test_where_all_say_the_same_everybody_may_know():
    assert shown(SCALED, [scale(10, 0, 0, 0, 0)]) == [Shown(10, (100,), 50)] * 2


def test_fewer_than_five_answers_are_no_figure():
    assert shown(ASKED, [{"yes": 3, "no": 1}])[0] == Shown(None, (None, None, None))


def test_nobody_is_shown_as_nobody():
    assert shown(ASKED, []) == [Shown(0, (0, 0, 0))]
    assert shown(SCALED, [{}])[0] == Shown(0, (0,), None)


def test_a_small_share_takes_another_with_it():
    assert shown(ASKED, [{"yes": 12, "no": 2, "unsure": 6}])[0] == Shown(20, (60, None, None))


def test_the_total_does_not_give_away_what_a_part_hides():
    """The second class could be shown by itself; with the total it would give the first away."""
    first, second, everyone = shown(ASKED, [{"yes": 18, "no": 2}, {"yes": 7, "no": 13}])
    assert first.shares == (None, None, 0)
    hidden_in_second = [share is None for share in second.shares]
    hidden_in_total = [share is None for share in everyone.shares]
    assert any(hidden_in_second) or any(hidden_in_total)


def test_the_mean_of_all_does_not_give_away_a_mean_that_is_hidden():
    first, second, everyone = shown(SCALED, [scale(9, 1, 0, 0, 0), scale(5, 5, 5, 5, 0)])
    assert (first.mean, second.mean) == (None, 35)
    rest = range(
        totals_of(everyone.mean or 0, 30)[0] - totals_of(35, 20)[-1],
        totals_of(everyone.mean or 0, 30)[-1] - totals_of(35, 20)[0] + 1,
    )
    assert everyone.mean is None or not tells_of_few(10, rest)


parts = st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(parts)
def test_no_shown_share_is_of_one_to_four_people_nor_leaves_so_few(rows):
    figures = shown(PICKED, [dict(zip("1234", row, strict=True)) for row in rows])
    for each, row in zip(figures, [*rows, [sum(column) for column in zip(*rows, strict=True)]], strict=True):
        for share, count in zip(each.shares, row, strict=True):
            assert share is None or count == 0 or count >= 5
        hidden = [count for share, count in zip(each.shares, row, strict=True) if share is None]
        assert len(hidden) != 1
