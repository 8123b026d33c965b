"""What a player of films asks and tells: where she stopped, and what she has seen."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.doors import safe_path, same_origin_post
from courses.overlays import BadCorridor, Corridor
from learning import actions, queries
from learning.actions.watching import How, NotInThisLesson, Watched, keep_watched
from learning.forms.fields import uuid_or_none
from learning.models import Learner
from learning.permissions import agreed
from learning.seconds import NotSpans

LARGEST = 10_000  # bytes of what a player tells at once


@never_cache
@same_origin_post
@require_http_methods(["GET", "HEAD", "POST"])
def watched(request: HttpRequest) -> HttpResponse:
    """Of a guest nothing is kept, and she goes on all the same."""
    learner = agreed(request)
    if request.method == "POST":
        return _take(request, learner)
    lesson = uuid_or_none(request.GET.get("lesson", ""))
    films = queries.stopped_at(learner, lesson=lesson) if learner and lesson else {}
    return JsonResponse({"films": films})


def _take(request: HttpRequest, learner: Learner | None) -> HttpResponse:
    """A beacon reads no answer; a form without a script is led on."""
    onward = safe_path(request.POST.get("next", ""), "")
    if learner is not None:
        told = _told(request)
        if told is None:
            return HttpResponse(status=400)
        try:
            keep_watched(
                learner=learner, watched=told, destination=_destination(request.POST.get("corridor", "")),
                now=timezone.now(),
            )  # fmt: skip
        except NotSpans:
            return HttpResponse(status=400)
        except NotInThisLesson as error:
            raise Http404 from error
        except actions.RecordIdTaken:
            return HttpResponse(status=409)
    return HttpResponseRedirect(onward) if onward else HttpResponse(status=204)


def _told(request: HttpRequest) -> Watched | None:
    lesson, block, film = (uuid_or_none(request.POST.get(name, "")) for name in ("lesson", "block", "film"))
    how = request.POST.get("how", How.SEEN.value)
    if not (lesson and block and film) or how not in list(How):
        return None
    return Watched(lesson, block, film, How(how), _spans(request.POST.get("spans", "[]")))


def _spans(raw: str) -> Any:
    try:
        return json.loads(raw) if len(raw) <= LARGEST else None
    except (ValueError, RecursionError):
        return None


def _destination(corridor: str) -> str:
    try:
        return Corridor.parse(corridor).destination
    except BadCorridor:
        return ""
