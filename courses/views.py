"""Answers the public addresses with documents. Nothing here knows who is reading."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import tongues
from courses import document
from courses.document import Document
from courses.models import Destination, Origin
from courses.overlays import BadCorridor, Corridor
from courses.serving import FOREVER, SHELVE


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    return _answer(request, document.home(_open(language)))


@require_safe
def country(request: HttpRequest, language: str, corridor: str) -> HttpResponse:
    return _answer(request, document.country(_open(language), _way(corridor), today=_today()))


@require_safe
def numbers(request: HttpRequest, language: str, corridor: str) -> HttpResponse:
    return _answer(request, document.numbers(_open(language), _way(corridor), today=_today()))


@require_safe
def card(request: HttpRequest, language: str, corridor: str) -> HttpResponse:
    return _answer(request, document.card(_open(language), _way(corridor), today=_today()))


@require_safe
def kit(request: HttpRequest, language: str, corridor: str) -> HttpResponse:
    return _answer(request, document.kit(_open(language), _way(corridor), today=_today()))


@require_safe
def outline(request: HttpRequest, language: str, corridor: str, slug: str) -> HttpResponse:
    return _answer(request, document.outline(_open(language), _way(corridor), slug))


@require_safe
def lesson(request: HttpRequest, language: str, corridor: str, module: str, lesson: str) -> HttpResponse:
    return _answer(request, document.lesson(_open(language), _way(corridor), module, lesson, today=_today()))


@require_safe
def choose(request: HttpRequest, language: str) -> HttpResponse:
    """From the two lists on the front page to the page of that corridor. Unknown choices count as not made."""
    origins = set(Origin.objects.values_list("code", flat=True))
    destinations = set(Destination.objects.values_list("code", flat=True))
    origin, destination = (request.GET.get(name, "").upper() for name in ("from", "to"))
    way = Corridor(origin if origin in origins else "", destination if destination in destinations else "")
    return HttpResponseRedirect(f"/{_open(language)}/{way}/")


def _answer(request: HttpRequest, made: Document | None) -> HttpResponse:
    if made is None:
        raise Http404
    response = HttpResponse(made.body, content_type="text/html; charset=utf-8")
    response.headers["ETag"] = made.etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers[SHELVE] = made.until.isoformat() if made.until else FOREVER
    if made.etag in request.headers.get("If-None-Match", "") and not settings.DEBUG:
        unchanged = HttpResponseNotModified()
        unchanged.headers["ETag"] = made.etag
        return unchanged
    return response


def _open(language: str) -> str:
    if language not in tongues.open_codes():
        raise Http404
    return language


def _way(corridor: str) -> Corridor:
    try:
        return Corridor.parse(corridor)
    except BadCorridor as error:
        raise Http404 from error


def _today() -> date:
    return timezone.now().date()
