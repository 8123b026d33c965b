"""A trainee's own pages, and the small answers that lesson documents ask for."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.surveys.addresses import Invitation, invitations
from assessments.surveys.kinds import Kind
from core.doors import safe_path, same_origin_post
from courses.overlays import BadCorridor, Corridor
from learning import actions, keeping, queries
from learning.actions.coming_late import former_accounts
from learning.completion import State
from learning.forms.fields import uuid_or_none
from learning.models import Learner
from learning.permissions import agreed, as_learner


@require_safe
@as_learner
def home(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Where she is, and the one next step."""
    studies = queries.studies(learner, language=request.LANGUAGE_CODE)
    sessions = queries.coming_sessions([study.cohort for study in studies], now=timezone.now())
    return render(
        request,
        "learning/me/home.html",
        {
            "learner": learner,
            "first": studies[0] if studies else None,
            "others": studies[1:],
            "waits": queries.waits_of(learner),
            "former": former_accounts(learner),
            "next_session": next(iter(sessions), None),
            "later": _later(learner, studies),
            "lessons_base": f"/{request.LANGUAGE_CODE}/{learner.corridor}/",
        },
    )


def _later(learner: Learner, studies: list[queries.Study]) -> tuple[Invitation, ...]:
    """What she may tell from abroad and back home, once a course is done. She decides; nothing is sent to her."""
    if not any(study.progress.state is State.DONE for study in studies if not study.core):
        return ()
    return invitations(Kind.FOLLOW_UP, Kind.RETURN, group_key=learner.destination.code.lower())


@never_cache
@require_safe
def done(request: HttpRequest) -> JsonResponse:
    """The stable keys of what is done, for a way to go. Who is nobody, or no trainee, has done nothing."""
    learner = agreed(request)
    if learner is None:
        return JsonResponse({"done": []})
    try:
        destination = Corridor.parse(request.GET.get("corridor", "")).destination
    except BadCorridor:
        destination = ""
    known = queries.deeds(learner, destination=destination or learner.destination.code)
    return JsonResponse({"done": sorted(str(node) for node in queries.finished(known))})


@same_origin_post
@require_POST
def bookmark(request: HttpRequest) -> HttpResponse:
    """Remember where she is; sent by a beacon that reads no answer."""
    learner = agreed(request)
    lesson = uuid_or_none(request.POST.get("lesson", ""))
    path = safe_path(request.POST.get("path", ""), "")
    place = queries.lesson_place(lesson, language=request.LANGUAGE_CODE) if lesson else None
    if learner and lesson and place and 0 < len(path) <= 300:
        course, module = place
        actions.keep_bookmark(
            learner=learner, course=course.key, module=module.key, lesson=lesson, path=path, now=timezone.now()
        )
    return HttpResponse(status=204)


@same_origin_post
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The button at the end of a lesson. Who is not signed in just goes on: nothing is kept of guests."""
    onward = safe_path(request.POST.get("next", ""), "/")
    learner = agreed(request)
    if learner is None:
        return HttpResponseRedirect(onward)
    lesson = uuid_or_none(request.POST.get("lesson", ""))
    if lesson is None:
        raise Http404
    try:
        outcome = actions.read_lesson(
            record_id=uuid_or_none(request.POST.get("record", "")) or uuid.uuid4(),
            learner=learner,
            lesson=lesson,
            destination=_destination(request.POST.get("corridor", "")),
            now=timezone.now(),
        )
    except actions.NoSuchLesson as error:
        raise Http404 from error
    except actions.RecordIdTaken:
        return HttpResponse(status=409)
    return HttpResponseRedirect("/me/" if outcome.certificate else onward)


@require_safe
@as_learner
def data(request: HttpRequest, learner: Learner) -> HttpResponse:
    """What we keep of her, in plain words."""
    return render(request, "learning/me/data.html", {"learner": learner})


@require_safe
@as_learner
def download(_request: HttpRequest, learner: Learner) -> JsonResponse:
    """Everything we keep of her, as a file."""
    response = JsonResponse(keeping.everything_about(learner), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


def _destination(corridor: str) -> str:
    try:
        return Corridor.parse(corridor).destination
    except BadCorridor:
        return ""
