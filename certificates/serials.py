"""The number of a certificate: made from randomness, written for people, read back with patience."""

from __future__ import annotations

import re
import unicodedata

# Crockford's base 32: no I, L, O, U, so that no two signs look alike.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BYTES = 12
_BITS = 95  # nineteen signs; with the check sign five groups of four
_SIGNS = _BITS // 5
_LOOKALIKES = str.maketrans("OIL", "011")
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


class BadSerial(ValueError):
    """Not the number of any certificate: a sign is wrong, missing or too many."""


def new_serial(randomness: bytes) -> str:
    """Twenty signs from twelve random bytes: 95 bits and a check sign."""
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"A serial takes {RANDOM_BYTES} random bytes, not {len(randomness)}.")
    return _written(int.from_bytes(randomness) >> 1)


def parse(text: str) -> str:
    """The serial as kept, from what a person typed: any case, spaces, dashes, O for 0, I or L for 1, other digits."""
    signs = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text)).upper().translate(_LOOKALIKES)
    if len(signs) != _SIGNS + 1 or not set(signs) <= set(ALPHABET):
        raise BadSerial(text)
    values = [_VALUES[sign] for sign in signs]
    if _check(values[:-1]) != values[-1]:
        raise BadSerial(text)
    return signs


def grouped(serial: str) -> str:
    """In fours, as printed."""
    return "-".join(re.findall(".{1,4}", serial))


def to_bytes(serial: str) -> bytes:
    """The twelve bytes a seal carries, without the check sign."""
    number = 0
    for sign in parse(serial)[:-1]:
        number = number * 32 + _VALUES[sign]
    return number.to_bytes(RANDOM_BYTES)


def from_bytes(raw: bytes) -> str:
    """The serial that a seal carries. Raises ``BadSerial``."""
    number = int.from_bytes(raw)
    if len(raw) != RANDOM_BYTES or number >> _BITS:
        raise BadSerial(raw.hex())
    return _written(number)


def _written(number: int) -> str:
    values = [number >> shift & 31 for shift in range(_BITS - 5, -1, -5)]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def _check(values: list[int]) -> int:
    """A Reed-Solomon check in GF(32). Unlike Crockford's own (modulo 37) it needs no signs beyond the alphabet, and it
    finds every single wrong sign and every two that changed places."""
    total = 0
    for value in values:
        total = (total ^ value) << 1
        total ^= 0b100101 if total > 31 else 0
    return total


def _plain(sign: str) -> str:
    """Spaces, dashes and invisible marks go; digits of other scripts become ours."""
    if unicodedata.category(sign) in {"Zs", "Cc", "Cf", "Pd"}:
        return ""
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)
