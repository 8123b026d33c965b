"""The privacy notice, for who was entered by others: asked when she first comes in, before anything else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.permissions import role_required
from core.doors import safe_path
from learning import actions, queries
from learning.views.join import NOTICE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*Role)
def agree(request: HttpRequest) -> HttpResponse:
    """Read or hear what is kept, and agree; then on to where she was going."""
    learner = queries.learner_of(request.user)
    onward = safe_path((request.POST if request.method == "POST" else request.GET).get("next", ""), "/me/")
    if learner is None or learner.consented_at:
        return HttpResponseRedirect(onward)
    if request.method == "POST" and request.POST.get("agreed") and request.POST.get("notice") == NOTICE:
        actions.agree(learner=learner, notice_version=NOTICE, now=timezone.now())
        return HttpResponseRedirect(onward)
    context = {"learner": learner, "onward": onward, "notice": NOTICE}
    return render(request, "learning/me/agree.html", context, status=422 if request.method == "POST" else 200)
