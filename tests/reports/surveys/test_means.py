"""Against a reader who tries every set of answers that fits what is shown."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.surveys.means import tells_of_few, tenths, totals_of

SETS = [set(chosen) for size in range(1, 5) for chosen in combinations(range(1, 6), size)]


def tallies(count: int, steps: int = 5):
    """Every way in which so many people can have chosen from 1 to 5."""
    if steps == 1:
        yield (count,)
        return
    for first in range(count + 1):
        for rest in tallies(count - first, steps - 1):
            yield (first, *rest)


def known_by_trying(count: int, totals: range, agreeing: int | None) -> bool:
    fitting = [
        tally for tally in tallies(count)
        if sum(value * people for value, people in enumerate(tally, 1)) in totals
        and agreeing in (None, tally[3] + tally[4])
    ]  # fmt: skip
    held = ([sum(tally[value - 1] for value in chosen) for tally in fitting] for chosen in SETS)
    return any(people and all(0 < each < 5 for each in people) for people in held)


@given(st.integers(1, 500), st.data())
def test_a_mean_is_that_of_its_totals_and_of_no_other(count, data):
    total = data.draw(st.integers(count, 5 * count))
    mean = tenths(total, count)
    totals = totals_of(mean, count)
    assert total in totals
    assert {tenths(one, count) for one in totals} == {mean}
    assert tenths(totals[0] - 1, count) < mean
    assert tenths(totals[-1] + 1, count) > mean


@pytest.mark.parametrize("count", [5, 6, 7, 10, 11])
def test_it_says_of_every_mean_what_trying_everything_says(count):
    for mean in range(10, 51):
        totals = totals_of(mean, count)
        if len(totals):
            assert tells_of_few(count, totals) is known_by_trying(count, totals, None), (count, mean)


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 13), st.data())
def test_and_so_it_does_where_it_is_known_how_many_agree(count, data):
    agreeing = data.draw(st.integers(0, count))
    total = data.draw(st.integers(count + 3 * agreeing, 3 * count + 2 * agreeing))
    totals = totals_of(tenths(total, count), count)
    assert tells_of_few(count, totals, agreeing=agreeing) is known_by_trying(count, totals, agreeing)


@pytest.mark.parametrize(
    ("count", "mean", "tells"),
    [
        (10, 49, True),  # nine chose 5, and one chose 4
        (10, 50, False),  # all chose 5: five or more, and nobody else
        (10, 45, False),
        (5, 46, True),
        (5, 30, False),
        (1000, 43, False),
    ],
)
def test_by_hand(count, mean, tells):
    assert tells_of_few(count, totals_of(mean, count)) is tells
