"""A recording belongs to words: the mark stays while the words stay, and goes when they change."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import spoken
from media.spoken import Line, Saying


def saying(text: str, title: str = "when", topic: str = "contracts") -> Saying:
    return Saying(text, title, "Question", topic, f"/{title}/")


def test_the_mark_does_not_move_with_gaps_between_words():
    assert len({spoken.mark("en", text) for text in ("Ask first.", " Ask\n first. ", "Ask\u00a0\tfirst.")}) == 1


@given(st.text())
def test_the_mark_is_the_same_however_letters_are_composed(text):
    forms = {spoken.mark("fr", unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {spoken.mark("fr", text)}


def test_the_mark_is_known_to_those_who_keep_recordings_elsewhere():
    assert spoken.mark("ar", "اسألي أولاً") == "7d5b6f76e2d81472e1834b3b9061c714a55c4da7836077d70948ef66e40db237"


@pytest.mark.parametrize(("language", "text"), [("en", "Ask first!"), ("en", "ask first."), ("fil", "Ask first.")])
def test_other_words_or_another_language_have_another_mark(language, text):
    assert spoken.mark(language, text) != spoken.mark("en", "Ask first.")


def test_the_same_words_are_one_line_with_all_their_places():
    true, again, other = saying("True"), saying(" True", "other", "money"), saying("False")
    [line, last] = spoken.gathered("en", [true, other, again, saying("  ")])
    assert line == Line("en", "True", (true, again))
    assert (line.topics, last.text) == ({"contracts", "money"}, "False")


def test_a_line_has_a_number_of_eight_digits_that_follows_from_its_words():
    [line] = spoken.gathered("en", [saying("True")])
    [same] = spoken.gathered("en", [saying("True ", "elsewhere")])
    assert (len(line.number), line.number.isdecimal(), line.number) == (8, True, same.number)
    assert spoken.by_number([line])[line.number] == line


def test_a_number_that_two_lines_share_names_neither():
    [line] = spoken.gathered("en", [saying("True")])
    assert spoken.by_number([line, line]) == {}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("12345678.mp3", ("12345678",)),
        ("1234-5678 Rosa.ogg", ("12345678",)),
        ("take2 1234_5678 (1).m4a", ("12345678",)),
        ("20261121 12345678.mp3", ("20261121", "12345678")),
        ("123456789.mp3", ()),
        ("question one.mp3", ()),
    ],
)
def test_the_numbers_that_a_name_may_carry(name, numbers):
    assert spoken.numbers_in(name) == numbers
