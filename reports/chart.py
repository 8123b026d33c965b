"""Lays out the bars of a report: where each begins and how long it is. The table says the same in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from reports.tables import Report

# Pixels: text is not scaled with the drawing, so a phone shows it as large as a laptop.
LINE = 44
TEXT = 16
BAR_TOP = 24
BAR = 12
MOST_SIGNS = 36


@dataclass(frozen=True)
class Drawn:
    """One bar. ``start`` and ``end`` are the edges at which its name begins and its number ends; in per cent."""

    name: str
    rate: int
    text_y: int
    bar_y: int
    bar_x: int


@dataclass(frozen=True)
class Chart:
    height: int
    start: int
    end: int
    bars: tuple[Drawn, ...]
    bar_height: int = BAR


def chart(report: Report, *, right_to_left: bool) -> Chart | None:
    """The bars of a report, or none where there is nothing to compare."""
    if len(report.bars) < 2:
        return None
    bars = tuple(
        Drawn(
            name=_cut(bar.name),
            rate=bar.rate,
            text_y=position * LINE + TEXT,
            bar_y=position * LINE + BAR_TOP,
            bar_x=100 - bar.rate if right_to_left else 0,
        )
        for position, bar in enumerate(report.bars)
    )
    start, end = (100, 0) if right_to_left else (0, 100)
    return Chart(height=len(bars) * LINE, start=start, end=end, bars=bars)


def _cut(name: str) -> str:
    return name if len(name) <= MOST_SIGNS else f"{name[: MOST_SIGNS - 1]}…"
