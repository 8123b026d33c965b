"""Minutes in a class, and what they teach."""

from __future__ import annotations

from fractions import Fraction

import pytest

from learning.attending import Attended, Sitting, attendance, was_taught


def test_attendance_is_minutes_present_over_minutes_scheduled():
    assert attendance([Sitting(90, 90), Sitting(90, 45), Sitting(60, 0)]) == Attended(135, 240)
    assert Attended(135, 240).ratio == Fraction(9, 16)


def test_nobody_is_present_longer_than_the_session():
    assert attendance([Sitting(60, 90)]) == Attended(60, 60)


def test_there_is_no_attendance_before_the_first_session():
    assert attendance([]).ratio is None


@pytest.mark.parametrize(
    ("present", "share", "taught"),
    [(90, 90, True), (81, 90, True), (80, 90, False), (0, 90, False), (0, 0, False), (1, 0, True), (200, 100, True)],
)
def test_who_was_there_for_the_share_was_taught(present, share, taught):
    assert was_taught(Sitting(90, present), share=share) is taught
