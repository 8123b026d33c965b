"""What lessons ask her to try: whatever she does again, in whatever order, nothing that is done comes undone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courses.tries import Rule, Try
from learning.completion import State, Tried, progress
from learning.gathering import Entry, What, gather
from tests.learning.outlining import L1, L2, M1, C, course, module

BLOCKS = ("one", "two")
asks = st.builds(Try, st.sampled_from(BLOCKS), st.sampled_from(Rule), st.integers(0, 100))
tried = st.builds(
    Tried, st.sampled_from([L1, L2]), st.sampled_from(BLOCKS), st.booleans(), st.none() | st.integers(0, 100)
)
entries = st.lists(
    st.builds(lambda one: Entry(What.TRIED, one.lesson, tried=one), tried)
    | st.builds(Entry, st.just(What.READ), st.sampled_from([L1, L2])),
    max_size=12,
)


def outline(*wanted: Try):
    plain = module(M1, L1, L2)
    return course(replace(plain, lessons=(replace(plain.lessons[0], tries=wanted), plain.lessons[1])))


def states(wanted, found):
    tree = progress(outline(*wanted), gather(found, destination="JO"), destination="JO")
    return {part.key: part.state for part in [tree, *tree.modules, *tree.modules[0].lessons]}


@given(wanted=st.lists(asks, max_size=3), found=entries, data=st.data())
def test_neither_order_nor_repetition_changes_the_outcome(wanted, found, data):
    assert states(wanted, data.draw(st.permutations([*found, *found]))) == states(wanted, found)


@given(wanted=st.lists(asks, max_size=3), found=entries, more=entries)
def test_one_more_try_never_undoes_anything(wanted, found, more):
    before, after = states(wanted, found), states(wanted, [*found, *more])
    assert all(after[key].rank >= state.rank for key, state in before.items())


@given(wanted=st.lists(asks, max_size=3), found=entries)
def test_whoever_did_all_of_it_well_is_done(wanted, found):
    best = [Entry(What.TRIED, L1, tried=Tried(L1, block, True, 100)) for block in BLOCKS]
    read = [Entry(What.READ, key) for key in (L1, L2)]
    assert states(wanted, [*found, *best, *read])[C] is State.DONE


def test_a_lesson_that_was_only_tried_has_begun():
    found = [Entry(What.TRIED, L1, tried=Tried(L1, "one"))]
    assert states([Try("one", Rule.OPENED)], found)[L1] is State.BEGUN


def test_a_try_elsewhere_does_not_count():
    found = [Entry(What.READ, L1), Entry(What.TRIED, L2, tried=Tried(L2, "one", True, 100))]
    assert states([Try("one", Rule.DONE)], found)[L1] is State.BEGUN


def test_what_was_taught_in_class_asks_for_no_try():
    assert states([Try("one", Rule.DONE)], [Entry(What.TAUGHT, M1)])[L1] is State.DONE
