"""What is handed in of a class: the list filed before it as a file, and the return of a session on screen, on paper
and as a file. A file asks what it is for, and that is written down."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import log_access
from core.downloads import FILES
from learning.models import ClassSession, Cohort
from learning.permissions import in_class, takes_along, teaches
from learning.queries import roll_with_gone
from reports.returns import tables
from reports.tables import Report
from reports.views import hand_over


@require_http_methods(["GET", "HEAD", "POST"])
@takes_along
def filed_list(request: HttpRequest, cohort: Cohort, pk: uuid.UUID, form: str) -> HttpResponseBase:
    filed = get_object_or_404(cohort.filed_lists.select_related("filed_by"), pk=pk)
    back = f"/teach/{cohort.code}/filed/{filed.pk}/"
    return _hand_over(request, cohort, back, form, f"filed:{pk}", lambda: tables.filed_list(filed), timezone.now())


@require_safe
@in_class
def class_return(request: HttpRequest, cohort: Cohort, session: int) -> HttpResponse:
    held, now = _session(cohort, session), timezone.now()
    if not teaches(request, cohort):
        log_access(actor=request.user, verb="roster_read", subject=f"class:{cohort.code}", purpose="", now=now)
    report = tables.class_return(held, roll_with_gone(held), now=now)
    context = {"cohort": cohort, "session": held, "report": report}
    return render(request, "reports/returns/class_return.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_along
def export_return(request: HttpRequest, cohort: Cohort, session: int, form: str) -> HttpResponseBase:
    held, now = _session(cohort, session), timezone.now()
    back = f"/teach/{cohort.code}/sessions/{held.pk}/return/"
    return _hand_over(
        request, cohort, back, form, f"session:{held.pk}",
        lambda: tables.class_return(held, roll_with_gone(held), now=now), now,
    )  # fmt: skip


def _session(cohort: Cohort, session: int) -> ClassSession:
    held = ClassSession.objects.select_related("cohort__centre", "closed_by")
    return get_object_or_404(held, pk=session, cohort=cohort)


def _hand_over(
    request: HttpRequest, cohort: Cohort, back: str, form: str, narrowed: str, read: Callable[[], Report], now: datetime
) -> HttpResponseBase:
    if form not in FILES:
        raise Http404
    page = {"template": "reports/returns/purpose.html", "cohort": cohort, "back": back}
    return hand_over(request, page="class", form=form, narrowed=narrowed, read=read, now=now, asking=page)
