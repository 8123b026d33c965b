"""The office: completion by class and by destination, on screen and as files. Reads; only an export is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import log_access
from accounts.models import Role
from accounts.permissions import role_required
from core.downloads import FILES
from learning.access import Scope
from reports import queries, tables
from reports.chart import chart
from reports.forms import FilterForm, PurposeForm
from reports.tables import Report, sheet

answers_for_people = role_required(Role.PROGRAMME_OFFICER, Role.CONSULAR_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Asked:
    """What a request asks for: for whom this person answers, and the filters of the address."""

    scope: Scope
    form: FilterForm
    now: datetime


Read = Callable[[Asked], Report]


@require_safe
@answers_for_people
def overview(request: HttpRequest) -> HttpResponse:
    """How it goes, in a sentence, then by destination."""
    return _page(request, "overview", _overview)


@require_safe
@answers_for_people
def classes(request: HttpRequest) -> HttpResponse:
    return _page(request, "cohorts", _by_class)


@require_safe
@answers_for_people
def destinations(request: HttpRequest) -> HttpResponse:
    return _page(request, "destinations", _by_destination)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_for_people
def export_classes(request: HttpRequest, form: str) -> HttpResponseBase:
    return _export(request, "cohorts", form, _by_class)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_for_people
def export_destinations(request: HttpRequest, form: str) -> HttpResponseBase:
    return _export(request, "destinations", form, _by_destination)


def _overview(asked: Asked) -> Report:
    filters = asked.form.filters()
    found = queries.by_destination(asked.scope, filters)
    return tables.by_destination(found, filters, stamp=asked.form.stamp(), now=asked.now, in_short=True)


def _by_destination(asked: Asked) -> Report:
    filters = asked.form.filters()
    found = queries.by_destination(asked.scope, filters)
    return tables.by_destination(found, filters, stamp=asked.form.stamp(), now=asked.now)


def _by_class(asked: Asked) -> Report:
    filters = asked.form.filters()
    found = queries.by_class(asked.scope, filters, now=asked.now)
    return tables.by_class(found, filters, stamp=asked.form.stamp(), now=asked.now)


def _asked(request: HttpRequest, page: str) -> Asked:
    scope = queries.office_scope(request.user)
    return Asked(scope, FilterForm(request.GET, scope=scope, cuts_classes=page == "cohorts"), timezone.now())


def _page(request: HttpRequest, page: str, read: Read) -> HttpResponse:
    asked = _asked(request, page)
    report = read(asked) if asked.form.is_valid() else None
    context = {
        "page": page,
        "address": "/office/" if page == "overview" else f"/office/{page}/",
        "form": asked.form,
        "report": report,
        "chart": chart(report, right_to_left=translation.get_language_bidi()) if report else None,
        "purpose": PurposeForm(),
        "query": request.GET.urlencode(),
        "answers_for_somebody": asked.scope.everyone or bool(asked.scope.organisations),
    }
    return render(request, "reports/report.html", context, status=200 if report else 422)


def _export(request: HttpRequest, page: str, form: str, read: Read) -> HttpResponseBase:
    if form not in FILES:
        raise Http404
    asked = _asked(request, page)
    if not asked.form.is_valid():
        return _page(request, page, read)
    return hand_over(
        request, page=page, form=form, narrowed=_narrowed(asked.form), read=lambda: read(asked), now=asked.now
    )


def hand_over(
    request: HttpRequest,
    *,
    page: str,
    form: str,
    narrowed: str,
    read: Callable[[], Report],
    now: datetime,
    name: str = "",
    asking: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Ask for the purpose, write it down, hand over the figures of a page as a file.

    ``narrowed`` says which of them in the access log; the file is called ``name``, else as the report is.
    ``asking`` is another ``template`` to ask by, and what it shows.
    """
    purpose = PurposeForm(request.POST if request.method == "POST" else None)
    if not purpose.is_valid():
        shown = {"template": "reports/purpose.html", **(asking or {})}
        context = {**shown, "page": page, "purpose": purpose, "query": request.GET.urlencode()}
        return render(request, shown["template"], context, status=422 if purpose.is_bound else 200)
    report = read()
    log_access(
        actor=request.user,
        verb="report_exported",
        subject=f"report:{page}.{form} {narrowed}".rstrip(),
        purpose=purpose.cleaned_data["purpose"],
        now=now,
    )
    return FILES[form](sheet(report), f"baon-{name or report.name}-{timezone.localdate(now):%Y-%m-%d}.{form}")


def _narrowed(asked: FilterForm) -> str:
    """The filters by codes, shorter than the log allows."""
    return " ".join(f"{name}={value}" for name, value in asdict(asked.filters()).items() if value)
