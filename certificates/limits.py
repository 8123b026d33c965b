"""Slows down whoever checks certificates faster than people can. Keeps a keyed hash of the address, for two minutes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.doors import address_of

View = Callable[..., HttpResponse]
_SECONDS = 60


def limited(*methods: str) -> Callable[[View], View]:
    """Answer a caller's checks of one minute up to the limit, then ask for patience in words."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and too_many(request):
                response = render(request, "certificates/too_many.html", status=429)
                response.headers["Retry-After"] = str(_SECONDS)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return guard


def too_many(request: HttpRequest) -> bool:
    minute = int(timezone.now().timestamp()) // _SECONDS
    key = f"verify:{salted_hmac('certificates.limits', address_of(request), algorithm='sha256').hexdigest()}:{minute}"
    cache.add(key, 0, timeout=2 * _SECONDS)
    try:
        return cache.incr(key) > settings.VERIFY_CHECKS_PER_MINUTE
    except ValueError:  # thrown out of the cache in between
        return False
