"""One-time codes, held against the vectors of the standard."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import onetime
from accounts.onetime import Typed

SHARED = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(moment, code):
    assert onetime.code_of(SHARED, step=onetime.step_at(moment)) == code


@given(st.integers(0, 2**40), st.integers(-3, 3))
def test_a_code_belongs_to_its_half_minute_and_its_neighbours_see_it(now, away):
    code = onetime.code_of(SHARED, step=now + 10 + away)
    found = onetime.step_of(SHARED, code, now=now + 10)
    assert found == now + 10 + away if abs(away) <= 1 else found is None or found != now + 10 + away


@pytest.mark.parametrize(("last", "now", "step"), [(0, 100, 100), (99, 100, 100), (100, 100, 101), (101, 100, None)])
def test_the_first_code_that_is_not_spent(last, now, step):
    assert onetime.unspent_step(last=last, now=now) == step


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", Typed(code="123456")),
        (" 123-456 ", Typed(code="123456")),
        ("१२३४५६", Typed(code="123456")),
        ("1234 5678 9012", Typed(paper="123456789012")),
        ("12345", Typed()),
        ("12345a", Typed()),
        ("", Typed()),
    ],
)
def test_one_field_reads_both_kinds(typed, read):
    assert onetime.read(typed) == read


@given(st.binary(min_size=8, max_size=12))
def test_paper_codes_are_read_back_as_they_are_printed(random):
    paper = onetime.paper_code(random)
    assert onetime.read(onetime.in_fours(paper)) == Typed(paper=paper)


def test_the_square_says_whose_and_where():
    address = onetime.address(SHARED, account="grace@hope.example", issuer="Baon")
    place = urlsplit(address)
    assert (place.scheme, place.netloc, unquote(place.path)) == ("otpauth", "totp", "/Baon:grace@hope.example")
    assert parse_qs(place.query) == {"secret": [SHARED], "issuer": ["Baon"]}


@pytest.mark.parametrize("make", [onetime.secret, onetime.paper_code])
def test_too_little_chance_is_refused(make):
    with pytest.raises(ValueError, match="random bytes are needed"):
        make(b"1234567")
