"""Says before the start which settings of the doors would leave one open."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_HERE = {"localhost", "127.0.0.1", "::1"}


@register
def doors(**_given: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    issuer = urlsplit(settings.OIDC["issuer"])
    if issuer.netloc and issuer.scheme != "https" and issuer.hostname not in _HERE:
        found.append(Error("OIDC_ISSUER must begin with https://.", id="accounts.E001"))
    if settings.DEMO_CODES_FOR and not settings.DEMO_CODES_FOR.endswith(".example"):
        found.append(
            Error("DEMO_CODES_FOR shows second factors to everyone; only an .example domain may.", id="accounts.E002")
        )
    return found
