"""Lists of the personnel office: bring one, look at what it would change, write it, undo it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from core.downloads import csv_file
from duties import actions, queries, staff_rows, wording
from duties.access import Reach
from duties.forms import StaffListForm
from duties.models import PostingRole, StaffList
from duties.permissions import as_keeper
from duties.staff_rows import RowFault

SHOWN = 200  # rows on the page of a preview; the counts are of all


@require_http_methods(["GET", "HEAD", "POST"])
@as_keeper
def lists(request: HttpRequest, reach: Reach) -> HttpResponse:
    """Bring a list; what is wrong with it is shown at once, and nothing is written yet."""
    form = StaffListForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        services=Organisation.objects.filter(pk__in=reach.organisations, kind=Organisation.Kind.MINISTRY),
        posts=_posts(reach),
        initial={"form_id": uuid.uuid4()},
    )
    if form.is_valid():
        return _look(request, reach, form)
    brought = StaffList.objects.filter(service__in=reach.organisations).select_related("brought_by")[:20]
    context = {"page": "lists", "reach": reach, "form": form, "brought": brought, "roles": PostingRole.choices}
    return render(request, "duties/office/lists.html", context, status=422 if form.is_bound else 200)


def _look(request: HttpRequest, reach: Reach, form: StaffListForm) -> HttpResponse:
    given = form.cleaned_data
    read, service = given["read"], given["service"]
    seen = queries.preview(service, read.rows)
    faults = sorted([*read.faults, *seen.faults], key=lambda one: one.row)
    if not faults and read.rows:
        brought = actions.bring_list(
            form_id=given["form_id"], service=service, name=given["file"].name, rows=read.rows, by=request.user,
            now=timezone.now(),
        )  # fmt: skip
        return HttpResponseRedirect(f"/office/duties/lists/{brought.pk}/")
    context = {
        "page": "lists",
        "reach": reach,
        "name": given["file"].name,
        "faults": _said(faults),
        "more": max(len(faults) - SHOWN, 0),
    }
    return render(request, "duties/office/faults.html", context, status=422)


def _said(faults: Iterable[RowFault]) -> list[tuple[int, str]]:
    return [(one.row, wording.fault(one)) for one in list(faults)[:SHOWN]]


@require_safe
@as_keeper
def one(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """What a list would change, or what it has changed."""
    brought = _brought(reach, pk)
    return _show(request, reach, brought, {}, status=200)


def _show(request: HttpRequest, reach: Reach, brought: StaffList, more: dict[str, Any], *, status: int) -> HttpResponse:
    seen = queries.preview(brought.service, actions.rows_of(brought))
    context = {
        "page": "lists",
        "reach": reach,
        "brought": brought,
        "rows": [(row, wording.EFFECTS[effect]) for row, effect in seen.effects[:SHOWN]],
        "faults": _said(seen.faults),
        "counts": [(label, seen.count(effect)) for effect, label in wording.EFFECTS.items()],
        "changes": brought.changes.count(),
        **more,
    }
    return render(request, "duties/office/list.html", context, status=status)


@require_POST
@as_keeper
def write(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Write it whole. What was right when it was looked at is looked at once more."""
    brought = _brought(reach, pk)
    rows = actions.rows_of(brought)
    if queries.preview(brought.service, rows).faults:
        return _show(request, reach, brought, {}, status=409)
    actions.write_list(staff_list=brought, rows=rows, by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"/office/duties/lists/{brought.pk}/")


@require_POST
@as_keeper
def put_away(_request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Forget a list that was not written."""
    actions.put_away(staff_list=_brought(reach, pk))
    return HttpResponseRedirect("/office/duties/lists/")


@require_POST
@as_keeper
def undo(request: HttpRequest, reach: Reach, pk: uuid.UUID) -> HttpResponse:
    """Put back all that a list changed, if nothing has followed from it."""
    brought = _brought(reach, pk)
    try:
        actions.undo_list(staff_list=brought, by=request.user, now=timezone.now())
    except actions.BeganSince as error:
        return _show(request, reach, brought, {"began": error.names}, status=409)
    except actions.ChangedSince as error:
        return _show(request, reach, brought, {"changed": error.names}, status=409)
    return HttpResponseRedirect(f"/office/duties/lists/{brought.pk}/")


@require_safe
@as_keeper
def template(_request: HttpRequest, reach: Reach) -> HttpResponseBase:
    """An empty list with the columns, and one line to go by."""
    example = (
        "4711", "Ana Reyes", "ana.reyes@ministry.example", "P3", "2019-02-01", "", "Asia/Amman",
        next(iter(sorted(_posts(reach))), ""), PostingRole.CONSUL.value, "2027-06-01", "2030-05-31", "no", "",
    )  # fmt: skip
    return csv_file([staff_rows.COLUMNS, example], "staff-list.csv")


def _posts(reach: Reach) -> frozenset[str]:
    posts = Organisation.objects.filter(pk__in=reach.organisations, kind=Organisation.Kind.POST)
    return frozenset(posts.values_list("code", flat=True))


def _brought(reach: Reach, pk: uuid.UUID) -> StaffList:
    """A list of a service within her reach; others find nothing."""
    return get_object_or_404(StaffList, pk=pk, service__in=reach.organisations)
