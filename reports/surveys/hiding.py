"""Decides what may be shown of the answers to one question, over all parts of the programme at once.

No share is shown where fewer than ``SMALLEST_CELL`` people gave an answer, nor another one from which that could be
worked out, and no mean that gives the same away. How many answered a question is not hidden from five people on; the
difference to another question says who skipped, which is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from assessments.surveys.kinds import AGREEING, SCALE, ItemKind
from assessments.surveys.tallying import Item
from reports.suppression import Cell, Known, Table, suppress
from reports.surveys.means import tells_of_few, tenths, totals_of

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Shown:
    """One question in one part as it may be shown; ``None`` where a figure is hidden. Shares are whole per cent.

    Of statements there is one share: who agrees. The mean is in tenths.
    """

    answered: int | None = 0
    shares: tuple[int | None, ...] = ()
    mean: int | None = None


def shown(item: Item, parts: Sequence[Counts]) -> list[Shown]:
    """Each part, and all of them last."""
    rows = [_row(item, counts) for counts in parts]
    if not rows:
        return [_figures([Cell(0)] * len(_row(item, {})), 0)]
    table = suppress(Table(tuple(rows)), smallest=settings.SMALLEST_CELL, known=Known.ROWS)
    figures = [_figures(list(cells[:-1]), sum(row)) for cells, row in zip(table.rows, [*rows, _sum(rows)], strict=True)]
    return _with_means(figures, table.rows, parts) if item.kind is ItemKind.AGREEMENT else figures


def _row(item: Item, counts: Counts) -> tuple[int, ...]:
    """The cells whose shares are shown, or follow from them."""
    if item.kind is not ItemKind.AGREEMENT:
        return tuple(counts.get(answer, 0) for answer in item.answers)
    agreeing = sum(counts.get(answer, 0) for answer in AGREEING)
    return (agreeing, sum(counts.get(answer, 0) for answer in SCALE) - agreeing)


def _sum(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _figures(cells: Sequence[Cell], answered: int) -> Shown:
    if 0 < answered < settings.SMALLEST_CELL:
        return Shown(None, tuple(None for _cell in cells))
    shares = (None if cell.count is None else cell.count * 100 // answered if answered else 0 for cell in cells)
    return Shown(answered, tuple(shares))


def _with_means(figures: list[Shown], table: Sequence[Sequence[Cell]], parts: Sequence[Counts]) -> list[Shown]:
    """A mean where it gives nobody away; of all parts, where it does not do so for those whose mean is hidden."""
    counted = [(sum(counts.get(answer, 0) for answer in SCALE), _points(counts)) for counts in parts]
    counted.append((sum(count for count, _total in counted), sum(total for _count, total in counted)))
    means = [_mean(count, total, agreeing=row[0].count) for (count, total), row in zip(counted, table, strict=True)]
    if _rest_tells(counted, means):
        means[-1] = None
    return [Shown(each.answered, each.shares[:1], mean) for each, mean in zip(figures, means, strict=True)]


def _points(counts: Counts) -> int:
    return sum(int(answer) * counts.get(answer, 0) for answer in SCALE)


def _mean(count: int, total: int, *, agreeing: int | None) -> int | None:
    if count < settings.SMALLEST_CELL:
        return None
    mean = tenths(total, count)
    return None if tells_of_few(count, totals_of(mean, count), agreeing=agreeing) else mean


def _rest_tells(counted: list[tuple[int, int]], means: list[int | None]) -> bool:
    """Whether the mean of all, less the means that are shown, tells of the parts whose mean is hidden."""
    *parts, (everyone, _total) = counted
    if means[-1] is None:
        return False
    held_back = sum(count for (count, _points), mean in zip(parts, means, strict=False) if mean is None)
    known = [totals_of(mean, count) for (count, _points), mean in zip(parts, means, strict=False) if mean is not None]
    total = totals_of(means[-1], everyone)
    rest = range(total[0] - sum(one[-1] for one in known), total[-1] - sum(one[0] for one in known) + 1)
    return tells_of_few(held_back, rest) if held_back else False
