"""Seals: made, opened, broken, and opened by a library that is not ours."""

from __future__ import annotations

import itertools

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from certificates.payload import to_cbor
from certificates.signing import Broken, Key, NotOurs, jwk, sign, verify
from tests.certificates.test_payload import STATEMENT

KEY = Key(ec.generate_private_key(ec.SECP256R1()))
OTHER = Key(ec.generate_private_key(ec.SECP256R1()))
KEYS = {KEY.id: KEY.private.public_key()}
SEALED = sign(to_cbor(STATEMENT), key=KEY)


@given(st.binary(max_size=500))
def test_what_was_sealed_comes_out(payload):
    assert verify(sign(payload, key=KEY), keys=KEYS) == payload


def test_an_old_key_still_opens_its_seals():
    both = {**KEYS, OTHER.id: OTHER.private.public_key()}
    assert verify(sign(b"old", key=OTHER), keys=both) == b"old"


def test_a_key_we_do_not_know_is_not_ours():
    with pytest.raises(NotOurs):
        verify(sign(b"theirs", key=OTHER), keys=KEYS)


def test_our_name_on_another_signature_is_broken():
    tag = cbor2.loads(sign(to_cbor(STATEMENT), key=OTHER))
    protected = cbor2.dumps({1: -7, 4: KEY.id}, canonical=True)
    forged = cbor2.dumps(cbor2.CBORTag(18, [protected, *tag.value[1:]]), canonical=True)
    with pytest.raises(Broken):
        verify(forged, keys=KEYS)


def test_one_flipped_bit_anywhere_is_refused():
    for place in range(len(SEALED) * 8):
        flipped = bytearray(SEALED)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises((NotOurs, Broken)):
            verify(bytes(flipped), keys=KEYS)


@given(st.integers(0, len(SEALED) - 1), st.binary(min_size=1, max_size=3))
def test_bytes_put_in_or_taken_out_are_refused(place, more):
    for changed in (SEALED[:place] + more + SEALED[place:], SEALED[:place] + SEALED[place + len(more) :]):
        with pytest.raises((NotOurs, Broken)):
            verify(changed, keys=KEYS)


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        SEALED[:-1],
        SEALED + b"\x00",
        SEALED[1:],  # without its tag
        cbor2.dumps(cbor2.CBORTag(18, ["", {}, b"", b""])),
        cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b"", b""])),
        cbor2.dumps(cbor2.CBORTag(18, [b"\xff", {}, b"", bytes(64)])),
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -8, 4: KEY.id}), {}, b"", bytes(64)])),
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: KEY.id}), {5: 1}, b"", bytes(64)])),
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: KEY.id}), {}, b"", bytes(64)])),
    ],
    ids=map(str, itertools.count()),
)
def test_another_form_is_refused(sealed):
    with pytest.raises((NotOurs, Broken)):
        verify(sealed, keys=KEYS)


@given(st.binary(max_size=300))
def test_any_bytes_are_answered_without_a_crash(sealed):
    with pytest.raises((NotOurs, Broken)):
        verify(sealed, keys=KEYS)


def test_an_outside_library_reads_the_seal():
    key = cwt.COSEKey.from_jwk({**jwk(KEY.private.public_key()), "kid": KEY.id.hex()})
    key = cwt.COSEKey.new({1: 2, -1: 1, 2: KEY.id, 3: -7, -2: key.to_dict()[-2], -3: key.to_dict()[-3]})
    claims = cwt.decode(SEALED, keys=key)
    assert (claims[1], claims[-65537][1]) == (STATEMENT.issuer, STATEMENT.name)
