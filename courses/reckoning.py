"""Reckons what arrives of a transfer, in exact decimals. Knows no pages and no currencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, localcontext

from core.amounts import number

_ENOUGH = 100  # digits: more than any sum that is typed into a field


@dataclass(frozen=True)
class Offer:
    """One way to send the amount. ``arrives`` is None where a number could not be read."""

    name: str
    fee: str
    rate: str
    arrives: Decimal | None


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
