"""One person's place in a class: off it and back, to another class, for which season; and who waits for a place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning import actions, queries
from learning.forms.places import CrowdedForm, LeavingForm, MoveForm, SeasonForm
from learning.models import Cohort, Enrolment, Learner, WaitingPlace
from learning.permissions import as_learner, by_instructor

View = Callable[..., HttpResponse]


def with_place(view: View) -> View:
    """For the instructors of the class, with one person's place in it as third argument."""

    @by_instructor
    @wraps(view)
    def guarded(request: HttpRequest, cohort: Cohort, enrolment: int, **kwargs: Any) -> HttpResponse:
        places = cohort.enrolments.select_related("learner__user", "learner__destination", "cohort", "moved_to")
        return view(request, cohort, get_object_or_404(places, pk=enrolment), **kwargs)

    return guarded


@require_safe
@with_place
def place(request: HttpRequest, cohort: Cohort, enrolment: Enrolment) -> HttpResponse:
    """Why she is here, where she may move to, and how she leaves."""
    return _show(request, cohort, enrolment)


def _show(request: HttpRequest, cohort: Cohort, enrolment: Enrolment, **bound: Any) -> HttpResponse:
    targets = queries.classes_to_move_to(enrolment, user=request.user.pk)
    context = {
        "cohort": cohort,
        "place": enrolment,
        "leaving": LeavingForm(),
        "moving": MoveForm(targets=targets) if targets else None,
        "season": SeasonForm(initial={"season": enrolment.season}),
        "waits": enrolment.learner.waiting.filter(leaving=enrolment).select_related("cohort"),
        **bound,
    }
    return render(request, "learning/teach/place.html", context, status=422 if bound else 200)


@require_POST
@with_place
def withdraw(request: HttpRequest, cohort: Cohort, enrolment: Enrolment) -> HttpResponse:
    """Take a person off the class; the page that follows offers to undo it."""
    form = LeavingForm(request.POST)
    if not form.is_valid():
        return _show(request, cohort, enrolment, leaving=form)
    actions.withdraw(enrolment=enrolment, because=form.cleaned_data["because"], by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"/teach/{cohort.code}/?off={enrolment.pk}")


@require_POST
@with_place
def readmit(request: HttpRequest, cohort: Cohort, enrolment: Enrolment) -> HttpResponse:
    """Take a person back."""
    try:
        actions.readmit(enrolment=enrolment, by=request.user, now=timezone.now())
    except actions.WentIntoAnother:
        messages.error(request, _("This entry was put together with another one of hers, which is in the class."))
    return HttpResponseRedirect(f"/teach/{cohort.code}/")


@require_POST
@with_place
def move(request: HttpRequest, cohort: Cohort, enrolment: Enrolment) -> HttpResponse:
    """Give her a place in another class instead; the page that follows offers to undo it. Where none is free for her,
    the instructor is asked what shall be done."""
    form = MoveForm(request.POST, targets=queries.classes_to_move_to(enrolment, user=request.user.pk))
    how = CrowdedForm(request.POST) if "way" in request.POST else None
    if not form.is_valid() or (how and not how.is_valid()):
        return _show(request, cohort, enrolment, moving=form, how=how)
    said = how.cleaned_data if how else {}
    asked = {"enrolment": enrolment, "to": form.cohort(), "by": request.user, "now": timezone.now()}
    try:
        if said.get("way") == CrowdedForm.WAIT:
            actions.wait_to_move(**asked)
            messages.success(request, _("She waits for a place there. Until she has it, she stays in this class."))
            return HttpResponseRedirect(f"/teach/{cohort.code}/people/{enrolment.pk}/place/")
        actions.move(**asked, all_the_same=said.get("reason", ""))
    except (actions.ClassFull, actions.OthersWait) as crowded:
        full = isinstance(crowded, actions.ClassFull)
        return _show(request, cohort, enrolment, moving=form, how=CrowdedForm(), full=full)
    except (actions.ClassClosed, actions.OtherCourse):
        form.add_error("to", _("She cannot move there any more. Choose another class."))
        return _show(request, cohort, enrolment, moving=form)
    return HttpResponseRedirect(f"/teach/{cohort.code}/?off={enrolment.pk}")


@require_POST
@with_place
def season(request: HttpRequest, cohort: Cohort, enrolment: Enrolment) -> HttpResponse:
    """Say what she is here for."""
    form = SeasonForm(request.POST)
    if not form.is_valid():
        return _show(request, cohort, enrolment, season=form)
    actions.set_season(enrolment=enrolment, season=form.cleaned_data["season"], by=request.user, now=timezone.now())
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"/teach/{cohort.code}/people/{enrolment.pk}/place/")


@require_POST
@by_instructor
def waiting(request: HttpRequest, cohort: Cohort, waiting: int) -> HttpResponse:
    """Let her in who waits, or take her off the waiting list. Of two taps, the second finds her waiting no more."""
    found = cohort.waiting.select_related("learner__user", "cohort").filter(pk=waiting).first()
    if found is None:
        return HttpResponseRedirect(f"/teach/{cohort.code}/")
    who, now = {"name": found.learner.user.get_full_name()}, timezone.now()
    if request.POST.get("what") == "off":
        actions.stop_waiting(waiting=found, by=request.user, now=now)
        messages.success(request, _("%(name)s does not wait any more.") % who)
        return HttpResponseRedirect(f"/teach/{cohort.code}/")
    try:
        actions.let_in(waiting=found, by=request.user, now=now)
        messages.success(request, _("%(name)s is in the class now.") % who)
    except actions.ClassFull:
        messages.error(request, _("All places are taken. Give the class more places first."))
    except actions.ClassClosed:
        messages.error(request, _("This class is closed."))
    return HttpResponseRedirect(f"/teach/{cohort.code}/")


@require_POST
@as_learner
def stop_waiting(request: HttpRequest, learner: Learner, waiting: int) -> HttpResponse:
    """She does not want to wait any more."""
    with suppress(WaitingPlace.DoesNotExist):
        mine = learner.waiting.select_related("learner__user", "cohort").get(pk=waiting)
        actions.stop_waiting(waiting=mine, by=request.user, now=timezone.now())
    return HttpResponseRedirect("/me/")
