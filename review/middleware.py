"""Answers in words when review refuses, on whatever road the request came. ``actions`` decides."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from review import addresses
from review.actions import Held, Refused
from review.telling import tell


class RefusalMiddleware:
    """A refusal leads back to the words it is about, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        tell(request, exception)
        subject = exception.text.subject
        back = (isinstance(exception, Held) and addresses.editor_of(subject)) or addresses.text_page(subject)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})  # what Wagtail's modal windows understand
        return HttpResponseRedirect(back)
