"""Changing a class after it has opened, closing it, and opening it again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.templatetags.baon import amount
from learning import actions, queries
from learning.forms.classes import ChangeForm
from learning.models import Cohort
from learning.permissions import by_instructor


@require_http_methods(["GET", "HEAD", "POST"])
@by_instructor
def change(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """What may be changed while the class is open; course, edition and centre stay."""
    form = ChangeForm(request.POST if request.method == "POST" else None, cohort=cohort, user=request.user)
    if cohort.is_open and form.is_valid() and _changed(request, cohort, form):
        return HttpResponseRedirect(f"/teach/{cohort.code}/")
    context = {"cohort": cohort, "form": form}
    return render(request, "learning/teach/change.html", context, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, cohort: Cohort, form: ChangeForm) -> bool:
    try:
        changed = actions.change_class(
            cohort=cohort, details=form.details(), instructors=form.instructors(), by=request.user,
            strict=settings.CLASSES_NEED_ACCREDITATION, now=timezone.now(),
        )  # fmt: skip
    except (actions.NotAccredited, actions.NotCertified, actions.DestinationInUse) as error:
        form.refused(error)
        return False
    except actions.ClassClosed:
        return False
    told = ngettext("%(count)s thing was changed.", "%(count)s things were changed.", len(changed))
    messages.success(request, told % {"count": amount(len(changed))} if changed else _("Nothing was changed."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@by_instructor
def close(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """What closing a class means and what is still open in it, then close it."""
    if request.method == "POST":
        actions.close_class(cohort=cohort, by=request.user, now=timezone.now())
        return HttpResponseRedirect(f"/teach/{cohort.code}/")
    unsigned = queries.unsigned_sessions(cohort, now=timezone.now())
    context = {"cohort": cohort, "unsigned": unsigned, "places": queries.places(cohort)}
    return render(request, "learning/teach/close.html", context)


@require_POST
@by_instructor
def reopen(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Undo that it was closed."""
    actions.reopen_class(cohort=cohort, by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"/teach/{cohort.code}/")
