"""What the database keeps from being deleted, since something refers to it, is told in words, on whatever road of the
admin the request came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request

SHOWN = 20


class StillUsedMiddleware:
    """Answers with what refers to it. Who may not open that is told only what it is and how many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path_info.startswith("/admin/"):
            return None
        if isinstance(exception, ProtectedError):
            return _told(request, exception.protected_objects)
        if isinstance(exception, RestrictedError):
            return _told(request, exception.restricted_objects)
        return None


def ask_before(things: Sequence[Model]) -> None:
    """Whether things of one kind can go, before anything is written.

    Raises ``ProtectedError`` and ``RestrictedError``.
    """
    Collector(using=router.db_for_write(type(things[0])), origin=things[0]).collect(things)


def _told(request: HttpRequest, users: Iterable[Model]) -> HttpResponse:
    kinds: dict[type[Model], list[Model]] = {}
    for one in sorted(users, key=lambda one: (str(one._meta.verbose_name), str(one.pk))):
        kinds.setdefault(type(one), []).append(one)
    shown = {
        "kinds": [_kind(kind, found, request.user) for kind, found in kinds.items()],
        "back": get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"),
    }
    return render(request, "core/admin/still_used.html", shown, status=409)


def _kind(kind: type[Model], found: Sequence[Model], user: Any) -> dict[str, Any]:
    """What refers to it, how many, and a few of those that this person may edit, with where she does."""
    finder = AdminURLFinder(user)
    places = [{"title": str(one), "url": url} for one in found[:SHOWN] if (url := finder.get_edit_url(one))]
    return {"name": kind._meta.verbose_name, "count": len(found), "places": places}
