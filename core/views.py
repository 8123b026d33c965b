"""Pages that belong to no room: the front door, the way out, the choice of language, and errors."""

from __future__ import annotations

import errno
import sys

from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import server_error

from core import tongues
from core.doors import forget_person, safe_path
from core.templatetags.baon import leave_target

RETRY_AFTER_SECONDS = 5


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the reader's language."""
    response = HttpResponseRedirect(f"/{request.LANGUAGE_CODE}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "private, max-age=0"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go to a page about the weather. Asks nothing, counts nothing.

    Posted by a beacon where there are scripts; a plain link where there are none. No token: being signed out
    harms nobody, and the way out must not fail.
    """
    logout(request)
    if request.method == "POST":
        response: HttpResponse = HttpResponse(status=204)
    else:
        response = HttpResponseRedirect(leave_target(request.META.get("QUERY_STRING", "")))
        response.headers["Clear-Site-Data"] = '"storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    forget_person(response)
    return response


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Choose a language: pages with the language in their address open in it, others remember the choice."""
    back = safe_path(request.GET.get("next", ""), "/")
    language, _slash, rest = back.lstrip("/").partition("/")
    offered = tongues.open_codes()
    choices = [
        {
            "code": code,
            "href": f"/{code}/{rest}" if language in offered else "",
            "current": code == request.LANGUAGE_CODE,
        }
        for code in offered
    ]
    return render(request, "core/languages.html", {"choices": choices, "next": back})


def fault(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. Where it will pass, as when the database is away, it says so: ask again soon."""
    response = server_error(request)
    if _will_pass(sys.exc_info()[1]):
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _will_pass(error: BaseException | None) -> bool:
    """Whether the database is away or the disk full."""
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    return full or isinstance(error, (OperationalError, InterfaceError))
