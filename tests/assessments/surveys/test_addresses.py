from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.surveys.addresses import Asked, BadAddress, invitations, opened, survey_address
from assessments.surveys.kinds import Wave
from tests.assessments.surveys.conftest import make_survey


def parts(address: str) -> list[str]:
    return address.strip("/").split("/")[1:]


def test_everyone_in_a_class_gets_the_same_address():
    first, second = (survey_address("my-class", "K7M4PQ") for _each in range(2))
    assert first == second
    assert opened(*parts(first)) == Asked("my-class", Wave.ONCE, "K7M4PQ")


def test_a_seal_typed_in_capitals_is_read():
    *asked, seal = parts(survey_address("my-class", "K7M4PQ"))
    assert opened(*asked, seal.upper()).group == "K7M4PQ"


@given(st.integers(0, 3), st.text("abcXYZ-234", min_size=1, max_size=16))
def test_nobody_makes_up_an_address(place, other):
    changed = parts(survey_address("my-class", "K7M4PQ"))
    if changed[place].lower() == other.lower():
        return
    changed[place] = other
    with pytest.raises(BadAddress):
        opened(*changed)


def test_an_address_outlives_a_change_of_the_secret(settings):
    address = survey_address("my-class", "K7M4PQ")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert opened(*parts(address)).survey == "my-class"


@pytest.mark.django_db
def test_a_class_is_offered_what_is_published_in_the_order_of_asking(django_assert_num_queries):
    make_survey("confidence", key="sure")
    make_survey("feedback", key="my-class")
    make_survey("feedback", key="draft", publish=False)
    make_survey("follow_up", key="later")
    with django_assert_num_queries(1):
        offered = invitations("confidence", "feedback", group_key="K7M4PQ")
    assert [(one.wave, one.address.split("/")[2]) for one in offered] == [
        ("before", "sure"), ("after", "sure"), ("once", "my-class"),
    ]  # fmt: skip
