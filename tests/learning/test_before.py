from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning.before import only_try, place_before


@given(st.uuids(), st.uuids(), st.integers(1), st.integers(1))
def test_every_course_has_a_place_of_its_own_and_every_person_one_try_there(course, other, person, neighbour):
    places = {course, other, place_before(course), place_before(other)}
    tries = {only_try(place, one) for place in places for one in (person, neighbour)}
    assert len(places) == 2 * len({course, other})
    assert len(tries) == len(places) * len({person, neighbour})
    assert not places & tries
