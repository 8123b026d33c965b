"""Turns a seal into the address in a QR code, and back. Everything stays in the signs of QR's alphanumeric mode.

Measured with an address of 30 signs: a single Latin name gives 195 sealed bytes, 340 signs, version 13 at level Q; a
long Latin name 250 bytes, 426 signs, 15-Q; a name in Latin and in Devanagari with a Nepali title 320 bytes, 540 signs,
15-M. In a picture of 37 mm a module of version 15 is 0.48 mm wide; the longest names met need 17-M, 0.43 mm.
"""

from __future__ import annotations

from base64 import b32decode, b32encode
from binascii import Error as NotBase32

import segno

PATH = "/V/"
_MOST_SIGNS_AT_Q = 426  # version 15; beyond it the modules get too small


class BadCode(ValueError):
    """Not the text of a seal."""


def address(sealed: bytes, *, public_url: str) -> str:
    """Where the code leads. Upper case throughout: letters cost 5.5 bits instead of 8."""
    return f"{public_url.upper()}{PATH}{to_text(sealed)}"


def to_text(sealed: bytes) -> str:
    return b32encode(sealed).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """The sealed bytes. Raises ``BadCode``, also for a second spelling of the same bytes."""
    upper = text.upper()
    try:
        sealed = b32decode(upper + "=" * (-len(upper) % 8))
    except (NotBase32, ValueError) as error:
        raise BadCode("not base 32") from error
    if to_text(sealed) != upper:
        raise BadCode("another spelling")
    return sealed


def draw(text: str) -> segno.QRCode:
    """Level Q, so that a fold or a stain does no harm, as long as the modules stay large; else M."""
    level = "q" if len(text) <= _MOST_SIGNS_AT_Q else "m"
    return segno.make(text, error=level, micro=False, boost_error=False)
