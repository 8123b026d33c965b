"""The list of a class that is filed before it: file it, look at what was filed, print it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import log_access
from learning import actions, filed_wording, queries
from learning.forms.fields import uuid_or_none
from learning.models import Cohort, FiledList
from learning.permissions import in_class, teaches


@require_http_methods(["GET", "HEAD", "POST"])
@in_class
def lists(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """What was filed, and what is other by now; the button that files."""
    if request.method == "POST":
        form_id = uuid_or_none(request.POST.get("form_id", "")) or uuid.uuid4()
        try:
            filed = actions.file_list(form_id=form_id, cohort=cohort, by=request.user, now=timezone.now())
        except FiledList.DoesNotExist:
            raise Http404 from None
        return HttpResponseRedirect(f"/teach/{cohort.code}/filed/{filed.pk}/")
    held = list(queries.filed_lists(cohort))
    context = {
        "cohort": cohort,
        "lists": held,
        "since": queries.since(held[0]) if held else None,
        "people": cohort.enrolments.active().count(),
        "standing": queries.standing_of_class(cohort, today=timezone.localdate()),
        "late": timezone.localdate() > cohort.starts_on,
        "may_write": teaches(request, cohort),
        "form_id": uuid.uuid4(),
    }
    return render(request, "learning/teach/filed.html", context)


@require_safe
@in_class
def one(request: HttpRequest, cohort: Cohort, pk: uuid.UUID) -> HttpResponse:
    """A list as it was filed, to read and to print."""
    filed = get_object_or_404(cohort.filed_lists.select_related("filed_by"), pk=pk)
    if not teaches(request, cohort):
        subject = f"class:{cohort.code}"
        log_access(actor=request.user, verb="roster_read", subject=subject, purpose="", now=timezone.now())
    context = {"cohort": cohort, "filed": filed, "sheet": filed_wording.sheet(filed)}
    return render(request, "learning/teach/filed_list.html", context)
