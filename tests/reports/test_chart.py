"""Bars begin where reading begins."""

from __future__ import annotations

from reports.chart import Chart, Drawn, chart
from reports.tables import Bar, Report


def report(*bars: Bar) -> Report:
    return Report("classes", "Classes", (), "", (), (), (), bars=bars)


def test_from_left_to_right():
    assert chart(report(Bar("Men", 40), Bar("Women", 85)), right_to_left=False) == Chart(
        height=88, start=0, end=100, bars=(Drawn("Men", 40, 16, 24, 0), Drawn("Women", 85, 60, 68, 0))
    )


def test_from_right_to_left():
    assert chart(report(Bar("Men", 40), Bar("Women", 85)), right_to_left=True) == Chart(
        height=88, start=100, end=0, bars=(Drawn("Men", 40, 16, 24, 60), Drawn("Women", 85, 60, 68, 15))
    )


def test_one_bar_compares_nothing():
    assert chart(report(Bar("Men", 40)), right_to_left=False) is None


def test_a_long_name_is_cut():
    drawn = chart(report(Bar("a" * 36, 1), Bar("b" * 37, 1)), right_to_left=False)
    assert [bar.name for bar in drawn.bars] == ["a" * 36, "b" * 35 + "…"]
