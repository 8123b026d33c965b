"""Guards at the doors of views that take a post without a token, because the page that posts is the same for all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def same_origin_post(view: View) -> View:
    """Take a post from our own pages only, told by ``Sec-Fetch-Site`` or ``Origin``; our cookies are SameSite besides.

    A lesson document has no person in it, hence no token. A browser that sends neither header is refused.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not comes_from_us(request):
            return HttpResponseForbidden("This form was not sent from our pages.")
        return view(request, *args, **kwargs)

    return guarded


def comes_from_us(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(origin) and urlsplit(str(origin)).netloc == request.get_host()


def safe_path(path: str, default: str) -> str:
    """A path on this site as given, or the default: never another host, never a scheme."""
    if path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path and path.isprintable():
        return path
    return default


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Only what our own proxy added last is believed of ``X-Forwarded-For``."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
