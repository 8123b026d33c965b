"""What an instructor watches and hears: who has shown what, the checklist itself, and questions asked aloud."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions as accounting
from learning import actions, queries
from learning.forms.fields import uuid_or_none
from learning.models import Cohort, Enrolment
from learning.permissions import in_class, teaches
from learning.ticks import sightings_from_post


@require_safe
@in_class
def table(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Everyone of the class and every checklist of its course: seen, or not yet."""
    may_write = teaches(request, cohort)
    if not may_write:
        subject = f"class:{cohort.code}"
        accounting.log_access(actor=request.user, verb="practice_read", subject=subject, purpose="", now=timezone.now())
    context = {
        "cohort": cohort,
        "table": queries.practice(cohort, language=request.LANGUAGE_CODE),
        "may_write": may_write,
        "saved": "saved" in request.GET,
    }
    return render(request, "learning/teach/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_class
def checklist(request: HttpRequest, cohort: Cohort, key: str) -> HttpResponse:
    """One checklist with everyone of whom it is asked. Saving again puts right what was ticked before."""
    if not teaches(request, cohort):
        raise PermissionDenied
    columns = queries.watched(cohort, language=request.LANGUAGE_CODE)
    column = next((each for each in columns if each.key == key), None)
    if column is None:
        raise Http404
    lines = queries.watch_lines(cohort, column, language=request.LANGUAGE_CODE)
    if request.method == "POST":
        return _watch(request, cohort, column, lines)
    context = {
        "cohort": cohort,
        "column": column,
        "lines": lines,
        "chosen": request.GET.get("person", ""),
        "form_id": uuid.uuid4(),
    }
    return render(request, "learning/teach/checklist.html", context)


def _watch(
    request: HttpRequest, cohort: Cohort, column: queries.Watched, lines: list[queries.WatchLine]
) -> HttpResponse:
    actions.record_practice(
        form_id=uuid_or_none(request.POST.get("form", "")) or uuid.uuid4(),
        version_id=column.checklist.version,
        placement=column.placement,
        sightings=sightings_from_post(request.POST, lines=lines, question=column.question),
        by=request.user,
        now=timezone.now(),
    )
    return HttpResponseRedirect(f"/teach/{cohort.code}/practice/?saved")


@require_http_methods(["GET", "HEAD", "POST"])
@in_class
def aloud(request: HttpRequest, cohort: Cohort, enrolment: int) -> HttpResponse:
    """What one person's tries left open, to be asked aloud."""
    if not teaches(request, cohort):
        raise PermissionDenied
    people = cohort.enrolments.active().select_related("learner__user", "learner__origin", "learner__destination")
    one = get_object_or_404(people, pk=enrolment)
    quizzes = queries.to_hear(cohort, one.learner, language=request.LANGUAGE_CODE)
    if request.method == "POST":
        return _hear(request, cohort, one, frozenset(quiz.placement for quiz in quizzes))
    context = {"cohort": cohort, "person": one.learner.user, "quizzes": quizzes, "form_id": uuid.uuid4()}
    return render(request, "learning/teach/aloud.html", context)


def _hear(request: HttpRequest, cohort: Cohort, one: Enrolment, open_quizzes: frozenset[uuid.UUID]) -> HttpResponse:
    placement = uuid_or_none(request.POST.get("placement", ""))
    if placement in open_quizzes:  # else she has passed it by now, perhaps by this very form
        actions.record_aloud(
            form_id=uuid_or_none(request.POST.get("form", "")) or uuid.uuid4(),
            learner=one.learner,
            placement=placement,
            said=request.POST.getlist("said"),
            by=request.user,
            now=timezone.now(),
        )
    return HttpResponseRedirect(f"/teach/{cohort.code}/practice/?saved")
