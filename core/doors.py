"""What every door of the site needs: who may post without a token, where to lead, and what to forget on the way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

from core.middleware import SIGNED_IN_HINT

View = Callable[..., HttpResponse]

# What a browser keeps of a person, and where. Not the phone's own random name (``learning.one_phone``): it is nobody's.
_HERS = {
    settings.SESSION_COOKIE_NAME: "/",
    settings.CSRF_COOKIE_NAME: "/",
    settings.LANGUAGE_COOKIE_NAME: "/",
    SIGNED_IN_HINT: "/",
    CookieStorage.cookie_name: "/",
    "here": "/here/",  # the class whose square this phone saw
}


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


def forget_person(response: HttpResponse) -> None:
    """Delete the cookies that tell of a person, by their names.

    ``Clear-Site-Data: "cookies"`` would sign her out of every other site of the same domain too.
    """
    for name, path in _HERS.items():
        response.delete_cookie(name, path=path, samesite="Lax")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Only what our own proxy added last is believed of ``X-Forwarded-For``."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
