"""Joining a class: its code, what it is and what we keep, the minimum record, and her code and PIN once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import codes, presence
from learning import actions, queries
from learning.actions import Joined
from learning.forms.joining import ClassCodeForm, JoinForm, SecondClassForm
from learning.models import Cohort, WaitingPlace

NOTICE = "2026-11"  # the version of the privacy notice in join/notice.html


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the class code."""
    form = ClassCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return HttpResponseRedirect(f"/join/{form.cleaned_data['code']}/")
    return render(request, "learning/join/code.html", {"form": form})


def to_class(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """With the class as second argument, however its code was typed."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        read = codes.read_class_code(code) or ""
        cohort = Cohort.objects.filter(code=read).select_related("course", "centre").first()
        if cohort is None:
            raise Http404
        if read != code and request.method != "POST":
            return HttpResponseRedirect(f"/join/{read}/")
        return view(request, cohort)

    return found


@require_safe
@to_class
def about(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """What the class is, and what we keep. Whoever is signed in on this phone is asked whether it is she."""
    learner = queries.learner_of(request.user) if request.user.is_authenticated else None
    inside = learner is not None and learner.enrolments.filter(cohort=cohort).exists()
    return render(
        request,
        "learning/join/about.html",
        {
            "cohort": cohort,
            "course": queries.course_words(cohort, language=request.LANGUAGE_CODE),
            "destinations": cohort.destinations.all(),
            "learner": learner,
            "again": SecondClassForm(cohort=cohort, learner=learner) if learner else None,
            "notice": NOTICE,
            "full": not inside and queries.places(cohort).closed_to_more,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@to_class
def details(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The minimum record. She comes here by agreeing to the notice; the address carries which one."""
    agreed = request.POST.get("notice") or request.GET.get("notice", "")
    if agreed != NOTICE or not cohort.is_open or request.user.is_authenticated:
        return HttpResponseRedirect(f"/join/{cohort.code}/")
    now = timezone.now()
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        cohort=cohort,
        now=now,
        initial={"record": uuid.uuid4(), "language": request.LANGUAGE_CODE},
    )
    if form.is_valid():
        try:
            # The same words on the same form are one person; others on it, another.
            record_id = uuid.uuid5(form.cleaned_data["record"], repr(form.details()))
            joined = actions.join(
                record_id=record_id, cohort=cohort, details=form.details(), notice_version=agreed, now=now
            )
        except actions.TooManyAtOnce:
            return render(request, "learning/join/wait.html", {"cohort": cohort}, status=429)
        return _come_in(request, joined)
    return render(
        request,
        "learning/join/details.html",
        {"cohort": cohort, "form": form, "notice": agreed},
        status=422 if form.is_bound else 200,
    )


@sensitive_variables("joined")
def _come_in(request: HttpRequest, joined: Joined) -> HttpResponse:
    """Signed in, with her code and PIN on the page this one time, in her language."""
    user = joined.learner.user
    presence.enter(request, user)
    with translation.override(user.language):
        response = render(
            request, "learning/join/welcome.html", {"joined": joined, "waits": isinstance(joined.place, WaitingPlace)}
        )
    response.headers["Content-Language"] = user.language
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE, secure=settings.HTTPS,
        samesite="Lax",
    )  # fmt: skip
    return response


@require_POST
@to_class
def again(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """A trainee who has an account comes into one more class."""
    learner = queries.learner_of(request.user) if request.user.is_authenticated else None
    if learner is None:
        return HttpResponseRedirect(f"/join/{cohort.code}/")
    form = SecondClassForm(request.POST, cohort=cohort, learner=learner)
    if not form.is_valid():
        return HttpResponseRedirect(f"/join/{cohort.code}/")
    destination: Any = form.cleaned_data.get("destination")
    season = form.cleaned_data.get("season", "")
    try:
        actions.join_again(
            learner=learner, cohort=cohort, destination=destination, season=season, now=timezone.now()
        )  # fmt: skip
    except (actions.ClassClosed, actions.WithdrawnFromClass):
        return render(request, "learning/join/ask.html", {"cohort": cohort}, status=409)
    return HttpResponseRedirect("/me/")
