"""The class at a glance, its people by name, and what is done for who leaves soon. Officers of the centre read it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import log_access
from core.doors import safe_path
from learning import actions, queries
from learning.forms.fields import uuid_or_none
from learning.forms.glance import DepartureForm, FindForm
from learning.models import Cohort, Enrolment
from learning.permissions import in_class, teaches
from learning.queries.finding import found

SHOWN = 20  # of a list on the first page; the rest is found by name
PEOPLE = 25  # on one page


@require_safe
@in_class
def overview(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Who leaves soon, what the class gets wrong, who is stuck, and who is where."""
    return _overview(request, cohort)


def _overview(request: HttpRequest, cohort: Cohort, *, far_day: bool = False) -> HttpResponse:
    seen = queries.glance(cohort, language=request.LANGUAGE_CODE, now=timezone.now())
    context = {
        "seen": seen,
        "leaving": seen.leaving[:SHOWN],
        "stuck": seen.stuck[:SHOWN],
        "beliefs": queries.beliefs(cohort, language=request.LANGUAGE_CODE),
        "form_id": uuid.uuid4(),
        "far_day": far_day,
        **_reader(request, cohort),
    }
    return render(request, "learning/glance/glance.html", context, status=422 if far_day else 200)


@require_safe
@in_class
def people(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The people of the class, found by name, code, or how they stand."""
    now, language = timezone.now(), request.LANGUAGE_CODE
    form = FindForm(request.GET)
    rows = queries.roster(cohort, language=language, now=now).rows
    seen = queries.glance(cohort, language=language, now=now)
    pairs = found(rows, seen.people, **form.asked())
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "form": form,
        "total": len(rows),
        "seen": seen,
        "page": Paginator(pairs, PEOPLE).get_page(request.GET.get("p")),
        "asked": asked.urlencode(),
        "back": request.get_full_path(),
        **_reader(request, cohort),
    }
    return render(request, "learning/glance/people.html", context)


def _reader(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    """What every page about named people needs. That an officer looked is written down."""
    may_write = teaches(request, cohort)
    if not may_write:
        subject = f"class:{cohort.code}"
        log_access(actor=request.user, verb="roster_read", subject=subject, purpose="", now=timezone.now())
    return {"cohort": cohort, "may_write": may_write}


@require_POST
@in_class
def depart(request: HttpRequest, cohort: Cohort, enrolment: int) -> HttpResponse:
    """Write down the day somebody leaves."""
    place = _active(cohort, enrolment)
    form = DepartureForm(request.POST)
    if not form.is_valid():
        return _overview(request, cohort, far_day=True)
    actions.set_departure(enrolment=place, day=form.cleaned_data["departs_on"], by=request.user, now=timezone.now())
    return _back(request, cohort)


@require_POST
@in_class
def give_core(request: HttpRequest, cohort: Cohort, enrolment: int) -> HttpResponse:
    """The short course for one person, by one tap."""
    place = _active(cohort, enrolment)
    try:
        actions.give_core(enrolment=place, by=request.user, now=timezone.now())
    except actions.NoShortCourse:
        return HttpResponse(status=409)
    return _back(request, cohort)


@require_POST
@in_class
def take_core_back(request: HttpRequest, cohort: Cohort, enrolment: int) -> HttpResponse:
    """Undo it."""
    actions.take_core_back(enrolment=_active(cohort, enrolment), by=request.user, now=timezone.now())
    return _back(request, cohort)


@require_POST
@in_class
def ask_class(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Begin a live question about what the class gets wrong."""
    try:
        live = actions.begin_live_about(
            form_id=uuid_or_none(request.POST.get("form_id", "")) or uuid.uuid4(),
            cohort=cohort,
            question_key=request.POST.get("question", ""),
            now=timezone.now(),
        )
    except actions.NothingToAsk:
        return HttpResponseRedirect(f"/teach/{cohort.code}/live/")
    return HttpResponseRedirect(f"/teach/{cohort.code}/live/{live.pk}/")


def _active(cohort: Cohort, enrolment: int) -> Enrolment:
    return get_object_or_404(cohort.enrolments.active().select_related("learner"), pk=enrolment)


def _back(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    here = f"/teach/{cohort.code}/"
    onward = safe_path(request.POST.get("next", ""), "")
    return HttpResponseRedirect(onward if onward.startswith(here) else f"{here}glance/")
