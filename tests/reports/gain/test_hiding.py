from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gain.hiding import shown


@pytest.mark.parametrize(
    ("counts", "may"),
    [
        ([], ()),
        ([5, 9], (True, True)),
        ([0, 9], (True, True)),
        ([4, 9, 7], (False, True, False)),
        ([4, 1, 9], (False, False, True)),
        ([3, 1, 9], (False, False, False)),
        ([3], (False,)),
    ],
)
def test_small_groups_are_hidden_and_guarded(counts, may):
    assert shown(counts, smallest=5) == may


@given(st.lists(st.integers(0, 12), max_size=6))
def test_what_is_hidden_speaks_of_enough_people_or_everybody_is_hidden(counts):
    may = shown(counts, smallest=5)
    hidden = sum(count for count, told in zip(counts, may, strict=True) if not told)
    told = [count for count, is_told in zip(counts, may, strict=True) if is_told]
    assert not any(0 < count < 5 for count in told)
    assert hidden == 0 or hidden >= 5 or not any(told)
