"""The supervisor's pages: who is ready, late or leaving; deciding about training had elsewhere; exemptions."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import log_access
from accounts.models import Organisation
from core.downloads import FILES
from duties import actions, queries, tables, wording
from duties.access import Reach
from duties.forms import DecisionForm, ExemptionForm, FilterForm, PurposeForm
from duties.models import Exemption, Posting, Recognition, StaffMember
from duties.permissions import as_keeper, as_supervisor, assignment_within


@require_safe
@as_supervisor
def overview(request: HttpRequest, reach: Reach) -> HttpResponse:
    """How the staff of her posts stand: status and days, no score."""
    return _page(request, reach, PurposeForm(), status=200)


def _page(request: HttpRequest, reach: Reach, purpose: PurposeForm, *, status: int) -> HttpResponse:
    now, form = timezone.now(), _filters(request, reach)
    if not form.is_valid():
        context = {"page": "staff", "reach": reach, "form": form}
        return render(request, "duties/office/overview.html", context, status=422)
    found = queries.compliance(reach, language=request.LANGUAGE_CODE, now=now, **form.cleaned_data)
    shown = {
        "page": "staff",
        "form": form,
        "found": found,
        "report": tables.report(found, stamp=form.stamp(), now=now),
        "purpose": purpose,
        "query": request.GET.urlencode(),
        "reach": reach,
        "waiting": _waiting(reach).count() if reach.decides else 0,
    }
    return render(request, "duties/office/overview.html", shown, status=status)


@require_POST
@as_supervisor
def export(request: HttpRequest, reach: Reach, form: str) -> HttpResponseBase:
    """Write the purpose down, hand over what the page shows."""
    filters, purpose = _filters(request, reach), PurposeForm(request.POST)
    if form not in FILES:
        raise Http404
    if not filters.is_valid() or not purpose.is_valid():
        return _page(request, reach, purpose, status=422)
    now = timezone.now()
    found = queries.compliance(reach, language=request.LANGUAGE_CODE, now=now, **filters.cleaned_data)
    subject = " ".join(["duties", form, *(f"{name}={value}" for name, value in filters.cleaned_data.items() if value)])
    log_access(
        actor=request.user, verb="duties_exported", subject=subject, purpose=purpose.cleaned_data["purpose"], now=now
    )
    return FILES[form](tables.sheet(tables.report(found, stamp=filters.stamp(), now=now)), _file_name(form, now))


def _file_name(form: str, now: datetime) -> str:
    return f"baon-staff-{timezone.localdate(now):%Y-%m-%d}.{form}"


def _filters(request: HttpRequest, reach: Reach) -> FilterForm:
    today = timezone.now().date()
    staff = StaffMember.objects.serving(today=today).within(reach, today=today)
    posts = Organisation.objects.filter(pk__in=Posting.objects.live().filter(staff__in=staff).values("post"))
    return FilterForm(request.GET, posts=[(one.code, one.name) for one in posts.order_by("name")])


def _waiting(reach: Reach) -> QuerySet[Recognition]:
    today = timezone.now().date()
    staff = StaffMember.objects.serving(today=today).within(reach, today=today)
    return Recognition.objects.filter(decided_at=None, assignment__staff__in=staff)


@require_safe
@as_keeper
def recognitions(request: HttpRequest, reach: Reach) -> HttpResponse:
    """Training had elsewhere that waits for a second pair of eyes."""
    waiting = _waiting(reach).select_related("assignment__staff__user", "assignment__requirement", "asked_by")
    named = queries.titles(request.LANGUAGE_CODE)
    lines = [(one, named.get(one.assignment.requirement.course, "")) for one in waiting]
    return render(request, "duties/office/recognitions.html", {"page": "recognitions", "reach": reach, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@as_keeper
def recognition(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Look at the evidence and decide. She who asked, and she whom it is about, cannot."""
    asked = get_object_or_404(_waiting(reach).select_related("assignment__staff__user", "asked_by"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    own = request.user.pk in {asked.asked_by_id, asked.assignment.staff.user_id}
    if form.is_valid():
        try:
            actions.decide_recognition(recognition=asked, **form.cleaned_data, by=request.user, now=timezone.now())
        except actions.NeedsSecondPerson:
            own = True
        except actions.DecidedBefore:
            form.add_error(None, wording.DECIDED_BEFORE)
        else:
            return HttpResponseRedirect("/office/duties/recognitions/")
    title = queries.titles(request.LANGUAGE_CODE).get(asked.assignment.requirement.course, "")
    context = {"page": "recognitions", "reach": reach, "asked": asked, "title": title, "form": form, "own": own}
    return render(request, "duties/office/recognition.html", context, status=422 if form.is_bound else 200)


@require_safe
@as_keeper
def evidence(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponseBase:
    """The file that proves it, to be saved, not opened on this site. Who took it is written down."""
    asked = get_object_or_404(_waiting(reach).select_related("assignment__staff"), pk=pk)
    subject = f"recognition:{asked.pk}"
    log_access(actor=request.user, verb="evidence_read", subject=subject, purpose="", now=timezone.now())
    extension = asked.evidence.name.rpartition(".")[2]
    response = FileResponse(asked.evidence.open(), as_attachment=True, filename=f"paper.{extension}")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@as_keeper
def exempt(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Sign that somebody need not do a training, or take it back."""
    assignment = assignment_within(reach, pk)
    form = ExemptionForm(request.POST if request.method == "POST" else None)
    own = assignment.staff.user_id == request.user.pk
    if form.is_valid() and not own:
        actions.exempt(assignment=assignment, **form.cleaned_data, by=request.user, now=timezone.now())
        return HttpResponseRedirect("/office/duties/")
    context = {
        "page": "staff",
        "reach": reach,
        "assignment": assignment,
        "title": queries.titles(request.LANGUAGE_CODE).get(assignment.requirement.course, ""),
        "standing": assignment.exemptions.filter(ended_at=None).select_related("signed_by").first(),
        "history": assignment.history.select_related("posting__post"),
        "form": form,
        "own": own,
    }
    return render(request, "duties/office/exempt.html", context, status=422 if form.is_bound else 200)


@require_POST
@as_keeper
def end_exemption(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Take an exemption back."""
    assignment = assignment_within(reach, pk)
    for one in Exemption.objects.filter(assignment=assignment, ended_at=None):
        actions.end_exemption(exemption=one, by=request.user, now=timezone.now())
    return HttpResponseRedirect("/office/duties/")
