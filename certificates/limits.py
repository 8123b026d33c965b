"""Asks whoever checks certificates faster than people can for patience, in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.limits import SECONDS, too_many

View = Callable[..., HttpResponse]


def limited(*methods: str) -> Callable[[View], View]:
    """Answer a caller's checks of one minute up to the limit."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asks = request.method in methods
            if asks and too_many(request, door="verify", a_minute=settings.VERIFY_CHECKS_PER_MINUTE):
                response = render(request, "certificates/too_many.html", status=429)
                response.headers["Retry-After"] = str(SECONDS)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return guard
