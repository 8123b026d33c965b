"""Keeps the key that signs certificates, and the public keys of all that ever did. Nothing here is ever overwritten."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from certificates import payload, signing
from certificates.signing import Key

PRIVATE_NAME = "signing.pem"
PUBLIC_SUFFIX = ".public.pem"


class WrongKey(Exception):
    """The key given is not a P-256 private key."""


def current() -> Key:
    """The key that signs: given as SIGNING_KEY, else the one kept on this machine, made when first asked for."""
    return _load(Path(settings.SIGNING_KEYS_DIR), getattr(settings, "SIGNING_KEY", ""))


def public() -> dict[bytes, ec.EllipticCurvePublicKey]:
    """By id, every key whose certificates are ours: the current one and those before it."""
    current()
    kept = sorted(Path(settings.SIGNING_KEYS_DIR).glob(f"*{PUBLIC_SUFFIX}"))
    keys = [_public(path.read_bytes()) for path in kept]
    return {signing.key_id(key): key for key in keys}


def statement_in(sealed: bytes) -> payload.Statement:
    """What a seal of ours states. Raises ``NotOurs``, ``Broken`` or ``Unreadable``."""
    return payload.from_cbor(signing.verify(sealed, keys=public()))


@lru_cache(maxsize=4)
def _load(folder: Path, given: str) -> Key:
    # A .env file keeps the given key on one line.
    pem = given.replace("\\n", "\n").encode() if given else _kept(folder / PRIVATE_NAME, _new_pem)
    key = Key(_private(pem))
    _kept(folder / f"{key.id.hex()}{PUBLIC_SUFFIX}", lambda: _public_pem(key))
    return key


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """A file's content, made first where there is none. Of two processes at once one wins, and both read its file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path, make())
    return path.read_bytes()


def _write_once(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)  # like O_EXCL it never replaces, and nobody sees half a key
    draft.unlink()


def _private(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise WrongKey("SIGNING_KEY is not a P-256 private key")
    return key


def _public(pem: bytes) -> ec.EllipticCurvePublicKey:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise WrongKey("not a P-256 public key")
    return key


def _new_pem() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(key: Key) -> bytes:
    return key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
