"""The last step through every door: the session opens and she goes on where she wanted to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts import presence
from accounts.models import User
from accounts.permissions import home_of
from core import tongues
from core.doors import safe_path

UNSENT_PAGE = "/sign-in/unsent/"


def onward_of(request: HttpRequest) -> str:
    """Where she wanted to go, on this site; empty when she came to the door itself."""
    return safe_path(request.POST.get("next") or request.GET.get("next", ""), "")


def come_in(
    request: HttpRequest, user: User, *, onward: str, own_phone: bool = False, proved: bool = False
) -> HttpResponse:
    """Open the session. Who had sent something in vain is asked about that first."""
    presence.enter(request, user, own_phone=own_phone, proved=proved)
    waiting = UNSENT_PAGE if presence.unsent(request.session) else ""
    response = HttpResponseRedirect(waiting or onward or home_of(user))
    if user.language in tongues.open_codes():
        remember_language(response, user.language)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.HTTPS,
        samesite="Lax",
    )
