"""Changes to signed roll calls, for who answers for the centre: what is asked, and her decision."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import log_access
from accounts.models import Role
from accounts.permissions import role_required
from learning import actions, queries

decides = role_required(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@require_safe
@decides
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided last."""
    open_ones, decided = queries.change_sheets(queries.changes_within(queries.scope_for(request.user)))
    log_access(actor=request.user, verb="changes_read", subject="sessions", purpose="", now=timezone.now())
    return render(request, "learning/rollcall/changes.html", {"waiting": open_ones, "decided": decided})


@require_POST
@decides
def decide(request: HttpRequest, change: uuid.UUID) -> HttpResponse:
    """Agree or refuse; who asked for it herself does neither."""
    asked = get_object_or_404(queries.changes_within(queries.scope_for(request.user)), pk=change)
    answer = request.POST.get("answer")
    if answer in {"yes", "no"}:
        try:
            actions.decide_change(change=asked, accepted=answer == "yes", by=request.user, now=timezone.now())
        except actions.OwnRequest:
            raise PermissionDenied from None
    return HttpResponseRedirect("/teach/changes/")
