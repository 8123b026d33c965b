"""The number of a certificate."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.serials import ALPHABET, BadSerial, from_bytes, grouped, new_serial, parse, to_bytes

randomness = st.binary(min_size=12, max_size=12)
serials = randomness.map(new_serial)


def test_it_stands_in_five_groups_of_four():
    assert grouped(new_serial(b"\x00" * 11 + b"\x02")) == "0000-0000-0000-0000-0012"


@given(serials)
def test_it_is_read_as_it_was_written(serial):
    assert parse(grouped(serial)) == serial
    assert from_bytes(to_bytes(serial)) == serial


@given(randomness, randomness)
def test_ninety_five_bits_are_kept(one, other):
    assume(int.from_bytes(one) >> 1 != int.from_bytes(other) >> 1)
    assert new_serial(one) != new_serial(other)


@given(serials, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(serial, place, sign):
    assume(serial[place] != sign)
    with pytest.raises(BadSerial):
        parse(serial[:place] + sign + serial[place + 1 :])


@given(serials, st.integers(0, 19), st.integers(0, 19))
def test_two_signs_that_changed_places_are_found(serial, one, other):
    assume(serial[one] != serial[other])
    signs = list(serial)
    signs[one], signs[other] = signs[other], signs[one]
    with pytest.raises(BadSerial):
        parse("".join(signs))


SERIAL = new_serial(bytes(range(12)))


@pytest.mark.parametrize(
    "typed",
    [
        SERIAL.lower(),
        f"  {grouped(SERIAL)}  ",
        grouped(SERIAL).replace("-", " "),
        grouped(SERIAL).replace("-", "–"),
        grouped(SERIAL).replace("-", "\u00a0"),
        f"\u2066{grouped(SERIAL)}\u2069",
        SERIAL.replace("0", "O").replace("1", "l"),
        SERIAL.replace("0", "o").replace("1", "I"),
        SERIAL.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        SERIAL.translate(str.maketrans("0123456789", "०१२३४५६७८९")),
    ],
)
def test_people_may_type_it_their_way(typed):
    assert parse(typed) == SERIAL


@pytest.mark.parametrize("typed", ["", SERIAL[:-1], SERIAL + "0", "U" * 20, "é" * 20, "\x00", "١" * 500])
def test_what_cannot_be_a_number_is_told_apart(typed):
    with pytest.raises(BadSerial):
        parse(typed)


@pytest.mark.parametrize("raw", [b"", b"\x00" * 11, b"\xff" * 12])
def test_bytes_of_no_serial_are_refused(raw):
    with pytest.raises(BadSerial):
        from_bytes(raw)


def test_too_little_randomness_is_refused():
    with pytest.raises(ValueError, match="12 random bytes"):
        new_serial(b"123")
