"""Entries become deeds, whatever the order they come in and however often."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from learning.completion import State, progress
from learning.gathering import Entry, What, gather
from tests.learning.outlining import KEYS, WHOLE, CourseOutline, outlines

ASKED = (("quiz", "escape"), ("final", "call"))

nodes = st.sampled_from([*KEYS, WHOLE])
scopes = st.sampled_from(["", "JO", "KW"])
plain = st.builds(Entry, st.sampled_from([what for what in What if what is not What.OBSERVED]), nodes, scopes)
watched = st.builds(
    Entry, st.just(What.OBSERVED), nodes, scopes, st.sampled_from(["escape", "call"]), st.booleans(), st.integers(0, 9)
)
entries = st.lists(plain | watched, max_size=25)


def states(outline: CourseOutline, found: list[Entry], *, destination: str = "JO") -> dict[uuid.UUID, State]:
    tree = progress(outline, gather(found, destination=destination, asked=ASKED), destination=destination)
    lines = [line for module in tree.modules for line in module.lessons]
    return {part.key: part.state for part in [tree, *tree.modules, *lines]}


@given(outline=outlines(), found=entries, data=st.data())
def test_neither_order_nor_repetition_changes_the_outcome(outline, found, data):
    again = data.draw(st.permutations([*found, *found]))
    assert gather(again, destination="JO", asked=ASKED) == gather(found, destination="JO", asked=ASKED)
    assert states(outline, again) == states(outline, found)


@given(outline=outlines(), found=entries, data=st.data())
def test_what_comes_in_several_sendings_ends_as_if_it_had_come_in_one(outline, found, data):
    """After each sending what is done is kept, as the tail keeps it."""
    at_once = gather(found, destination="JO", asked=ASKED)
    cut = data.draw(st.integers(0, len(found)))
    first, rest = found[:cut], found[cut:]
    kept = [Entry(What.DONE, module.key, module.scope) for module in _done(outline, first)]
    # What was seen is put right by seeing it anew, and what was done by then stays done.
    if not any(entry.what is What.OBSERVED for entry in found):
        assert states(outline, [*first, *kept, *rest]) == states(outline, found)
    assert gather([*first, *rest], destination="JO", asked=ASKED) == at_once


def _done(outline: CourseOutline, found: list[Entry]):
    tree = progress(outline, gather(found, destination="JO", asked=ASKED), destination="JO")
    return [module for module in tree.modules if module.lasting is State.DONE]


@given(outline=outlines(), found=entries, more=st.lists(plain, max_size=8))
def test_one_more_entry_never_undoes_anything(outline, found, more):
    before, after = states(outline, found), states(outline, [*found, *more])
    assert all(after[key].rank >= state.rank for key, state in before.items())


@given(outline=outlines(), found=entries)
def test_who_changes_where_she_goes_and_comes_back_has_what_she_had(outline, found):
    """What is about no destination counts on any way; what is about one rests until she goes there again."""
    there = progress(outline, gather(found, destination="KW", asked=ASKED), destination="KW")
    elsewhere = [Entry(What.DONE, each.key, each.scope) for each in there.modules if each.lasting is State.DONE]
    before, after = states(outline, found), states(outline, [*found, *elsewhere])
    assert all(after[key].rank >= state.rank for key, state in before.items())


def test_what_was_done_for_one_destination_does_not_count_for_another():
    here = [Entry(What.READ, KEYS[0], "JO"), Entry(What.READ, KEYS[1])]
    read = {to: gather(here, destination=to).read for to in ("JO", "KW", "")}
    assert read == {"JO": {KEYS[0], KEYS[1]}, "KW": {KEYS[1]}, "": {KEYS[1]}}


def test_of_one_checklist_the_last_entry_counts():
    seen = [Entry(What.OBSERVED, KEYS[0], "", "escape", place == 1, place) for place in (2, 1)]
    assert gather(seen, destination="JO").observed == set()
    assert gather(seen[1:], destination="JO").observed == {"escape"}
