from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.statistics.hiding import shown


@pytest.mark.parametrize(
    ("counts", "known", "may"),
    [
        ([], (), ()),
        ([0, 5, 100], (), (True, True, True)),
        ([1, 4, 100], (), (False, False, True)),
        ([3, 50, 100], (), (False, False, True)),
        ([3, 50, 0], (), (False, True, False)),
        ([3, 50, 100], (1,), (False, True, False)),
        ([3, 50], (0, 1), (False, True)),
        ([4.99, 5.0, 10.0], (), (False, False, True)),
    ],
)
def test_small_counts_are_hidden_and_one_alone_is_guarded(counts, known, may):
    assert shown(counts, smallest=5, known=known) == may


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2))
def test_no_hidden_count_can_be_worked_out_from_the_sum(counts):
    told = list(zip(counts, shown(counts, smallest=5), strict=True))
    assert sum(not may for _count, may in told) != 1
    assert not any(may for count, may in told if 0 < count < 5)
