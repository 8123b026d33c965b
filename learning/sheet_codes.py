"""Codes of answer sheets: five signs made from given bytes, and a sixth that shows a slip in reading. Keeps nothing."""

from __future__ import annotations

from accounts import codes

LENGTH = codes.CLASS_CODE_LENGTH
BYTES = codes.CLASS_CODE_BYTES


def sheet_code(random: bytes) -> str:
    """Six signs from at least four bytes."""
    signs = codes.class_code(random)[: LENGTH - 1]
    return signs + _check_sign(signs)


def read_sheet_code(typed: str) -> str | None:
    """The code that was meant, or ``None`` where none can be read or a sign is wrong."""
    code = codes.read_class_code(typed)
    return code if code and code[-1] == _check_sign(code[:-1]) else None


def _check_sign(signs: str) -> str:
    """Luhn's check modulo 32: tells every single wrong sign, and nearly every two that changed places."""
    base = len(codes.SIGNS)
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = codes.SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // base + value % base
    return codes.SIGNS[-total % base]
