"""Decides which counts of a report may be shown. Its words are for ``tables``, the arithmetic for ``suppression``.

By destination and sex a row is a property of people, so counts below ``SMALLEST_CELL`` are hidden, with as many others
as keep them from being worked out. A class as a whole is not such a cut: who answers for it may open its roster by name
anyway (and is logged then), so that "3 enrolled" tells her nothing of anybody that she does not hold; there everything
is shown. (A consular officer may not open rosters; she counts the classes of her own post.) As soon as classes are cut
by sex or destination, a row says something of these people, and small parts are hidden.

What may be shown of a part is decided over all parts at once, with the classes' totals taken as known, and only then is
the part that was asked for picked: so the page for women and the page for men never give away by subtraction what each
of them hides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings

from learning.models import Learner
from reports.queries import ByClass, Counts, Filters, part_of
from reports.suppression import Known, Table, suppress_nested

MEASURES = 4
# A part that no class has people in, but any class could: a small part needs a neighbour.
NOBODY = ""


@dataclass(frozen=True)
class Shown:
    """``Counts`` as they may be shown; ``None`` where one is hidden."""

    enrolled: int | None = 0
    started: int | None = 0
    completed: int | None = 0
    certified: int | None = 0


def suppressed(counts: Sequence[Sequence[Counts]], known: Known) -> Callable[[int, int], Shown]:
    """What may be shown at each row and column, totals last. Every measure is a part of the one before."""
    tables = tuple(
        Table(tuple(tuple(one.in_order()[measure] for one in row) for row in counts)) for measure in range(MEASURES)
    )
    grids = suppress_nested(tables, smallest=settings.SMALLEST_CELL, known=known)
    return lambda row, column: Shown(*(grid.rows[row][column].count for grid in grids))


def whole(found: ByClass) -> list[Shown]:
    """Every class and all of them, nothing hidden."""
    counted = [line.people.get("", Counts()) for line in found.lines]
    return [Shown(*counts.in_order()) for counts in (*counted, found.total)]


def parts_shown(found: ByClass, filters: Filters) -> list[Shown]:
    """The part of every class that was asked for, and of all of them. Somebody could always be in one part more."""
    if not found.lines:
        return [Shown()]
    # The same parts whichever is asked for, else two pages could hide differently.
    present = {part for line in found.lines for part in line.people}
    parts = [*(Learner.Sex.values if filters.sex else sorted(present)), NOBODY]
    column = parts.index(part_of(filters) if part_of(filters) in parts else NOBODY)
    at = suppressed([[line.people.get(part, Counts()) for part in parts] for line in found.lines], Known.ROWS)
    shown = [at(row, column) for row in range(len(found.lines) + 1)]
    return [*shown[:-1], _distinct(found.total, shown[-1])]


def _distinct(people: Counts, places: Shown) -> Shown:
    """The total counts people, not places in classes; it is shown where their number is, and is not small."""

    def one(count: int, of: int | None) -> int | None:
        return None if of is None or 0 < count < settings.SMALLEST_CELL else count

    pairs = zip(people.in_order(), (places.enrolled, places.started, places.completed, places.certified), strict=True)
    return Shown(*(one(count, of) for count, of in pairs))
