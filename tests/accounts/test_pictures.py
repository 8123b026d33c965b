"""Four of twelve pictures in order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import pictures
from accounts.wording import picture_name


@given(st.binary(min_size=8, max_size=16))
def test_four_different_pictures_are_drawn(random):
    drawn = pictures.draw(random)
    assert (len(drawn), len(set(drawn))) == (4, 4)
    assert set(drawn) <= set(pictures.PICTURES)


def test_every_order_is_as_likely_as_any_other():
    drawn = [pictures.draw(number.to_bytes(8, "big")) for number in range(12 * 11 * 10 * 9)]
    assert sorted(drawn) == sorted(permutations(pictures.PICTURES, 4))


def test_the_order_counts():
    assert pictures.secret(["sun", "fish", "key", "cup"]) != pictures.secret(["fish", "sun", "key", "cup"])


@pytest.mark.parametrize("chosen", [[], ["sun"] * 3, ["sun", "fish", "key", "dragon"], ["sun"] * 5, ["", "", "", ""]])
def test_what_cannot_be_chosen_is_nobodys(chosen):
    assert pictures.secret(chosen) == ""


def test_every_picture_is_drawn_and_named():
    sprite = (Path(pictures.__file__).parent / "static" / "accounts" / "pictures.svg").read_text()
    assert all(f'id="{picture}"' in sprite for picture in pictures.PICTURES)
    assert len({picture_name(picture) for picture in pictures.PICTURES}) == 12


def test_too_little_chance_is_refused():
    with pytest.raises(ValueError, match="random bytes are needed"):
        pictures.draw(b"1234567")
