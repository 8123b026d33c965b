"""Seals bytes and opens seals: COSE_Sign1 (RFC 9052) with ES256. Knows not what it seals, nor where keys are kept."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

SIGN1_TAG = 18
ALGORITHM, KEY_ID = 1, 4  # labels in the protected header
ES256 = -7
_HALF = 32  # bytes of r, and of s


class NotOurs(Exception):
    """Not a seal, or not one made with a key we know."""


class Broken(Exception):
    """A seal that names a key of ours, but does not fit what it seals."""


@dataclass(frozen=True)
class Key:
    """A P-256 key that signs."""

    private: EllipticCurvePrivateKey

    @property
    def id(self) -> bytes:
        return key_id(self.private.public_key())


def sign(payload: bytes, *, key: Key) -> bytes:
    """Seal the payload; the key's id stands in the protected header."""
    protected = cbor2.dumps({ALGORITHM: ES256, KEY_ID: key.id}, canonical=True)
    r, s = decode_dss_signature(key.private.sign(_signed(protected, payload), ECDSA(SHA256())))
    signature = r.to_bytes(_HALF) + s.to_bytes(_HALF)
    return cbor2.dumps(cbor2.CBORTag(SIGN1_TAG, [protected, {}, payload, signature]), canonical=True)


def verify(sealed: bytes, *, keys: Mapping[bytes, EllipticCurvePublicKey]) -> bytes:
    """The payload, if one of these keys sealed exactly these bytes. Raises ``NotOurs`` or ``Broken``."""
    protected, payload, signature = _parts(sealed)
    key = keys.get(_key_named_in(protected))
    if key is None:
        raise NotOurs("sealed with a key we do not know")
    r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
    try:
        key.verify(encode_dss_signature(r, s), _signed(protected, payload), ECDSA(SHA256()))
    except InvalidSignature as error:
        raise Broken("the signature does not fit") from error
    return payload


def key_id(public: EllipticCurvePublicKey) -> bytes:
    """The first eight bytes of the key's thumbprint (RFC 7638)."""
    x, y = _coordinates(public)
    return hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest()[:8]


def jwk(public: EllipticCurvePublicKey) -> dict[str, str]:
    """The key as others take it up (RFC 7517); ``kid`` is the key's id in hex."""
    x, y = _coordinates(public)
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256", "use": "sig", "kid": key_id(public).hex()}


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    """Protected header, payload and signature of a seal that has exactly the form we write."""
    try:
        tagged = cbor2.loads(sealed)
        # Written again it must be the same: no second spelling of a seal, and nothing after its end.
        same = cbor2.dumps(tagged, canonical=True) == sealed
    except Exception as error:  # whatever a decoder says of bytes that are not ours
        raise NotOurs("not a seal") from error
    if not same or not isinstance(tagged, cbor2.CBORTag) or tagged.tag != SIGN1_TAG:
        raise NotOurs("not a seal of our form")
    match tagged.value:
        case [bytes() as protected, dict() as unprotected, bytes() as payload, bytes() as signature]:
            if unprotected or len(signature) != 2 * _HALF:
                raise Broken("not a seal of our form")
            return protected, payload, signature
    raise NotOurs("not a seal of our form")


def _key_named_in(protected: bytes) -> bytes:
    try:
        header = cbor2.loads(protected)
    except Exception as error:  # as above
        raise NotOurs("a header that cannot be read") from error
    match header:
        case {1: -7, 4: bytes() as named} if len(header) == 2:  # ALGORITHM: ES256, KEY_ID
            return named
    raise NotOurs("a header of another form")


def _signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _coordinates(public: EllipticCurvePublicKey) -> tuple[str, str]:
    numbers = public.public_numbers()
    x, y = (urlsafe_b64encode(number.to_bytes(_HALF)).rstrip(b"=").decode() for number in (numbers.x, numbers.y))
    return x, y
