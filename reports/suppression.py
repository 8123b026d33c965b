"""Hides counts that are so small that they speak of single people. Knows tables of numbers, and no person.

A count of 1 to ``smallest`` - 1 is never shown, and no hidden count can be worked out from what is shown. Counts stand
in rows and columns with totals. Give every cell the sign + and every total of one line the sign -, the grand total +:
then each line, totals too, sums to nought, and each cell stands in one row and one column. What an attacker does not
know may therefore change only along a circle of hidden cells, one up, the next down; and a count cannot fall below
nought. A hidden cell that lies on no such circle is known to him, one that lies on one is not: this is exact, not a
guess. While a cell is known, the cheapest circle through it is hidden too.

Nested tables (enrolled, of them started, of them finished) hide the same places. An attacker may then take each layer
(not started, started only, finished) by itself; a count is safe while one of its layers is.

What is not done here: the *difference* of two shown numbers may be small ("18 of 20 finished"), for who is still on
the way is what a programme works with; hidden cells may add up to little ("other" and "not said" are 3 together); and
tables that were filtered differently may be subtracted from each other. Published statistics need more than this.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

Place = tuple[int, int]
Node = tuple[str, int]

Costs = Callable[[Place], int | None]  # what using a cell costs; ``None``: it may not be used

# What hiding costs, in people.
_EMPTY = 10**6
_TOTAL = 10**9
_FAR = 10**18


class Reason(StrEnum):
    """Why a count is hidden. Screens show both alike: to tell them apart would narrow down what is hidden."""

    NONE = ""
    SMALL = "small"
    GUARDS = "guards_another"


class Known(StrEnum):
    """Which totals the reader has from elsewhere. They do not help to hide."""

    NOTHING = "nothing"
    GRAND = "grand_total"
    ROWS = "totals_of_rows"


class CannotBeGuarded(ValueError):
    """A count follows from known totals whatever is hidden: the table has one column or row only."""


@dataclass(frozen=True)
class Cell:
    """A count as it may be shown; ``None`` where it is hidden."""

    count: int | None
    reason: Reason = Reason.NONE


@dataclass(frozen=True)
class Table:
    """Counts by row and column, without totals. Every row is as long as the others."""

    rows: tuple[tuple[int, ...], ...]

    def __sub__(self, other: Table) -> Table:
        """Who is in this table and not in the other."""
        return Table(
            tuple(
                tuple(mine - theirs for mine, theirs in zip(row, of, strict=True))
                for row, of in zip(self.rows, other.rows, strict=True)
            )
        )

    @property
    def with_totals(self) -> tuple[tuple[int, ...], ...]:
        rows = [(*row, sum(row)) for row in self.rows]
        width = len(rows[0]) if rows else 1
        return (*rows, tuple(sum(row[column] for row in rows) for column in range(width)))


@dataclass(frozen=True)
class ShownTable:
    """What may be shown of a table, totals last in every row and column."""

    rows: tuple[tuple[Cell, ...], ...]


def suppress(table: Table, *, smallest: int, known: Known = Known.NOTHING) -> ShownTable:
    """The table with small counts hidden, and with them as few others as keep them from being worked out."""
    return suppress_nested((table,), smallest=smallest, known=known)[0]


def suppress_nested(
    tables: tuple[Table, ...], *, smallest: int, known: Known = Known.NOTHING
) -> tuple[ShownTable, ...]:
    """The same of several tables, each of which counts some of the people of the one before.

    ``known`` totals are taken to be known to every reader. Raises ``CannotBeGuarded``.
    """
    grids = [_Grid(table, known=known) for table in tables]
    inner = [larger - smaller for larger, smaller in pairwise(tables)]
    layers = [_Grid(layer, known=known) for layer in (*inner, tables[-1])]
    hidden = {place for grid in grids for place in grid.small(smallest)}
    _guard(grids, layers, hidden)
    return tuple(_show(layers[position:], grid, hidden, smallest=smallest) for position, grid in enumerate(grids))


def _guard(grids: list[_Grid], layers: list[_Grid], hidden: set[Place]) -> None:
    """Hide more until no hidden count is known but that nobody is there. What is hidden once is never shown again.

    A count is open where one of its layers is. So at each place the smallest count that is not nought decides: it is
    open only if the larger ones are.
    """
    waiting = sorted(hidden)
    while waiting:
        place = waiting.pop()
        inhabited = [position for position, grid in enumerate(grids) if grid.count(place)]
        parts = layers[inhabited[-1] :] if inhabited else []
        if parts and not any(layer.is_open(place, hidden) for layer in parts):
            more = parts[0].cheapest_circle(place, hidden, grids[0]) - hidden
            hidden |= more
            waiting += sorted(more)


def _show(layers: list[_Grid], grid: _Grid, hidden: set[Place], *, smallest: int) -> ShownTable:
    """A hidden count that is nought in every layer, and known to be, is shown: hiding it would hide nothing."""

    def cell(place: Place) -> Cell:
        count = grid.count(place)
        if 0 < count < smallest:
            return Cell(None, Reason.SMALL)
        is_open = place in hidden and any(layer.is_open(place, hidden) for layer in layers)
        return Cell(None, Reason.GUARDS) if is_open else Cell(count)

    return ShownTable(tuple(tuple(cell((row, column)) for column in grid.columns) for row in grid.lines))


class _Grid:
    """A table with its totals as a network: rows and columns are the knots, cells the threads between them."""

    def __init__(self, table: Table, *, known: Known) -> None:
        self._counts = table.with_totals
        self._last = (len(self._counts) - 1, len(self._counts[0]) - 1)
        self._known = known
        self.lines = range(len(self._counts))
        self.columns = range(len(self._counts[0]))
        self._threads: dict[Node, list[tuple[Place, Node]]] = defaultdict(list)
        for place in self._places():
            row, column = _knots(place)
            up, down = self._steps(place)
            if up:
                self._threads[row].append((place, column))
            if down:
                self._threads[column].append((place, row))

    def count(self, place: Place) -> int:
        return self._counts[place[0]][place[1]]

    def small(self, smallest: int) -> Iterator[Place]:
        """Where so few are counted that it may not be shown."""
        return (p for p in self._places() if 0 < self.count(p) < smallest and not self._is_known(p))

    def _places(self) -> Iterator[Place]:
        return ((row, column) for row in self.lines for column in self.columns)

    def is_open(self, place: Place, hidden: set[Place]) -> bool:
        """Whether a hidden count could be another one, for all that is shown."""
        return self._circle(place, lambda one: 0 if one in hidden else None) is not None

    def cheapest_circle(self, place: Place, hidden: set[Place], people: _Grid) -> set[Place]:
        """The places to hide so that this count could be another one, at the least loss."""
        found = self._circle(place, lambda one: 0 if one in hidden else people._loss(one))
        if found is None:
            raise CannotBeGuarded(str(place))
        return found

    def _is_known(self, place: Place) -> bool:
        if self._known == Known.ROWS:
            return place[1] == self._last[1]
        return self._known == Known.GRAND and place == self._last

    def _is_total(self, place: Place) -> bool:
        return place[0] == self._last[0] or place[1] == self._last[1]

    def _loss(self, place: Place) -> int | None:
        """What a reader loses. An empty cell guards badly, and a total is needed most."""
        if self._is_known(place):
            return None
        return 1 + (self.count(place) or _EMPTY) + (_TOTAL if self._is_total(place) else 0)

    def _steps(self, place: Place) -> tuple[bool, bool]:
        """Whether the signed number of a cell can go up, and down. A count never falls below nought."""
        falls = self.count(place) > 0
        negative = (place[0] == self._last[0]) != (place[1] == self._last[1])
        return (falls, True) if negative else (True, falls)

    def _circle(self, place: Place, costs: Costs) -> set[Place] | None:
        """The cheapest circle through a place. Up leads from its row to its column, down the other way."""
        row, column = _knots(place)
        up, down = self._steps(place)
        ways = [self._way(column, row, place, costs)] if up else []
        ways += [self._way(row, column, place, costs)] if down else []
        return min((way for way in ways if way), key=lambda way: way[0], default=(0, None))[1]

    def _way(self, start: Node, end: Node, but: Place, costs: Costs) -> tuple[int, set[Place]] | None:
        """Dijkstra's shortest way from knot to knot, by other threads than one."""
        came: dict[Node, tuple[Node, Place]] = {}
        best, heap = {start: 0}, [(0, start)]
        while heap:
            spent, node = heapq.heappop(heap)
            if node == end:
                return spent, _walked(came, start, end)
            if spent > best[node]:
                continue
            for place, other in self._threads[node]:
                cost = None if place == but else costs(place)
                if cost is not None and spent + cost < best.get(other, _FAR):
                    best[other], came[other] = spent + cost, (node, place)
                    heapq.heappush(heap, (spent + cost, other))
        return None


def _knots(place: Place) -> tuple[Node, Node]:
    return ("row", place[0]), ("column", place[1])


def _walked(came: dict[Node, tuple[Node, Place]], start: Node, end: Node) -> set[Place]:
    places = set()
    while end != start:
        end, place = came[end]
        places.add(place)
    return places
