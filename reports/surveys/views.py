"""Results of surveys on screen and as files. Reads; only an export is written down."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.downloads import FILES
from reports import queries
from reports.forms import PurposeForm
from reports.surveys import tables
from reports.surveys.forms import ResultsForm
from reports.tables import Report
from reports.views import answers_for_people, hand_over


@require_safe
@answers_for_people
def results(request: HttpRequest) -> HttpResponse:
    """What people answered to one survey in one year."""
    now = timezone.now()
    return _page(request, _form(request, now), now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_for_people
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Ask for the purpose, write it down, hand over the file."""
    if form not in FILES:
        raise Http404
    now = timezone.now()
    asked = _form(request, now)
    if not asked.is_valid():
        return _page(request, asked, now=now)
    return hand_over(
        request, page="surveys", form=form, narrowed=asked.subject(), read=lambda: _report(asked, now=now), now=now,
        name=asked.asked.key,
    )  # fmt: skip


def _form(request: HttpRequest, now: datetime) -> ResultsForm:
    return ResultsForm(request.GET, scope=queries.office_scope(request.user), now=now)


def _page(request: HttpRequest, form: ResultsForm, *, now: datetime) -> HttpResponse:
    is_valid = form.is_valid()
    context = {
        "page": "surveys",
        "form": form,
        "there_are_surveys": bool(form.surveys),
        "report": _report(form, now=now) if is_valid else None,
        "purpose": PurposeForm(),
        "query": request.GET.urlencode(),
    }
    status = 200 if is_valid or not form.surveys else 422
    return render(request, "reports/surveys/results.html", context, status=status)


def _report(form: ResultsForm, *, now: datetime) -> Report:
    return tables.results(form.asked, form.parts, place=form.place, stamp=form.stamp(), now=now)
