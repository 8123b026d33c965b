"""Knowledge change on screen and as files, for the office and for one class. Reads; only an export is written down."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.downloads import FILES
from learning.models import Cohort
from learning.permissions import in_class, teaches
from reports import queries
from reports.forms import PurposeForm
from reports.gain import tables
from reports.gain.forms import ChangeForm
from reports.gain.queries import By, pairs
from reports.tables import Report
from reports.views import answers_for_people, hand_over


@require_safe
@answers_for_people
def knowledge(request: HttpRequest) -> HttpResponse:
    """What people knew before and after one course."""
    return _page(request, _form(request), now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@answers_for_people
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Ask for the purpose, write it down, hand over the file."""
    if form not in FILES:
        raise Http404
    now = timezone.now()
    asked = _form(request)
    if not asked.is_valid():
        return _page(request, asked, now=now)
    return hand_over(
        request, page="knowledge", form=form, narrowed=asked.subject(), read=lambda: _report(request, asked, now=now),
        now=now,
    )  # fmt: skip


@require_safe
@in_class
def of_class(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The same for the people of one class, together, for its instructors.

    Officers are led to the page where small classes are weighed against each other, also from a class that they teach.
    """
    if not teaches(request, cohort) or _answers_for(request, cohort):
        return HttpResponseRedirect("/office/knowledge/")
    held = Cohort.objects.filter(pk=cohort.pk)
    found = pairs(held, cohort.course.translation_key)
    report = tables.knowledge_change(found, by=None, stamp=(), now=timezone.now())
    return render(request, "reports/gain/class.html", {"cohort": cohort, "report": report})


def _answers_for(request: HttpRequest, cohort: Cohort) -> bool:
    """Whether the office counts this class for her."""
    return queries.classes_of(queries.office_scope(request.user)).filter(pk=cohort.pk).exists()


def _form(request: HttpRequest) -> ChangeForm:
    return ChangeForm(request.GET, language=request.LANGUAGE_CODE)


def _page(request: HttpRequest, form: ChangeForm, *, now: datetime) -> HttpResponse:
    is_valid = form.is_valid()
    context = {
        "page": "knowledge",
        "form": form,
        "report": _report(request, form, now=now) if is_valid else None,
        "purpose": PurposeForm(),
        "query": request.GET.urlencode(),
    }
    return render(request, "reports/gain/knowledge.html", context, status=200 if is_valid or not form.courses else 422)


def _report(request: HttpRequest, form: ChangeForm, *, now: datetime) -> Report:
    cohorts = queries.classes_of(queries.office_scope(request.user))
    found = pairs(cohorts, form.asked.key, kinds=tuple(By))
    return tables.knowledge_change(found, by=form.cleaned_data["by"], stamp=form.stamp(), now=now)
