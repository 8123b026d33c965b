"""The QR code: what it says, how large it is, and that another program reads it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.payload import to_cbor
from certificates.qr import BadCode, address, draw, from_text, to_text
from certificates.signing import sign
from tests.certificates.test_payload import STATEMENT
from tests.certificates.test_signing import KEY, SEALED

URL = "https://baon.example.org"


@given(st.binary(min_size=1, max_size=400))
def test_the_text_gives_the_bytes_back_in_either_case(sealed):
    assert from_text(to_text(sealed)) == sealed == from_text(to_text(sealed).lower())


@given(st.text(max_size=60))
def test_other_text_is_refused_or_is_the_only_spelling(text):
    try:
        sealed = from_text(text)
    except BadCode:
        return
    assert to_text(sealed) == text.upper()


def test_a_second_spelling_is_refused():
    assert to_text(b"\x00") == "AA"
    with pytest.raises(BadCode):
        from_text("AB")  # the same byte, other spare bits


def test_the_address_stays_in_the_alphanumeric_mode():
    code = draw(address(SEALED, public_url=URL))
    assert (code.mode, code.designator) == ("alphanumeric", "15-Q")


def test_a_long_name_gets_level_m():
    long = replace(STATEMENT, name_own="कमला कुमारी विश्वकर्मा श्रेष्ठ क्षेत्री")
    assert draw(address(sign(to_cbor(long), key=KEY), public_url=URL)).error == "M"


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbarimg is not installed (apt-get install zbar-tools)")
def test_zbarimg_reads_it_back(tmp_path):
    text = address(SEALED, public_url=URL)
    draw(text).save(tmp_path / "code.png", scale=4)
    read = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "code.png"], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == text
    assert from_text(text.rpartition("/")[2]) == SEALED
