"""Codes, PINs and card tokens: made from given bytes, shown in groups, read as people type them. Keeps nothing."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from itertools import pairwise

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LEARNER_CODE_LENGTH = 8
CLASS_CODE_LENGTH = 6
PIN_LENGTH = 6
NUMBER_LENGTH = 9

LEARNER_CODE_BYTES = 5
CLASS_CODE_BYTES = 4
PIN_BYTES = 8
NUMBER_BYTES = 8
CARD_TOKEN_BYTES = 20

_LOOK_ALIKES = {"O": "0", "I": "1", "L": "1"}
_UNHEARD = {"Zs", "Pd", "Cf", "Cc"}  # spaces, dashes, and marks of direction that come along when pasting
_GUESSED_FIRST = frozenset({"112233", "332211", "123321", "147258", "159753", "456789", "789456"})


def learner_code(random: bytes) -> str:
    """Eight signs from at least five bytes."""
    return _signs(random, count=LEARNER_CODE_LENGTH)


def class_code(random: bytes) -> str:
    """Six signs from at least four bytes."""
    return _signs(random, count=CLASS_CODE_LENGTH)


def grouped(code: str) -> str:
    """The code as it is printed: in two halves, ``K7M4-2P9Q``."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def read_learner_code(typed: str) -> str | None:
    """The code that was meant, or ``None`` where no learner code can be read."""
    return _read(typed, length=LEARNER_CODE_LENGTH)


def read_class_code(typed: str) -> str | None:
    """The code that was meant, or ``None`` where no class code can be read."""
    return _read(typed, length=CLASS_CODE_LENGTH)


def pin(random: bytes) -> str | None:
    """Six digits from at least eight bytes; ``None`` for one that is guessed first: ask for other bytes."""
    _require(random, count=PIN_BYTES)
    digits = f"{int.from_bytes(random, 'big') % 10**PIN_LENGTH:0{PIN_LENGTH}}"
    return None if is_trivial(digits) else digits


def is_trivial(digits: str) -> bool:
    """Whether the digits are one block repeated, run up or down, or stand on every list of first guesses."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    repeats = any(digits == digits[:size] * (PIN_LENGTH // size) for size in (1, 2, 3))
    return repeats or steps in ({1}, {9}) or digits in _GUESSED_FIRST


def read_pin(typed: str) -> str | None:
    """Six digits of any script, or ``None``."""
    digits = plain_digits(typed)
    return digits if len(digits) == PIN_LENGTH else None


def learner_number(random: bytes) -> str:
    """Nine digits from at least eight bytes: the learner code of who types no letters."""
    _require(random, count=NUMBER_BYTES)
    return f"{int.from_bytes(random, 'big') % 10**NUMBER_LENGTH:0{NUMBER_LENGTH}}"


def read_learner_number(typed: str) -> str | None:
    """Nine digits of any script, or ``None``."""
    digits = plain_digits(typed)
    return digits if len(digits) == NUMBER_LENGTH else None


def in_threes(number: str) -> str:
    """A learner number as it is printed: ``482 109 375``."""
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def plain_digits(typed: str) -> str:
    """The digits of any script as 0–9; nothing where there is anything else but spaces and dashes."""
    digits = _plain(typed)
    return digits if digits.isdecimal() and digits.isascii() else ""


def card_token(random: bytes) -> str:
    """A token for an address, of at least 160 bits."""
    _require(random, count=CARD_TOKEN_BYTES)
    return base64.urlsafe_b64encode(random).rstrip(b"=").decode()


def card_hash(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signs(random: bytes, *, count: int) -> str:
    _require(random, count=-(-count * 5 // 8))
    number = int.from_bytes(random, "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(count)))


def _require(random: bytes, *, count: int) -> None:
    if len(random) < count:
        raise ValueError(f"{count} random bytes are needed, {len(random)} were given")


def _read(typed: str, *, length: int) -> str | None:
    signs = "".join(_LOOK_ALIKES.get(sign, sign) for sign in _plain(typed).upper())
    return signs if len(signs) == length and set(signs) <= set(SIGNS) else None


def _plain(typed: str) -> str:
    """Digits of every script as 0–9, full-width letters as plain ones, without spaces and dashes."""
    heard = (sign for sign in unicodedata.normalize("NFKC", typed) if unicodedata.category(sign) not in _UNHEARD)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in heard)
