"""A player may ask for a part of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ranges import NothingThere, part


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", range(0, 10)),
        ("bytes=0-1", range(0, 2)),
        ("bytes=3-99", range(3, 10)),
        ("bytes=-4", range(6, 10)),
        ("bytes=-99", range(0, 10)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-3", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 99 + "-", None),
    ],
)
def test_the_part_asked_for(header, expected):
    assert part(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0"])
def test_a_part_behind_the_end_is_not_there(header):
    with pytest.raises(NothingThere):
        part(header, 10)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20))
def test_a_part_never_leaves_the_file(first, last, size):
    try:
        found = part(f"bytes={first}-{last}", size)
    except NothingThere:
        found = None
    assert found is None or 0 <= found.start < found.stop <= size
