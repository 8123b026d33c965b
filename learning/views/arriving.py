"""A trainee's phone before the square: she points it there, or types four digits, and taps that she is here.

Opening the square's address changes nothing but her phone's own memory: previews open addresses too, and the phone may
be in another's hands. Her tap marks her.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.limits import SECONDS, too_many, tried_out
from learning import actions, arriving, one_phone, queries
from learning.forms.rollcall import DigitsForm
from learning.models import ClassSession, Learner
from learning.permissions import as_learner

HOME = "/here/"
TRIES_PER_MINUTE = 5  # of one person: four digits stand for 40 seconds
TRIES_IN_ALL = 10  # of one person at one session, however long it lasts; the square and her instructor stay open to her
SEEN, SEEN_SECONDS = "here", 5 * 60  # that this phone saw a fresh square: time to sign in


@never_cache
@require_safe
def by_square(_request: HttpRequest, session: int, token: str) -> HttpResponse:
    """The square was seen: kept on the phone for a few minutes, so that its owner may sign in first."""
    seen = queries.session_of_square(session, token, now=timezone.now())
    if seen is None:
        response = HttpResponseRedirect(f"{HOME}?old=1")
        response.delete_cookie(SEEN, path=HOME, samesite="Lax")
        return response
    response = HttpResponseRedirect(HOME)
    response.set_signed_cookie(
        SEEN, str(seen.pk), max_age=SEEN_SECONDS, path=HOME, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@as_learner
def here(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Say that one is here: with one tap after the square, or with the digits beside it."""
    if request.method != "POST":
        return _page(request, learner, _remembered(request, learner), form=DigitsForm())
    if "digits" in request.POST:
        return _by_digits(request, learner)
    session = _seen(request)
    return _arrive(request, learner, session) if session else HttpResponseRedirect(f"{HOME}?old=1")


def _by_digits(request: HttpRequest, learner: Learner) -> HttpResponse:
    if too_many(request, door=f"here:{learner.pk}", a_minute=TRIES_PER_MINUTE):
        response = _page(request, learner, None, form=DigitsForm(), state="too_many", status=429)
        response.headers["Retry-After"] = str(SECONDS)
        return response
    form = DigitsForm(request.POST)
    now = timezone.now()
    digits = form.cleaned_data["digits"] if form.is_valid() else ""
    near = queries.sessions_with_digits(learner, now=now) if digits else []
    asked = [session for session in near if not _tried_out(learner, session, now)]
    if near and not asked:
        return _page(request, learner, None, form=DigitsForm(), state="too_many", status=429)
    found = next((one for one in asked if arriving.digits_fit(digits, secret=one.secret, now=now)), None)
    if found is None:
        return _page(request, learner, None, form=form, state="wrong", status=422)
    return _arrive(request, learner, found)


def _tried_out(learner: Learner, session: ClassSession, now: datetime) -> bool:
    """Counted before the digits are looked at, until the session is over."""
    seconds = int((session.ends_at - now).total_seconds()) + 1
    return tried_out(f"digits:{learner.pk}:{session.pk}", tries=TRIES_IN_ALL, seconds=seconds)


def _arrive(request: HttpRequest, learner: Learner, session: ClassSession) -> HttpResponse:
    phone = one_phone.name_of(request)
    try:
        actions.arrive(learner=learner, session=session, phone=phone, grace=settings.LATE_AFTER, now=timezone.now())
    except actions.NotInThisClass:
        return _page(request, learner, None, form=DigitsForm(), state="other_class", status=403)
    except actions.SquareIsOff:
        return _page(request, learner, None, form=DigitsForm(), state="over", status=409)
    response = HttpResponseRedirect(f"{HOME}?session={session.pk}")
    response.delete_cookie(SEEN, path=HOME, samesite="Lax")
    one_phone.keep_name(response, phone)
    return response


def _page(
    request: HttpRequest,
    learner: Learner,
    session: ClassSession | None,
    *,
    form: DigitsForm,
    state: str = "",
    status: int = 200,
) -> HttpResponse:
    mark = queries.own_mark(learner, session) if session else None
    context = {
        "learner": learner,
        "session": session,
        "mark": mark,
        "by_phone": mark is not None and mark.marked_by_id == learner.user_id,
        "form": form,
        "state": state or ("old" if "old" in request.GET else ""),
    }
    return render(request, "learning/rollcall/here.html", context, status=status)


def _remembered(request: HttpRequest, learner: Learner) -> ClassSession | None:
    """The session whose square this phone saw, else the one of hers that the address names."""
    asked = request.GET.get("session", "")
    if asked.isdecimal() and len(asked) < 10:
        return ClassSession.objects.filter(pk=int(asked), cohort__enrolments__learner=learner).first()
    return _seen(request)


def _seen(request: HttpRequest) -> ClassSession | None:
    pk = request.get_signed_cookie(SEEN, default="", max_age=SEEN_SECONDS)
    return ClassSession.objects.filter(pk=pk).select_related("cohort").first() if pk else None
