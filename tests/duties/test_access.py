"""For whom a person answers, by the tree of posts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.access import Reach, reach_of

MINISTRY, AMMAN, AQABA, DOHA = 1, 2, 3, 4
TREE = {MINISTRY: None, AMMAN: MINISTRY, AQABA: AMMAN, DOHA: MINISTRY}


@pytest.mark.parametrize(
    ("memberships", "organisations"),
    [
        ([("consular_supervisor", MINISTRY)], {MINISTRY, AMMAN, AQABA, DOHA}),
        ([("administrator", MINISTRY)], {MINISTRY, AMMAN, AQABA, DOHA}),
        ([("consular_supervisor", AMMAN)], {AMMAN, AQABA}),
        ([("consular_supervisor", DOHA), ("consular_officer", AMMAN)], {DOHA}),
        ([("consular_officer", AMMAN)], set()),
        ([("programme_officer", MINISTRY), ("instructor", AMMAN)], set()),
    ],
)
def test_she_answers_for_her_post_and_those_below(memberships, organisations):
    assert reach_of(7, memberships, parents=TREE) == Reach(7, frozenset(organisations))


def test_a_circle_of_organisations_ends():
    assert reach_of(7, [("consular_supervisor", 1)], parents={1: 2, 2: 1}) == Reach(7, frozenset({1, 2}))


@given(st.dictionaries(st.integers(1, 9), st.none() | st.integers(1, 9)), st.integers(1, 9))
def test_nobody_reaches_above_or_beside(parents, top):
    found = reach_of(7, [("consular_supervisor", top)], parents=parents).organisations
    for one in found - {top}:
        assert parents[one] in found | {top}
