"""The roll call of a session: marks, the square that changes, signing, changes after that; and the paper register."""

from __future__ import annotations

import uuid
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import log_access
from learning import actions, arriving, qr, queries
from learning.actions.taught import name_modules
from learning.forms.fields import language_choices, uuid_or_none
from learning.forms.rollcall import ReasonForm, marks_from_post, others_from_post, shown
from learning.models import Attendance, ClassSession, Cohort
from learning.permissions import View, by_instructor, in_class, teaches
from learning.views.taught import counted, taught_form

BLANK_LINES = 4


def _with_session(view: View) -> View:
    """With a session of the class as third argument."""

    @wraps(view)
    def found(request: HttpRequest, cohort: Cohort, session: int, **kwargs: Any) -> HttpResponse:
        sessions = ClassSession.objects.select_related("closed_by")
        return view(request, cohort, get_object_or_404(sessions, pk=session, cohort=cohort), **kwargs)

    return found


def at_session(view: View) -> View:
    """For who may see the class, with the class and a session of its own."""
    return in_class(_with_session(view))


def for_teachers(view: View) -> View:
    """For the instructors of the class alone, with the class and a session of its own."""
    return by_instructor(_with_session(view))


@require_http_methods(["GET", "HEAD", "POST"])
@at_session
def roll_call(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    """Who is here. Saving again changes what was marked; every marking stays on record and can be undone."""
    if request.method != "POST":
        return _page(request, cohort, session)
    return _ask(request, cohort, session) if session.closed_at else _mark(request, cohort, session)


def _page(
    request: HttpRequest,
    cohort: Cohort,
    session: ClassSession,
    *,
    form: ReasonForm | None = None,
    nothing: bool = False,
) -> HttpResponse:
    wrong = nothing or bool(form and form.errors)
    lines = queries.roll(session)
    return render(
        request,
        "learning/teach/roll_call.html",
        {
            "cohort": cohort,
            "session": session,
            "lines": [(line, _shown(line.mark)) for line in lines],
            "states": Attendance.State.choices,
            "marking": uuid.uuid4(),
            "saved": uuid_or_none(request.GET.get("saved", "")),
            "asked": queries.changes_of(session) if session.closed_at else [],
            "taught": counted(cohort, session, request.LANGUAGE_CODE),
            "shared": queries.shared_phones(session) if any(line.by_phone for line in lines) else [],
            "form": form or ReasonForm(),
            "nothing": nothing,
            "may_write": teaches(request, cohort),
        },
        status=422 if wrong else 200,
    )


def _shown(mark: Attendance | None) -> str:
    return shown(actions.Mark(mark.state, mark.minutes, mark.id_seen)) if mark else ""


def _mark(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    marking = uuid_or_none(request.POST.get("marking", "")) or uuid.uuid4()
    lines = queries.roll(session)
    try:
        actions.mark_attendance(
            marking=marking, session=session, marks=marks_from_post(request.POST, lines=lines, session=session),
            others=others_from_post(request.POST, lines=lines, session=session), by=request.user, now=timezone.now(),
        )  # fmt: skip
    except actions.SessionClosed:
        return HttpResponseRedirect(_address(cohort, session))
    return HttpResponseRedirect(f"{_address(cohort, session)}?saved={marking}")


def _ask(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, cohort, session, form=form)
    try:
        actions.ask_change(
            form_id=uuid_or_none(request.POST.get("marking", "")) or uuid.uuid4(), session=session,
            marks=marks_from_post(request.POST, lines=queries.roll(session), session=session),
            reason=form.cleaned_data["reason"], by=request.user, now=timezone.now(),
        )  # fmt: skip
    except actions.NothingChanges:
        return _page(request, cohort, session, form=form, nothing=True)
    return HttpResponseRedirect(_address(cohort, session))


@require_POST
@at_session
def undo_roll_call(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    """Put back what the last saving changed; once the roll call is signed, nothing."""
    marking = uuid_or_none(request.POST.get("marking", ""))
    if marking:
        with suppress(actions.SessionClosed):
            actions.undo_attendance(marking=marking, session=session, by=request.user, now=timezone.now())
    return HttpResponseRedirect(_address(cohort, session))


@require_http_methods(["GET", "HEAD", "POST"])
@for_teachers
def square(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    """The square for the wall, another one every 20 seconds. It has to be asked for, since it lets phones mark."""
    if request.method == "POST":
        with suppress(actions.SessionClosed):
            actions.open_square(session=session)
        return HttpResponseRedirect(f"{_address(cohort, session)}square/")
    now = timezone.now()
    context: dict[str, object] = {"cohort": cohort, "session": session, "heads": queries.heads(session)}
    open_now = arriving.arrival(
        starts_at=session.starts_at, minutes=session.minutes, now=now, grace=settings.LATE_AFTER
    )
    if open_now and session.secret:
        sign = arriving.sign(session.secret, step=arriving.step_at(now))
        context |= {
            "square": qr.drawn(f"{settings.PUBLIC_URL}/here/{session.pk}/{sign.token}/"),
            "digits": sign.digits,
            "left": arriving.seconds_left(now),
        }
    return render(request, "learning/rollcall/square.html", {**context, "open_now": open_now})


@require_http_methods(["GET", "HEAD", "POST"])
@for_teachers
def close(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    """Who has no mark, then close and sign."""
    if request.method == "POST":
        try:
            _name_modules(request, cohort, session)
            actions.close_session(session=session, by=request.user, now=timezone.now())
        except actions.NotYetBegun:
            return _close(request, cohort, session)
        return HttpResponseRedirect(_address(cohort, session))
    return _close(request, cohort, session)


def _name_modules(request: HttpRequest, cohort: Cohort, session: ClassSession) -> None:
    form = taught_form(request, cohort, session)
    if form.is_valid() and session.closed_at is None:
        name_modules(session=session, modules=form.cleaned_data["modules"], by=request.user, now=timezone.now())


def _close(request: HttpRequest, cohort: Cohort, session: ClassSession) -> HttpResponse:
    context = {
        "cohort": cohort,
        "session": session,
        "unmarked": queries.unmarked(session),
        "begun": session.starts_at <= timezone.now(),
        "form": taught_form(request, cohort, session),
    }
    return render(request, "learning/rollcall/close.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@in_class
def register(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The list to tick by hand, in the language it is printed in."""
    if not teaches(request, cohort):
        subject = f"class:{cohort.code}"
        log_access(actor=request.user, verb="roster_read", subject=subject, purpose="", now=timezone.now())
    asked, languages = request.GET.get("language", ""), language_choices()
    return render(
        request,
        "learning/rollcall/register.html",
        {
            "cohort": cohort,
            "language": asked if asked in dict(languages) else request.LANGUAGE_CODE,
            "languages": languages,
            "pages": queries.register(cohort.sessions.all()),
            "people": cohort.enrolments.active().select_related("learner__user").order_by("learner__user__name", "pk"),
            "instructors": cohort.instructors.all(),
            "blank": range(BLANK_LINES),
        },
    )


def _address(cohort: Cohort, session: ClassSession) -> str:
    return f"/teach/{cohort.code}/sessions/{session.pk}/"
