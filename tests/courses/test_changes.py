"""What changed between two states of a row."""

from hypothesis import given
from hypothesis import strategies as st

from courses.changes import Change, differences

STATES = st.dictionaries(st.sampled_from("abcd"), st.none() | st.text(max_size=3) | st.integers())


def test_only_fields_that_differ_are_named_in_order():
    before = {"value": "One day.", "phone": None, "note": "x", "pk": 1}
    after = {"value": "Two days.", "phone": "", "note": "", "pk": 2, "unit": "days"}
    assert differences(before, after, leaving={"pk"}) == (
        Change("value", "One day.", "Two days."),
        Change("note", "x", ""),
        Change("unit", "", "days"),
    )


def test_the_first_state_tells_all_that_it_says():
    assert differences(None, {"value": "One day.", "phone": ""}) == (Change("value", "", "One day."),)


@given(STATES)
def test_nothing_changed_is_no_change(state):
    assert differences(state, state) == ()
