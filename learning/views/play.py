"""What the script that holds a frame asks and tells: where she is in a content, and what she reached.

The frame itself has no origin and can ask nothing here: it speaks to the script alone.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from h5p_python import NotAStatement

from core.doors import same_origin_post
from h5p.scoring import NotAnAnswer
from h5p.showing import Place
from learning import actions
from learning.actions.playing import (
    NoSuchEdition,
    NotInThisLesson,
    Played,
    TooMuchState,
    keep_opened,
    keep_result,
    keep_state,
)
from learning.models import Learner, PlayState
from learning.permissions import agreed

LARGEST = 200_000  # bytes of one message: a state of 64 KB, written as JSON within JSON
_PART = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_LOAD = re.compile(r"[0-9a-f]{32}")
# No text of a database holds NUL, and halves of a character cannot be written.
_UNFIT = re.compile(r"[\0\ud800-\udfff]")
_VERSION = re.compile(r"\d{1,9}", re.ASCII)


class Unreadable(ValueError):
    """This is no message of our script."""


@never_cache
@same_origin_post
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, content: uuid.UUID) -> HttpResponse:
    """Whose doings are not kept plays all the same, and nothing is told of her."""
    learner = agreed(request)
    if request.method == "POST":
        return _take(request, learner, content, now=timezone.now())
    if learner is None:
        return JsonResponse({"learner": "", "state": {}})
    version = request.GET.get("version", "")
    states = PlayState.objects.filter(learner=learner, content=content)
    return JsonResponse(
        {
            "learner": _pseudonym(learner, content),
            "state": {
                f"{one.sub_content}/{one.data_id}": one.for_edition(int(version) if _VERSION.fullmatch(version) else 0)
                for one in states
            },
        }
    )


def _take(request: HttpRequest, learner: Learner | None, content: uuid.UUID, *, now: datetime) -> HttpResponse:
    if learner is None:
        return HttpResponse(status=204)
    try:
        return _told(_read(request), learner, content, now=now)
    except (Unreadable, NotAStatement, NotAnAnswer, TooMuchState):
        return HttpResponse(status=400)
    except (NoSuchEdition, NotInThisLesson):
        return HttpResponse(status=404)
    except actions.RecordIdTaken:
        return HttpResponse(status=409)


def _told(message: dict[str, Any], learner: Learner, content: uuid.UUID, *, now: datetime) -> HttpResponse:
    kind, version = message.get("kind"), message.get("version")
    if not isinstance(version, int):
        raise Unreadable
    if kind == "state":
        part = (_part(message, "dataId"), _part(message, "subContentId"))
        keep_state(learner=learner, content=content, version=version, part=part, data=_data(message),
                   invalidate=message.get("invalidate") is True, now=now)  # fmt: skip
        return HttpResponse(status=204)
    place = Place.read(str(message.get("at", "")))
    if place is None:  # outside a lesson it is played for itself
        return HttpResponse(status=204)
    played = Played(content, version, place, _load(message))
    if kind == "opened":
        keep_opened(learner=learner, played=played, now=now)
        return HttpResponse(status=204)
    if kind != "xapi":
        raise Unreadable
    outcome = keep_result(
        learner=learner, played=played, statement=message.get("statement"), answers=message.get("answers"), now=now
    )
    return JsonResponse({"kept": outcome is not None})


def _read(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > LARGEST:
        raise Unreadable
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(message, dict):
        raise Unreadable
    return message


def _part(message: dict[str, Any], name: str) -> str:
    part = message.get(name)
    if not isinstance(part, str) or not _PART.fullmatch(part):
        raise Unreadable
    return part


def _data(message: dict[str, Any]) -> str | None:
    """What a player remembers: any text that can be stored and sent again."""
    data = message.get("data")
    if data is not None and (not isinstance(data, str) or _UNFIT.search(data)):
        raise Unreadable
    return data


def _load(message: dict[str, Any]) -> str:
    load = message.get("load")
    if not isinstance(load, str) or not _LOAD.fullmatch(load):
        raise Unreadable
    return load


def _pseudonym(learner: Learner, content: uuid.UUID) -> str:
    """Another one in each content: a library that tells somebody tells nobody who she is."""
    return salted_hmac("learning.play", f"{learner.pk}:{content}").hexdigest()[:24]
