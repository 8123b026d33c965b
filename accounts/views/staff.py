"""The door of staff: password or the ministry's own sign-in, then the second factor, set up at the first time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, onetime, presence, provider
from accounts.forms.staff import CodeForm, FirstCodeForm, PasswordForm
from accounts.models import SecondFactor, User
from accounts.permissions import STAFF_SIGN_IN, home_of
from accounts.views.entering import UNSENT_PAGE, come_in, onward_of
from core.doors import address_of

CODE = "/sign-in/staff/code/"
SET_UP = "/sign-in/staff/set-up/"
_JOURNEY = "journey"
_log = logging.getLogger(__name__)

HalfWayView = Callable[[HttpRequest, User, str], HttpResponse]


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = actions.sign_in(
            username=form.cleaned_data["username"],
            secret=form.cleaned_data["secret"],
            address=address_of(request),
            now=timezone.now(),
        ).user
        if user is not None and not user.is_trainee:
            return _first_step_done(request, user, onward=onward_of(request))
    return _page(request, form, refused=request.method == "POST")


def _page(request: HttpRequest, form: PasswordForm, *, refused: bool = False, trouble: str = "") -> HttpResponse:
    context = {
        "form": form,
        "next": onward_of(request),
        "refused": refused,
        "trouble": trouble,
        "rested": presence.rested(request.session),
        "provider": (settings.OIDC["name"] or _("your organisation")) if provider.is_there() else "",
    }
    return render(request, "accounts/sign_in_staff.html", context)


def _first_step_done(request: HttpRequest, user: User, *, onward: str) -> HttpResponse:
    if not settings.STAFF_SECOND_FACTOR:
        return come_in(request, user, onward=onward)
    presence.stop_half_way(request, user, onward=onward)
    return HttpResponseRedirect(CODE if actions.factor_of(user) else SET_UP)


# ── The second factor ────────────────────────────────────────────────────────────────────────────


def half_way(view: HalfWayView) -> Callable[[HttpRequest], HttpResponse]:
    """With the person whose password was right, and where she wants to go."""

    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        user, onward = presence.half_way(request)
        return view(request, user, onward) if user else HttpResponseRedirect(STAFF_SIGN_IN)

    return found


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@half_way
def code(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """A code of the app, or one from paper."""
    now = timezone.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        proof = actions.prove(user=user, typed=typed, address=address_of(request), now=now)
        if proof.right:
            response = come_in(request, user, onward=onward, proved=True)
            _warn_of_last_papers(request, proof)
            return response
    elif not form.is_bound and actions.factor_of(user) is None:
        return HttpResponseRedirect(SET_UP)
    context = {"form": form, "refused": form.is_bound, "shown": _demo_code(user)}
    return render(request, "accounts/second_factor/code.html", context)


def _warn_of_last_papers(request: HttpRequest, proof: actions.Proof) -> None:
    left = proof.papers_left
    if left is None:
        return
    said = ngettext("%(count)s recovery code is left.", "%(count)s recovery codes are left.", left) % {"count": left}
    ask = _("Ask your administrator for a new set-up before they are used up.")
    messages.warning(request, f"{said} {ask}")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@half_way
def set_up(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """A square for the app, and a first code to show that it works. Then the recovery codes, this one time."""
    if actions.factor_of(user):
        return HttpResponseRedirect(CODE)
    form = FirstCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        shown, address, now = presence.secret_shown(request), address_of(request), timezone.now()
        papers = actions.confirm_factor(user=user, shown=shown, typed=typed, address=address, now=now)
        if papers:
            return _papers(request, user, papers, onward)
    factor = actions.begin_factor(user=user, shown=presence.secret_shown(request))
    presence.note_secret(request, factor.secret)
    return render(request, "accounts/second_factor/set_up.html", _set_up_words(user, factor, form))


def _set_up_words(user: User, factor: SecondFactor, form: FirstCodeForm) -> dict[str, object]:
    address = onetime.address(factor.secret, account=user.username, issuer=settings.WAGTAIL_SITE_NAME)
    return {
        "form": form,
        "refused": form.is_bound,
        "address": address,
        "square": segno.make(address, error="m").svg_inline(border=4, omitsize=True),
        "secret": onetime.in_fours(factor.secret),
        "shown": _demo_code(user),
    }


@sensitive_variables("papers")
def _papers(request: HttpRequest, user: User, papers: list[str], onward: str) -> HttpResponse:
    presence.enter(request, user, proved=True)
    waiting = UNSENT_PAGE if presence.unsent(request.session) else ""
    context = {"papers": [onetime.in_fours(paper) for paper in papers], "onward": waiting or onward or home_of(user)}
    return render(request, "accounts/second_factor/papers.html", context)


def _demo_code(user: User) -> str:
    """The present code, on a demo that says so, for addresses that nobody can have."""
    domain = settings.DEMO_CODES_FOR
    if not domain.endswith(".example") or not user.email.endswith(f"@{domain}"):
        return ""
    return actions.next_code(user=user, now=timezone.now())


# ── The ministry's own sign-in ───────────────────────────────────────────────────────────────────


@never_cache
@require_safe
def to_provider(request: HttpRequest) -> HttpResponse:
    """Send her to the provider. A link, for the policy of our pages lets no form lead off the site."""
    if not provider.is_there():
        return HttpResponseRedirect(STAFF_SIGN_IN)
    try:
        address, journey = provider.set_out()
    except provider.Away:
        return _no_answer(request)
    request.session[_JOURNEY] = {**asdict(journey), "onward": onward_of(request)}
    return HttpResponseRedirect(address)


@never_cache
@sensitive_variables()
@require_safe
def from_provider(request: HttpRequest) -> HttpResponse:
    """She comes back. What was remembered for this journey is spent, whatever comes of it."""
    kept = request.session.pop(_JOURNEY, None)
    if kept is None or not provider.is_there():
        return _not_known(request, "no journey")
    onward = kept.pop("onward")
    try:
        identity = provider.come_back(provider.Journey(**kept), request.GET.dict(), now=timezone.now())
    except provider.Refused as refused:
        return _not_known(request, str(refused))
    except provider.Away:
        return _no_answer(request)
    make, now = provider.may_have_account(identity), timezone.now()
    user = actions.staff_of(mark=identity.mark, email=identity.email, name=identity.name, make=make, now=now)
    if user is None:
        return _not_known(request, "no account")
    if provider.is_second_factor(identity):
        return come_in(request, user, onward=onward, proved=True)
    return _first_step_done(request, user, onward=onward)


def _not_known(request: HttpRequest, reason: str) -> HttpResponse:
    """One text for every reason; which it was stands in the log."""
    _log.warning("Sign-in by the provider was refused: %s", reason)
    trouble = _("That did not work. Try once more, or ask your administrator whether you have an account here.")
    return _page(request, PasswordForm(), trouble=trouble)


def _no_answer(request: HttpRequest) -> HttpResponse:
    response = _page(request, PasswordForm(), trouble=_("The other sign-in does not answer now. Try again in a while."))
    response.status_code = 503
    return response
