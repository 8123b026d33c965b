"""Sums of transfers: exact."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.reckoning import Offer, best, offers


def test_what_arrives_is_the_amount_less_the_fee_times_the_rate():
    made = offers("204", [("A", "4", "50"), ("B", "0", "48.5")])
    assert made == (Offer("A", "4", "50", Decimal("10000.00")), Offer("B", "0", "48.5", Decimal("9894.00")))
    assert best(made) == made[0]


def test_cents_are_cut_never_rounded_up():
    assert offers("1", [("A", "0", "0.199999999999999999")])[0].arrives == Decimal("0.19")


def test_nothing_arrives_when_the_fee_is_more_than_the_amount_or_a_number_is_missing():
    made = offers("3", [("A", "4", "50"), ("B", "free", "48.5")])
    assert [offer.arrives for offer in made] == [None, None]
    assert best(made) is None


def test_equal_offers_have_no_best():
    assert best(offers("100", [("A", "0", "2"), ("B", "50", "4")])) is None


@given(st.decimals(0, 10**9, places=3), st.decimals(0, 10**6, places=6))
def test_no_sum_is_lost_to_rounding(amount, rate):
    arrived = offers(f"{amount:f}", [("A", "0.000000", f"{rate:f}")])[0].arrives
    assert arrived is not None
    assert 0 <= amount * rate - arrived < Decimal("0.01")
