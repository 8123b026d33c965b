"""What waits on a shared phone opens for one person only."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.sealing import Unsealable, key_of, opened, tag_of


def sealed(told: object, person: int) -> str:
    """As ``core/unsent.js`` does it."""
    nonce = bytes(12)
    body = AESGCM(base64.b64decode(key_of(person))).encrypt(nonce, json.dumps(told).encode(), None)
    return base64.b64encode(nonce + body).decode()


def test_what_she_sealed_opens_for_her_and_for_nobody_else():
    assert opened(sealed({"verb": "sent"}, 7), 7) == {"verb": "sent"}
    with pytest.raises(Unsealable):
        opened(sealed({"verb": "sent"}, 7), 8)
    assert tag_of(7) != tag_of(8)


def test_one_changed_letter_is_noticed():
    text = sealed("x", 7)
    for broken in (text[:-4] + "AAA=", "", "no base64 at all", text[:10]):
        with pytest.raises(Unsealable):
            opened(broken, 7)


def test_a_new_secret_still_opens_what_waited(settings):
    waiting = sealed("x", 7)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new"
    assert opened(waiting, 7) == "x"
