"""Reads amounts as the people of the world write them. Knows no currencies and no units."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = re.compile(r"[0-9]*\.?[0-9]+")


def number(text: str) -> Decimal | None:
    """A number as people write it: digits of any script, comma or point, spaces between thousands.

    The last separator is the decimal one, unless exactly three digits follow it and another stands before or it is a
    comma: ``1,500`` is fifteen hundred, ``48,5`` is forty-eight and a half. After a nought it is always decimal.
    ``money.js`` reads them by the same rule.
    """
    plain = "".join(_digit(sign) for sign in text.strip() if not sign.isspace())
    separators = [place for place, sign in enumerate(plain) if sign in ".,"]
    if separators:
        last = separators[-1]
        thousands = len(plain) - last == 4 and plain[0] != "0" and (len(separators) > 1 or plain[last] == ",")
        whole, rest = (plain, "") if thousands else (plain[:last], plain[last + 1 :])
        plain = whole.replace(",", "").replace(".", "") + (f".{rest}" if rest else "")
    return Decimal(plain) if _DIGITS.fullmatch(plain) else None


def _digit(sign: str) -> str:
    """A digit of any script as 0-9; the Arabic decimal and thousands signs as point and comma."""
    found = unicodedata.decimal(sign, None)
    return str(found) if found is not None else {"٫": ".", "٬": ",", "’": ""}.get(sign, sign)
