"""What every request passes: the language of the interface, and the care that personal pages need."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from core import tongues

Answer = Callable[[HttpRequest], HttpResponse]
_LANGUAGE_PATH = re.compile(r"^/([a-z]{2,3}(?:-[a-z]+)?)/")
SIGNED_IN_HINT = "in"  # readable by scripts: whether progress may be fetched, and whether the phone rests by itself
SHARED_SEEN = "shared_seen"  # in the session of who is on a phone that is not hers: when she was last seen


class InterfaceLanguageMiddleware:
    """The address decides, then the reader's own choice, then her browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._choose(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _choose(self, request: HttpRequest) -> str:
        offered = tongues.open_codes()
        found = _LANGUAGE_PATH.match(request.path_info)
        if found and found[1] in offered:
            return found[1]
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen in offered:
            return chosen
        return best_language(request.headers.get("Accept-Language", ""), offered)


def best_language(accepted: str, offered: tuple[str, ...]) -> str:
    """The first offered language that a browser asks for; Tagalog is answered with Filipino."""
    wishes = []
    for position, part in enumerate(accepted.split(",")):
        code, _semicolon, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), position, code.lower()))
        except ValueError:
            continue
    for _quality, _position, code in sorted(wishes):
        base = code.split("-")[0]
        for candidate in (code, base, "fil" if base == "tl" else base):
            if candidate in offered:
                return candidate
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in offered else offered[0]


class AdminPolicyMiddleware:
    """The admin's own content policy: Wagtail's editor writes inline scripts, which no page for readers may."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            # A preview is a reader's page inside the editor and brings the readers' policy, which forbids the frame.
            response.headers.pop("Content-Security-Policy", None)
        return response


class PrivatePagesMiddleware:
    """A signed-in person's pages are never stored, and every page's scripts can tell that someone is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session_used = request.session.accessed or request.session.modified
        if not session_used:
            return response
        signed_in = request.user.is_authenticated
        if signed_in and not response.headers.get("Cache-Control"):
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["Cookie"])
        hint = request.COOKIES.get(SIGNED_IN_HINT)
        fitting = "1s" if SHARED_SEEN in request.session else "1"
        if signed_in and hint != fitting:
            response.set_cookie(SIGNED_IN_HINT, fitting, samesite="Lax", secure=settings.HTTPS)
        elif not signed_in and hint:
            response.delete_cookie(SIGNED_IN_HINT, samesite="Lax")
        return response
