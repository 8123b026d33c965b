"""Asks of a signed-in request whether its session may go on; ``presence`` answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.presence import still_here


class PresenceMiddleware:
    """Looks only when a view asks who is there: a lesson document, which never asks, costs no query.

    Staff are nobody until their second factor is proved, and after half an hour without work; a trainee on a shared
    phone is nobody after five minutes. Whether a person is staff is a fact of her own row, so that costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: still_here(request, signed_in))  # type: ignore[assignment]
        return self.get_response(request)
