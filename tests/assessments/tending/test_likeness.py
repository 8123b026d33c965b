from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tending.likeness import Alike, alike, strings_of


def test_questions_that_say_almost_the_same_are_found():
    texts = {
        "b": "Who should keep your passport?",
        "a": "Who should keep your own passport?",
        "c": "When do you get your wage?",
    }
    (found,) = alike(texts)
    assert (found.first, found.second) == ("a", "b")
    assert found.share > Fraction(2, 3)


@pytest.mark.parametrize(
    "text", ["Saan ang pasaporte?", "तपाईंको राहदानी कहाँ छ?", "أين جواز سفرك؟", "護照在哪裡？", "ፓስፖርትህ የት ነው?"]
)
def test_the_same_words_are_alike_in_every_script(text):
    assert alike({"one": text, "two": text.upper()}) == (Alike("one", "two", Fraction(1)),)


def test_accents_case_and_signs_make_no_difference():
    assert strings_of("Héllo,   WORLD!") == strings_of("hello world")


def test_words_that_are_not_there_are_like_nothing():
    assert alike({"a": "", "b": "?!", "c": ""}) == ()


words = st.lists(st.sampled_from(["wage", "rest", "passport", "keep", "who", "ask"]), min_size=1, max_size=6).map(
    " ".join
)


@given(texts=st.dictionaries(st.sampled_from("abcdefgh"), words), at_least=st.fractions(Fraction(1, 10), 1))
def test_no_pair_is_missed_and_none_is_made_up(texts, at_least):
    strings = {key: strings_of(text) for key, text in texts.items()}
    expected = {
        (one, other): share
        for one in texts
        for other in texts
        if one < other
        and (share := Fraction(len(strings[one] & strings[other]), len(strings[one] | strings[other]))) >= at_least
    }
    assert {(pair.first, pair.second): pair.share for pair in alike(texts, at_least=at_least)} == expected
