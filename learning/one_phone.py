"""Knows a phone again within a day, in whoever's hands it is: by a random cookie that stays when somebody signs out.

The cookie is the phone's own name and nobody's: what is kept of an arrival is its mark for one session alone.
"""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE, COOKIE_SECONDS = "phone", 24 * 60 * 60
_BYTES = 16
_NAME = re.compile(r"[\w-]{22}", re.ASCII)


def name_of(request: HttpRequest) -> str:
    """What this phone calls itself: as it says, else something new."""
    name = request.COOKIES.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else secrets.token_urlsafe(_BYTES)


def keep_name(response: HttpResponse, name: str) -> None:
    response.set_cookie(COOKIE, name, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS)
