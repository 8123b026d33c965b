"""Knows a phone again within a day, in whoever's hands it is: by a random cookie, or by having just been signed out of.

Signing out clears a phone's cookies. For some hours we remember then what it called itself, under a keyed hash of its
address and browser, for the next phone without a cookie that looks the same. Knows no person.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from core.doors import address_of

COOKIE, COOKIE_SECONDS = "phone", 24 * 60 * 60
_REMEMBERED_SECONDS = 3 * 60 * 60
_BYTES = 16
_NAME = re.compile(r"[\w-]{22}", re.ASCII)


def name_of(request: HttpRequest) -> str:
    """What this phone calls itself: as it says, as it said before it was signed out of, else something new."""
    if brought := _brought(request):
        return brought
    place = _place(request)
    left = cache.get(place)
    cache.delete(place)  # one phone comes back, and not all that look like it
    return left or secrets.token_urlsafe(_BYTES)


def keep_name(response: HttpResponse, name: str) -> None:
    response.set_cookie(COOKIE, name, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS)


def remember_left(request: HttpRequest | None, **_signal: Any) -> None:
    """Somebody signs out: what her phone calls itself is about to be cleared from it."""
    if request and (name := _brought(request)):
        cache.set(_place(request), name, timeout=_REMEMBERED_SECONDS)


def _brought(request: HttpRequest) -> str:
    name = request.COOKIES.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


def _place(request: HttpRequest) -> str:
    looks = f"{address_of(request)} {request.headers.get('User-Agent', '')}"
    return f"phone:{salted_hmac('learning.one_phone', looks, algorithm='sha256').hexdigest()}"
