"""Ends the sessions of staff who have gone away. Learners' sessions end with the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User

STAFF_SINCE = "staff_since"
STAFF_SEEN = "staff_seen"
_WRITE_EVERY_SECONDS = 60


class StaffSessionMiddleware:
    """Looks only when a view asks who is there: a lesson document, which never asks, costs no query.

    Whether a person is staff is a fact of her own row, so learners cost no query either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _still_here(signed_in, request.session))  # type: ignore[assignment]
        return self.get_response(request)


def _still_here(signed_in: User | AnonymousUser, session: SessionBase) -> User | AnonymousUser:
    if not signed_in.is_authenticated or signed_in.is_trainee:
        return signed_in
    now = int(timezone.now().timestamp())
    since, seen = session.get(STAFF_SINCE, now), session.get(STAFF_SEEN, now)
    if now - seen > settings.STAFF_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
        session.flush()
        return AnonymousUser()
    if STAFF_SEEN not in session or now - seen >= _WRITE_EVERY_SECONDS:
        session[STAFF_SINCE], session[STAFF_SEEN] = since, now
    return signed_in
