"""Where the signing key lives."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from certificates import keys, signing
from certificates.signing import NotOurs
from tests.certificates.test_signing import OTHER

PEM = OTHER.private.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()


def folder(settings) -> Path:
    return Path(settings.SIGNING_KEYS_DIR)


def test_the_key_is_made_once_and_only_its_owner_reads_it(settings):
    first = keys.current()
    keys._load.cache_clear()
    assert keys.current().id == first.id
    assert sorted(path.name for path in folder(settings).iterdir()) == sorted(
        ["signing.pem", f"{first.id.hex()}.public.pem"]
    )
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder(settings).iterdir()} == {0o600}


def test_processes_that_start_at_once_share_one_key(settings):
    def ask(_number: int) -> bytes:
        return keys._load.__wrapped__(folder(settings), "").id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


def test_after_a_new_key_old_seals_still_open(settings):
    old = signing.sign(b"old", key=keys.current())
    (folder(settings) / "signing.pem").rename(folder(settings) / "signing.2026.pem")
    keys._load.cache_clear()
    new = signing.sign(b"new", key=keys.current())
    assert [signing.verify(sealed, keys=keys.public()) for sealed in (old, new)] == [b"old", b"new"]
    assert len(keys.public()) == 2


@pytest.mark.parametrize("given", [PEM, PEM.replace("\n", "\\n")])
def test_the_environment_may_give_the_key(settings, given):
    settings.SIGNING_KEY = given
    assert keys.current().id == OTHER.id
    assert list(keys.public()) == [OTHER.id]
    assert not (folder(settings) / "signing.pem").exists()


@pytest.mark.parametrize(
    "private", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)]
)  # fmt: skip
def test_a_key_of_another_kind_is_refused(settings, private):
    settings.SIGNING_KEY = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    with pytest.raises(keys.WrongKey):
        keys.current()


def test_a_seal_by_a_stranger_is_not_ours():
    with pytest.raises(NotOurs):
        keys.statement_in(signing.sign(b"x", key=OTHER))
