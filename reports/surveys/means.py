"""Says whether a mean on the scale of one to five gives single people away. Plain arithmetic on whole numbers.

A mean of 4.9 from ten people says that nine chose 5 and one chose 4. So a mean is shown only if, by all that is shown
beside it, no set of answers (such as 4, or "1 or 2", or "anything but 5") is known to have been chosen by one to four.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

SMALLEST = 5
_VALUES = (1, 2, 3, 4, 5)
_LOW, _HIGH = (1, 2, 3), (4, 5)
_SETS = tuple(frozenset(chosen) for size in range(1, 5) for chosen in combinations(_VALUES, size))


def tenths(total: int, count: int) -> int:
    """The mean in tenths, halves up: 43 for 4.3."""
    return (20 * total + count) // (2 * count)


def totals_of(mean: int, count: int) -> range:
    """Every sum of ``count`` answers that has this mean in tenths."""
    return range(_at_least(mean, count), _at_least(mean + 1, count))


def _at_least(mean: int, count: int) -> int:
    return -((count - 2 * count * mean) // 20)


@lru_cache(maxsize=4096)
def tells_of_few(count: int, totals: range, *, agreeing: int | None = None) -> bool:
    """Whether so many answers with one of these sums tell of fewer than five people.

    ``agreeing`` is how many chose 4 or 5, where that is known too.
    """
    groups = ((count, _VALUES),) if agreeing is None else ((count - agreeing, _LOW), (agreeing, _HIGH))
    if _is_plainly_safe(groups, totals):
        return False
    window = sum(1 << total for total in totals if total >= 0)
    return any(_few_in(chosen, groups, window) for chosen in _SETS)


def _is_plainly_safe(groups: tuple[tuple[int, tuple[int, ...]], ...], totals: range) -> bool:
    """Far from both ends, five more people could have chosen any answer, and the rest make up the sum. Saves time."""
    if any(0 < size < SMALLEST for size, _values in groups):
        return False
    lowest = sum(size * values[0] for size, values in groups)
    highest = sum(size * values[-1] for size, values in groups)
    room = SMALLEST * (_VALUES[-1] - _VALUES[0])
    return any(lowest + room <= total <= highest - room for total in totals[:1])


def _few_in(chosen: frozenset[int], groups: Iterable[tuple[int, tuple[int, ...]]], window: int) -> bool:
    """Whether the number of people who chose one of these is known to lie between one and four.

    ``reached[n]`` holds a bit for each sum that is possible with n people in the set; the last stands for five or more.
    """
    reached = [1, *[0] * SMALLEST]
    for size, values in groups:
        inside = [value for value in values if value in chosen]
        outside = [value for value in values if value not in chosen]
        for _person in range(size):
            joined = [_shifted(sums, inside) for sums in reached]
            stayed = [_shifted(sums, outside) for sums in reached]
            reached = [sums | more for sums, more in zip(stayed, [0, *joined], strict=False)]
            reached[SMALLEST] |= joined[SMALLEST]
    possible = [bool(sums & window) for sums in reached]
    return any(possible) and not possible[0] and not possible[SMALLEST]


def _shifted(sums: int, values: Iterable[int]) -> int:
    """The sums with one more person who chose one of the values."""
    shifted = 0
    for value in values:
        shifted |= sums << value
    return shifted
