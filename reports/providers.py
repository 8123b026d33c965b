"""Centres and trainers that an office answers for: who may train and teach, and whose permission ends."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.permissions import role_required
from learning.queries import providers_within, scope_for

answers_for_centres = role_required(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@require_safe
@answers_for_centres
def providers(request: HttpRequest) -> HttpResponse:
    scope = scope_for(request.user)
    found = providers_within(scope, today=timezone.localdate())
    context = {"page": "centres", "found": found, "may_enter": scope.everyone}
    return render(request, "reports/providers.html", context)
