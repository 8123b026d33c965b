"""An attacker who knows every rule, and subtracts as well as anyone can, learns no hidden count."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.suppression import (
    CannotBeGuarded,
    Cell,
    Known,
    Reason,
    ShownTable,
    Table,
    suppress,
    suppress_nested,
)

SMALLEST = 5
FAR = 10_000

counts = st.one_of(st.integers(0, 6), st.integers(0, 40))


def shapes(most: int):
    return st.tuples(st.integers(1, most), st.integers(1, most))


@st.composite
def tables(draw, most: int = 5) -> Table:
    rows, columns = draw(shapes(most))
    return Table(tuple(tuple(draw(counts) for _c in range(columns)) for _r in range(rows)))


@st.composite
def nested(draw, most: int = 4, depth: int = 3) -> tuple[Table, ...]:
    found = [draw(tables(most))]
    for _level in range(depth - 1):
        rows = tuple(tuple(draw(st.integers(0, count)) for count in row) for row in found[-1].rows)
        found.append(Table(rows))
    return tuple(found)


def numbers(shown: ShownTable) -> list[list[int | None]]:
    return [[cell.count for cell in row] for row in shown.rows]


def hidden_places(shown: ShownTable) -> set[tuple[int, int]]:
    return {(r, c) for r, row in enumerate(shown.rows) for c, cell in enumerate(row) if cell.count is None}


class Attacker:
    """Keeps the least and the most that each cell of each table can be, and narrows them until nothing moves."""

    def __init__(self, shown: tuple[ShownTable, ...], known: dict[tuple[int, int, int], int] | None = None) -> None:
        self.shape = (len(shown), len(shown[0].rows), len(shown[0].rows[0]))
        self.least: dict[tuple[int, int, int], int] = {}
        self.most: dict[tuple[int, int, int], int] = {}
        for table, grid in enumerate(shown):
            for r, row in enumerate(grid.rows):
                for c, cell in enumerate(row):
                    at = (table, r, c)
                    self.least[at] = 0 if cell.count is None else cell.count
                    self.most[at] = FAR if cell.count is None else cell.count
        for at, count in (known or {}).items():
            self.least[at] = self.most[at] = count

    def lines(self):
        tables, rows, columns = self.shape
        for table in range(tables):
            for r in range(rows):
                yield [(table, r, c) for c in range(columns - 1)], (table, r, columns - 1)
            for c in range(columns):
                yield [(table, r, c) for r in range(rows - 1)], (table, rows - 1, c)

    def narrow(self, at, *, least: int, most: int) -> bool:
        moved = least > self.least[at] or most < self.most[at]
        self.least[at], self.most[at] = max(least, self.least[at]), min(most, self.most[at])
        assert self.least[at] <= self.most[at]
        return moved

    def think(self) -> Attacker:
        moved, rounds = True, 0
        while moved and rounds < 200:
            moved, rounds = False, rounds + 1
            for cells, total in self.lines():
                low, high = sum(self.least[at] for at in cells), sum(self.most[at] for at in cells)
                moved |= self.narrow(total, least=low, most=high)
                for at in cells:
                    others_low, others_high = low - self.least[at], high - self.most[at]
                    moved |= self.narrow(at, least=self.least[total] - others_high, most=self.most[total] - others_low)
                    low, high = others_low + self.least[at], others_high + self.most[at]
            for table, r, c in product(range(1, self.shape[0]), range(self.shape[1]), range(self.shape[2])):
                inner, outer = (table, r, c), (table - 1, r, c)
                moved |= self.narrow(inner, least=0, most=self.most[outer])
                moved |= self.narrow(outer, least=self.least[inner], most=FAR)
        return self

    def knows(self) -> set[tuple[int, int, int]]:
        return {at for at in self.least if self.least[at] == self.most[at]}


def other_solution(table: Table, hidden: set[tuple[int, int]], place: tuple[int, int]) -> bool:
    """Whether counts other than the true one at this place agree with all that is shown: every filling is tried."""
    grid = [list(row) for row in table.with_totals]
    rows, columns = len(grid) - 1, len(grid[0]) - 1
    inner = sorted(one for one in hidden if one[0] < rows and one[1] < columns)
    top = max(max(row) for row in grid) + 1

    def agrees(values: dict[tuple[int, int], int]) -> bool:
        fill = Table(
            tuple(tuple(values.get((r, c), grid[r][c]) for c in range(columns)) for r in range(rows))
        ).with_totals
        wrong = any(
            fill[r][c] != grid[r][c] for r in range(rows + 1) for c in range(columns + 1) if (r, c) not in hidden
        )
        return not wrong and fill[place[0]][place[1]] != grid[place[0]][place[1]]

    return any(agrees(dict(zip(inner, values, strict=True))) for values in product(range(top + 1), repeat=len(inner)))


@given(tables())
def test_no_small_count_is_shown_and_no_hidden_one_is_worked_out(table):
    shown = suppress(table, smallest=SMALLEST)
    truth = table.with_totals
    for r, row in enumerate(shown.rows):
        for c, cell in enumerate(row):
            assert cell.count in {None, truth[r][c]}
            assert cell.count is None or cell.count == 0 or cell.count >= SMALLEST
    known = Attacker((shown,)).think().knows()
    assert known.isdisjoint({(0, r, c) for r, c in hidden_places(shown)})


small_tables = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2).map(tuple), min_size=2, max_size=2).map(
    lambda rows: Table(tuple(rows))
)


@settings(max_examples=60, deadline=None)
@given(small_tables, st.integers(2, 4))
def test_every_filling_of_a_small_table_leaves_every_hidden_count_open(table, smallest):
    shown = suppress(table, smallest=smallest)
    hidden = hidden_places(shown)
    assert all(other_solution(table, hidden, place) for place in hidden)


@settings(max_examples=150, deadline=None)
@given(nested())
def test_tables_of_the_same_people_do_not_betray_each_other(counted):
    shown = suppress_nested(counted, smallest=SMALLEST)
    known = Attacker(shown).think().knows()
    for number, (table, grid) in enumerate(zip(counted, shown, strict=True)):
        assert known.isdisjoint({(number, r, c) for r, c in hidden_places(grid)})
        for row, truth in zip(grid.rows, table.with_totals, strict=True):
            assert all(cell.count is None or not 0 < cell.count < SMALLEST for cell in row)
            assert all(cell.count in {None, count} for cell, count in zip(row, truth, strict=True))


@settings(max_examples=100, deadline=None)
@given(nested(), st.sampled_from([Known.GRAND, Known.ROWS]))
def test_who_knows_totals_from_elsewhere_learns_nothing_of_their_parts(counted, known):
    empty = (0,) * (len(counted[0].rows[0]) + 1)
    counted = tuple(Table((*((*row, 0) for row in table.rows), empty)) for table in counted)
    shown = suppress_nested(counted, smallest=SMALLEST, known=known)
    last = (len(counted[0].rows), len(counted[0].rows[0]))
    truth = [table.with_totals for table in counted]
    lines = range(last[0] + 1) if known == Known.ROWS else [last[0]]
    read_elsewhere = {(n, r, last[1]): truth[n][r][last[1]] for n in range(len(counted)) for r in lines}
    learned = Attacker(shown, read_elsewhere).think().knows() - read_elsewhere.keys()
    for number, grid in enumerate(shown):
        assert learned.isdisjoint({(number, r, c) for r, c in hidden_places(grid)})
        assert all(cell.count is None or not 0 < cell.count < SMALLEST for row in grid.rows for cell in row)


def test_a_single_column_with_known_totals_cannot_be_guarded():
    with pytest.raises(CannotBeGuarded):
        suppress(Table(((3,), (9,))), smallest=SMALLEST, known=Known.ROWS)


@given(nested())
def test_what_is_counted_is_hidden_at_the_same_places_but_for_noughts(counted):
    first, *others = suppress_nested(counted, smallest=SMALLEST)
    for grid in others:
        assert hidden_places(grid) <= hidden_places(first)
        differing = hidden_places(first) - hidden_places(grid)
        assert all(grid.rows[r][c].count == 0 for r, c in differing)


@given(tables())
def test_where_nobody_is_few_everything_is_shown(table):
    table = Table(tuple(tuple(count * SMALLEST for count in row) for row in table.rows))
    assert numbers(suppress(table, smallest=SMALLEST)) == [list(row) for row in table.with_totals]


def test_a_hidden_count_takes_its_row_and_column_with_it():
    shown = suppress(Table(((30, 3), (40, 20), (9, 8))), smallest=SMALLEST)
    assert numbers(shown) == [[None, None, 33], [40, 20, 60], [None, None, 17], [79, 31, 110]]
    assert shown.rows[0][1] == Cell(None, Reason.SMALL)
    assert shown.rows[2][1] == Cell(None, Reason.GUARDS)


def test_empty_cells_stay_where_they_give_nothing_away():
    shown = suppress(Table(((30, 3, 0), (40, 20, 0), (9, 8, 0))), smallest=SMALLEST)
    assert [row[2].count for row in shown.rows] == [0, 0, 0, 0]


def test_a_table_of_few_people_hides_its_totals_too():
    assert numbers(suppress(Table(((2, 1), (0, 0))), smallest=SMALLEST)) == [
        [None, None, None],
        [0, 0, 0],
        [None, None, None],
    ]


def test_an_empty_table_has_a_total_of_none():
    assert numbers(suppress(Table(()), smallest=SMALLEST)) == [[0]]


def test_where_all_have_finished_it_is_not_said_of_whom():
    everyone = Table(((30, 3), (40, 20)))
    enrolled, finished = suppress_nested((everyone, everyone), smallest=SMALLEST)
    assert numbers(enrolled) == numbers(finished)
    assert hidden_places(finished) == {(0, 0), (0, 1), (1, 0), (1, 1)}
