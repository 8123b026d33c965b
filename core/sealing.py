"""What of a person waits on a phone is locked with a key that the phone does not keep. Here are the keys."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

_NONCE = 12  # bytes, before the sealed text


class Unsealable(ValueError):
    """It was not sealed for this person, or was changed since."""


def tag_of(person_id: object) -> str:
    """A name for the person that says nothing about her: what of hers waits on a phone stands under it."""
    return str(salted_hmac("core.sealing.tag", str(person_id), algorithm="sha256").hexdigest()[:16])


def key_of(person_id: object) -> str:
    """32 bytes as base64: given to her own pages only, and to them anew each time."""
    return base64.b64encode(next(_keys(person_id))).decode()


def opened(sealed: str, person_id: object) -> object:
    """What was sealed as JSON with her key, also with one from before the secret was changed. Raises ``Unsealable``."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unsealable from error
    for key in _keys(person_id):
        try:
            return json.loads(AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], None))
        except (InvalidTag, ValueError):
            continue
    raise Unsealable


def _keys(person_id: object) -> Iterator[bytes]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac("core.sealing.key", str(person_id), secret=secret, algorithm="sha256").digest()
