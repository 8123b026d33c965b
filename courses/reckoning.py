"""Reckons what arrives of a transfer, in exact decimals. Knows no pages and no currencies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, localcontext

_DIGITS = re.compile(r"[0-9]*\.?[0-9]+")
_ENOUGH = 100  # digits: more than any sum that is typed into a field


@dataclass(frozen=True)
class Offer:
    """One way to send the amount. ``arrives`` is None where a number could not be read."""

    name: str
    fee: str
    rate: str
    arrives: Decimal | None


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


def offers(amount: str, listed: Iterable[tuple[str, str, str]]) -> tuple[Offer, ...]:
    """Each (name, fee, rate) with what arrives of the amount: less the fee, times the rate, rounded down to cents."""
    return tuple(
        Offer(name, fee, rate, _arrives(number(amount), number(fee), number(rate))) for name, fee, rate in listed
    )


def best(made: Iterable[Offer]) -> Offer | None:
    """The offer that brings most; none where two bring the same or no number can be read."""
    known = sorted((one for one in made if one.arrives is not None), key=lambda one: one.arrives or 0, reverse=True)
    if not known or (len(known) > 1 and known[0].arrives == known[1].arrives):
        return None
    return known[0]


def _arrives(amount: Decimal | None, fee: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if amount is None or fee is None or rate is None or fee > amount:
        return None
    with localcontext(prec=_ENOUGH):
        return ((amount - fee) * rate).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def _digit(sign: str) -> str:
    """A digit of any script as 0-9; the Arabic decimal and thousands signs as point and comma."""
    found = unicodedata.decimal(sign, None)
    return str(found) if found is not None else {"٫": ".", "٬": ",", "’": ""}.get(sign, sign)
