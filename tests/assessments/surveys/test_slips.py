from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.surveys.slips import BadSlip, half_day_of, new_slip, read_slip
from tests.factories import NOW

RANDOM = bytes(range(16))


def test_a_slip_is_known_again_by_a_mark_that_does_not_show_it():
    text = new_slip(RANDOM, now=NOW)
    first, second = (read_slip(text, now=NOW) for _each in range(2))
    assert first == second
    assert first.half_day == half_day_of(NOW)
    assert RANDOM.hex() not in first.mark


def test_two_slips_have_two_marks():
    assert read_slip(new_slip(RANDOM, now=NOW), now=NOW) != read_slip(new_slip(RANDOM[::-1], now=NOW), now=NOW)


@pytest.mark.parametrize(("hours", "is_good"), [(0, True), (11, True), (36, False), (-13, False), (24 * 365, False)])
def test_a_slip_is_good_for_half_a_day_at_least_and_a_day_at_most(hours, is_good):
    text = new_slip(RANDOM, now=NOW)
    if is_good:
        assert read_slip(text, now=NOW + timedelta(hours=hours))
        return
    with pytest.raises(BadSlip):
        read_slip(text, now=NOW + timedelta(hours=hours))


@pytest.mark.parametrize("text", ["", "1.2:3", "x", ":" * 50])
def test_a_made_up_slip_is_refused(text):
    with pytest.raises(BadSlip):
        read_slip(text, now=NOW)


def test_too_little_chance_makes_no_slip():
    with pytest.raises(ValueError, match="16 random bytes"):
        new_slip(b"short", now=NOW)
