"""Judges what an OpenID provider says of a person: signature, issuer, audience, time, nonce. Asks nobody itself."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwk, jwt
from joserfc.errors import JoseError

# Signatures alone: never "none", never a shared secret, whatever a token or a provider names.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_SECONDS = 60


@dataclass(frozen=True)
class Identity:
    """Whom the provider has seen. ``methods`` tells how (``amr`` and ``acr``); ``mark`` is hers there for good.

    An address may go to another person one day; issuer and subject, of which ``mark`` is a hash, never do.
    """

    mark: str
    email: str
    name: str
    methods: frozenset[str]


class BadToken(ValueError):
    """The token is not what it should be; the reason is for the log, never for the person."""


def check(token: str, *, keys: Any, issuer: str, client_id: str, nonce: str, now: int) -> Identity:
    """Who the token speaks of. ``keys`` is the provider's JWK set. Raises ``BadToken``."""
    try:
        claims = jwt.decode(token, jwk.KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
        _expectations(issuer, client_id, nonce, now).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise BadToken(type(error).__name__) from error
    _only_for_us(claims, client_id)
    if claims.get("email_verified") is not True:
        raise BadToken("email not verified")
    return Identity(
        mark=hashlib.sha256(f"{issuer}\n{claims['sub']}".encode(errors="backslashreplace")).hexdigest(),
        email=str(claims["email"]).strip().lower(),
        name=str(claims.get("name") or ""),
        methods=_methods(claims.get("amr"), claims.get("acr")),
    )


def _expectations(issuer: str, client_id: str, nonce: str, now: int) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
        email={"essential": True},
    )


def _only_for_us(claims: Mapping[str, Any], client_id: str) -> None:
    """A token for several must name us as the one who asked for it."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise BadToken("asked for by another")


def _methods(amr: object, acr: object) -> frozenset[str]:
    told: Collection[object] = amr if isinstance(amr, list) else ()
    return frozenset(str(each) for each in [*told, acr] if each)
