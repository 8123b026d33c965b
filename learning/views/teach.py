"""The instructor's console: classes, people, roll call, codes and cards. Officers of the centre read it."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions as accounting
from accounts.models import Organisation, Role, SignInBy
from accounts.permissions import role_required
from learning import actions, qr, queries
from learning.forms.classes import ClassForm, SessionForm
from learning.models import Cohort, Enrolment
from learning.permissions import handles_papers, in_class, reads_classes, teaches
from learning.queries.people import outside_waiting


@require_safe
@reads_classes
def classes(request: HttpRequest) -> HttpResponse:
    """The classes this person may see, today's first."""
    scope = queries.scope_for(request.user)
    words = request.GET.get("q", "").replace("\0", "")[:80]
    shelf = queries.classes(scope, now=timezone.now(), words=words, number=request.GET.get("p"))
    context = {
        "shelf": shelf,
        "words": words,
        "query": urlencode({"q": words}) if words else "",
        "may_open": scope.teaches,
        "changes": queries.changes_waiting(scope),
        "recognitions": outside_waiting(scope),
    }
    return render(request, "learning/teach/classes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.INSTRUCTOR)
def new(request: HttpRequest) -> HttpResponse:
    """Open a class."""
    taught_for = Organisation.objects.filter(memberships__user=request.user, memberships__role=Role.INSTRUCTOR)
    form = ClassForm(
        request.POST if request.method == "POST" else None,
        centres=taught_for.distinct(),
        initial={"form_id": uuid.uuid4(), "languages": [request.LANGUAGE_CODE], "starts_on": timezone.localdate()},
    )
    if form.is_valid() and (cohort := _opened(request, form)):
        return HttpResponseRedirect(f"/teach/{cohort.code}/")
    return render(request, "learning/teach/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, form: ClassForm) -> Cohort | None:
    try:
        return actions.open_class(
            form_id=form.cleaned_data["form_id"], plan=form.plan(), by=request.user,
            strict=settings.CLASSES_NEED_ACCREDITATION, now=timezone.now(),
        )  # fmt: skip
    except (actions.NotAccredited, actions.NotCertified) as error:
        form.refused(error)
        return None


@require_safe
@in_class
def overview(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """One class: its code, its sessions, its people."""
    return _overview(request, cohort, SessionForm(initial={"day": timezone.localdate()}))


def _overview(request: HttpRequest, cohort: Cohort, form: SessionForm) -> HttpResponse:
    now = timezone.now()
    may_write = teaches(request, cohort)
    if not may_write:
        subject = f"class:{cohort.code}"
        accounting.log_access(actor=request.user, verb="roster_read", subject=subject, purpose="", now=now)
    return render(
        request,
        "learning/teach/class.html",
        {
            "cohort": cohort,
            "roster": queries.roster(cohort, language=request.LANGUAGE_CODE, now=now),
            "sessions": queries.sessions(cohort, now=now),
            "may_write": may_write,
            "may_paper": may_write or handles_papers(request, cohort),
            "form": form,
            "places": queries.places(cohort),
            "standing": queries.standing_of_class(cohort, today=timezone.localdate(now)),
            "taken_off": _person(cohort, request.GET.get("off", "")) if may_write else None,
        },
        status=422 if form.is_bound else 200,
    )


@require_safe
@in_class
def poster(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """A sheet for the wall: the code, and a square to point a phone at."""
    address = f"{settings.PUBLIC_URL}/join/{cohort.code}/"
    context = {"cohort": cohort, "address": address, "square": qr.drawn(address)}
    return render(request, "learning/teach/poster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_class
def cards(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Choose for whom, then a sheet of cards to cut out. Earlier cards of these people end."""
    if not teaches(request, cohort):
        raise PermissionDenied
    active = cohort.enrolments.active().select_related("learner__user").order_by("learner__user__name", "pk")
    people = [one for one in active if one.learner.user.is_trainee]  # staff who learn have no cards
    if request.method != "POST":
        return render(request, "learning/teach/cards.html", {"cohort": cohort, "people": people})
    chosen = [one for one in people if str(one.pk) in request.POST.getlist("person")]
    now = timezone.now()
    made = [{"user": one.learner.user, "square": _card(request, one, now)} for one in chosen]
    return render(request, "learning/teach/cards_made.html", {"cohort": cohort, "cards": made})


def _card(request: HttpRequest, enrolment: Enrolment, now: datetime) -> str:
    token = accounting.make_card(user=enrolment.learner.user, by=request.user, now=now)
    return qr.drawn(f"{settings.PUBLIC_URL}/card/{token}/")


@require_POST
@in_class
def add_session(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Plan the next meeting."""
    form = SessionForm(request.POST)
    if not form.is_valid():
        return _overview(request, cohort, form)
    given = form.cleaned_data
    starts_at = timezone.make_aware(datetime.combine(given["day"], given["time"]))
    session = actions.add_session(cohort=cohort, starts_at=starts_at, minutes=given["minutes"], topic=given["topic"])
    return HttpResponseRedirect(f"/teach/{cohort.code}/sessions/{session.pk}/")


@require_POST
@in_class
def reset_pin(request: HttpRequest, cohort: Cohort, enrolment: int) -> HttpResponse:
    """A new PIN, or pictures instead, for one person of the class; on the page this one time.

    Who has left the class is not reached: a new PIN opens all that is hers.
    """
    people = cohort.enrolments.active().select_related("learner__user")
    user = get_object_or_404(people, pk=enrolment).learner.user
    if not user.is_trainee:  # staff who learn sign in with a password of their own
        raise PermissionDenied
    context: dict[str, object] = {"cohort": cohort, "person": user}
    if request.POST.get("by") == SignInBy.PICTURES:
        context["pictures"] = accounting.reset_pictures(user=user, by=request.user, now=timezone.now())
    else:
        context["pin"] = accounting.reset_pin(user=user, by=request.user, now=timezone.now())
    return render(request, "learning/teach/pin.html", context)


def _person(cohort: Cohort, pk: str) -> Enrolment | None:
    """The person just taken off, so that it can be undone."""
    withdrawn = cohort.enrolments.filter(withdrawn_at__isnull=False).select_related("learner__user", "moved_to__cohort")
    return withdrawn.filter(pk=pk).first() if pk.isdecimal() else None
