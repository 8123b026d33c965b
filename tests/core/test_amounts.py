from decimal import Decimal

import pytest

from core.amounts import number

READ = [
    ("204", "204"),
    ("1,500", "1500"),
    ("1.500", "1.5"),
    ("48,5", "48.5"),
    ("48.5", "48.5"),
    ("0,745", "0.745"),
    ("1.500,25", "1500.25"),
    ("1,500.25", "1500.25"),
    ("1 500", "1500"),
    ("12,345,678", "12345678"),
    ("12.345.678", "12345678"),
    ("٢٠٤٫٥", "204.5"),
    ("२०४", "204"),
    ("1’500", "1500"),
    (".5", "0.5"),
    ("5.", "5"),
]
UNREAD = ["", " ", "-5", "1e5", "five", "1_000", "NaN", "Infinity", ".", ",", "+5"]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_number_is_read_as_people_write_it(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_number_is_not_guessed(text):
    assert number(text) is None
