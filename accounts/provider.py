"""Asks the OpenID provider of a ministry who somebody is: authorization code, PKCE, state and nonce.

The only place of this room that opens a connection. What the provider says is judged by ``id_token``.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.core.cache import cache
from requests import RequestException

from accounts import id_token
from accounts.id_token import Identity

SECONDS = 4
_DESCRIPTION_SECONDS, _AWAY_SECONDS = 10 * 60, 15
_AWAY = "away"
RETURN_PATH = "/sign-in/staff/return/"


@dataclass(frozen=True)
class Journey:
    """What we remember while she is at the provider; good for one return."""

    state: str
    nonce: str
    verifier: str


class Refused(Exception):
    """She did not come back as she went, or the provider's word does not hold. The reason is for the log."""


class Away(Exception):
    """The provider does not answer."""


def is_there() -> bool:
    """Whether this site has a provider at all."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def set_out() -> tuple[str, Journey]:
    """Where to send her, and what to remember until she returns. Raises ``Away``."""
    journey = Journey(*(secrets.token_urlsafe(48) for _secret in range(3)))
    with _session() as session:
        about = _about(session)
        address, _state = session.create_authorization_url(
            about["authorization_endpoint"],
            state=journey.state,
            code_verifier=journey.verifier,
            nonce=journey.nonce,
        )
    return str(address), journey


def come_back(journey: Journey, returned: Mapping[str, str], *, now: datetime) -> Identity:
    """Who came back with these words in the address. Raises ``Refused`` and ``Away``."""
    if not secrets.compare_digest(returned.get("state", "").encode(), journey.state.encode()):
        raise Refused("state")
    if not returned.get("code"):
        raise Refused(returned.get("error") or "no code")
    with _session() as session:
        about = _about(session)
        if returned.get("iss", about["issuer"]) != about["issuer"]:
            raise Refused("another provider")
        token = _exchange(session, about, returned["code"], journey)
        keys = _fetch(session, about["jwks_uri"])
    try:
        return id_token.check(
            token,
            keys=keys,
            issuer=about["issuer"],
            client_id=str(settings.OIDC["client_id"]),
            nonce=journey.nonce,
            now=int(now.timestamp()),
        )
    except id_token.BadToken as error:
        raise Refused(str(error)) from error


def is_second_factor(identity: Identity) -> bool:
    """Whether the way she signed in there counts as a second factor here."""
    return bool(identity.methods & set(settings.OIDC["second_factor"]))


def may_have_account(identity: Identity) -> bool:
    """Whether her address is of a domain whose people get an account of their own accord."""
    return identity.email.rpartition("@")[2] in {domain.lower() for domain in settings.OIDC["domains"]}


def _session() -> OAuth2Session:
    return OAuth2Session(
        settings.OIDC["client_id"],
        settings.OIDC["client_secret"] or None,
        scope="openid email profile",
        redirect_uri=f"{settings.PUBLIC_URL}{RETURN_PATH}",
        code_challenge_method="S256",
        default_timeout=SECONDS,
    )


def _about(session: OAuth2Session) -> dict[str, Any]:
    """The provider's own description. Kept for minutes, and that it is away for seconds: anybody can make us ask."""
    issuer = str(settings.OIDC["issuer"]).rstrip("/")
    place = f"provider:{hashlib.sha256(issuer.encode()).hexdigest()}"
    kept = cache.get(place)
    if kept == _AWAY:
        raise Away(issuer)
    if kept is not None:
        return dict(kept)
    try:
        about = _described(session, issuer)
    except Away:
        cache.set(place, _AWAY, timeout=_AWAY_SECONDS)
        raise
    cache.set(place, about, timeout=_DESCRIPTION_SECONDS)
    return about


def _described(session: OAuth2Session, issuer: str) -> dict[str, Any]:
    """What it says of itself, which must be of the provider that we mean."""
    about = _fetch(session, f"{issuer}/.well-known/openid-configuration")
    if str(about.get("issuer")).rstrip("/") != issuer or not {
        "authorization_endpoint", "token_endpoint", "jwks_uri"
    } <= about.keys():  # fmt: skip
        raise Away("describes another provider")
    return about


def _fetch(session: OAuth2Session, address: str) -> dict[str, Any]:
    try:
        answer = session.get(address, withhold_token=True)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, ValueError) as error:
        raise Away(address) from error
    if not isinstance(found, dict):
        raise Away(address)
    return found


def _exchange(session: OAuth2Session, about: dict[str, Any], code: str, journey: Journey) -> str:
    """The identity token for the code that she brought."""
    try:
        tokens = session.fetch_token(
            about["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=journey.verifier
        )
    except OAuthError as error:
        raise Refused(str(error.error)) from error
    except (RequestException, ValueError) as error:
        raise Away(about["token_endpoint"]) from error
    if not isinstance(tokens.get("id_token"), str):
        raise Refused("no identity token")
    return str(tokens["id_token"])
