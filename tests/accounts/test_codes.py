"""Codes are made without look-alikes and read however they are typed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import codes


@given(st.binary(min_size=5, max_size=5))
def test_a_learner_code_is_eight_signs_and_reads_back(random):
    code = codes.learner_code(random)
    assert len(code) == 8
    assert not set(code) & set("ILOU")
    assert codes.read_learner_code(codes.grouped(code)) == code


@given(st.binary(min_size=4, max_size=4))
def test_a_class_code_is_six_signs_and_reads_back(random):
    code = codes.class_code(random)
    assert len(code) == 6
    assert codes.read_class_code(codes.grouped(code).lower()) == code


def test_every_bit_of_five_bytes_is_in_the_code():
    assert codes.learner_code(bytes(5)) == "00000000"
    assert codes.learner_code(b"\xff" * 5) == "ZZZZZZZZ"
    assert codes.learner_code((1).to_bytes(5, "big")) == "00000001"
    assert codes.learner_code((1 << 39).to_bytes(5, "big")) == "G0000000"


def test_codes_are_shown_in_two_halves():
    assert codes.grouped("K7M42P9Q") == "K7M4-2P9Q"
    assert codes.grouped("K7M42P") == "K7M-42P"


@pytest.mark.parametrize(
    "typed",
    [
        "K7M4-2P90",
        "k7m42p90",
        " k7m4 2p9o ",
        "K7M4 – 2P9O",
        "K7M4\u00a02P90",
        "\u200fK7M4-2P90\u200e",
        "Ｋ７Ｍ４２Ｐ９０",
        "K٧M٤-٢P٩٠",
        "K۷M۴-۲P۹۰",
        "K७M४-२P९०",
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert codes.read_learner_code(typed) == "K7M42P90"


def test_look_alikes_are_taken_for_the_digits_they_look_like():
    assert codes.read_learner_code("I1Lil-oO0".replace("-", "")) == "11111000"


@pytest.mark.parametrize(
    "typed", ["", "K7M4-2P9", "K7M4-2P9QQ", "K7M4-2P9U", "K7M4_2P9Q", "женщина1", "a@b.org", "²³⁴½"]
)
def test_what_is_no_code_is_not_read(typed):
    assert codes.read_learner_code(typed) is None


@given(st.text())
def test_reading_never_fails(typed):
    for read in (codes.read_learner_code, codes.read_class_code, codes.read_pin):
        assert read(typed) is None or read(typed).isascii()


@pytest.mark.parametrize("digits", ["000000", "777777", "123456", "654321", "890123", "121212", "123123", "112233"])
def test_pins_that_are_guessed_first_are_refused(digits):
    assert codes.pin(int(digits).to_bytes(8, "big")) is None


def test_a_pin_keeps_its_leading_zeros():
    assert codes.pin((4071).to_bytes(8, "big")) == "004071"


@given(st.binary(min_size=8, max_size=8))
def test_a_pin_is_six_digits_or_nothing(random):
    pin = codes.pin(random)
    assert pin is None or (codes.read_pin(pin) == pin and not codes.is_trivial(pin))


@pytest.mark.parametrize("typed", ["491 703", "491-703", "٤٩١٧٠٣", "४९१७०३", "۴۹۱۷۰۳"])
def test_a_pin_is_read_in_the_digits_of_her_script(typed):
    assert codes.read_pin(typed) == "491703"


@pytest.mark.parametrize("typed", ["", "49170", "4917031", "49170O", "abcdef"])
def test_what_is_no_pin_is_not_read(typed):
    assert codes.read_pin(typed) is None


def test_a_card_token_is_fit_for_an_address_and_only_its_hash_is_kept():
    token = codes.card_token(bytes(range(20)))
    assert token == "AAECAwQFBgcICQoLDA0ODxAREhM"
    assert codes.card_hash(token) == hashlib.sha256(b"AAECAwQFBgcICQoLDA0ODxAREhM").hexdigest()


@pytest.mark.parametrize(
    ("make", "count"), [(codes.learner_code, 4), (codes.class_code, 3), (codes.pin, 7), (codes.card_token, 19)]
)
def test_too_little_chance_is_an_error(make, count):
    with pytest.raises(ValueError, match="random bytes are needed"):
        make(bytes(count))
