"""Which seconds were seen does not depend on the order, the number or the overlap of what a phone tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.seconds import LONGEST, MOST_SPANS, NotSpans, Seconds

spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))
seen = st.lists(spans, max_size=8).map(Seconds.of)


def as_set(seconds: Seconds) -> set[int]:
    return {second for start, end in seconds.spans for second in range(start, end)}


def test_spans_that_touch_become_one():
    assert Seconds.of([(5, 9), (0, 5), (12, 15), (13, 14), (20, 20)]) == Seconds(((0, 9), (12, 15)))


@given(seen, seen, seen)
def test_order_and_repetition_change_nothing(one, two, three):
    assert one | two == two | one
    assert (one | two) | three == one | (two | three)
    assert one | one == one


@given(seen, seen)
def test_it_is_the_set_of_all_seconds_of_both(one, two):
    assert as_set(one | two) == as_set(one) | as_set(two)
    assert (one | two).count == len(as_set(one | two))
    assert (one | two).share(80) >= one.share(80)


@given(seen)
def test_what_is_written_is_read_again(one):
    assert Seconds.read(one.written(), length=100) == one


def test_what_lies_behind_the_end_does_not_count():
    assert Seconds.read([[0, 12], [20, 30]], length=10) == Seconds(((0, 10),))


def test_a_share_is_never_rounded_up():
    assert [Seconds.of([(0, n)]).share(3) for n in (1, 2, 3, 9)] == [33, 66, 100, 100]
    assert Seconds.of([(0, 5)]).share(0) == 0


def test_she_goes_on_behind_what_she_saw_last():
    assert Seconds.of([(0, 4), (8, 12)]).onward(60) == 12
    assert Seconds.of([(0, 60)]).onward(60) == 0
    assert Seconds().onward(60) == 0


@pytest.mark.parametrize(
    "raw",
    [None, {}, "x", [1], [[1]], [[2, 1]], [[1, 1]], [[-1, 2]], [[0, LONGEST + 1]], [[0.5, 2]], [[True, 2]],
     [[0, 1]] * (MOST_SPANS + 1)],
    ids=lambda raw: str(raw)[:12],
)  # fmt: skip
def test_what_no_player_tells_is_refused(raw):
    with pytest.raises(NotSpans):
        Seconds.read(raw, length=60)
