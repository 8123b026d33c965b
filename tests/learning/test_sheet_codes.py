"""Codes on answer sheets, typed by tired people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.codes import SIGNS
from learning.sheet_codes import read_sheet_code, sheet_code

bytes_enough = st.binary(min_size=4, max_size=4)


@given(bytes_enough)
def test_a_code_is_read_as_it_is_printed(random):
    code = sheet_code(random)
    assert read_sheet_code(f" {code[:3].lower()}-{code[3:]} ") == code


@given(bytes_enough, st.integers(0, 5), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_seen(random, place, sign):
    code = sheet_code(random)
    slip = code[:place] + sign + code[place + 1 :]
    assert read_sheet_code(slip) == (code if slip == code else None)


@pytest.mark.parametrize("typed", ["", "K7M42", "K7M42PX", "☃☃☃☃☃☃"])
def test_what_is_no_code_is_not_read(typed):
    assert read_sheet_code(typed) is None
