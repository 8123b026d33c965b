"""The doors: signing in by code, password or card, signing out, and the choice of language."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.forms import CardForm, PasswordForm, PinForm
from accounts.models import User
from accounts.permissions import home_of
from core import tongues
from core.doors import address_of, safe_path

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door of trainees: learner code and PIN."""
    form = PinForm(request.POST if request.method == "POST" else None)
    return _door(request, form, template="accounts/sign_in.html")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_staff(request: HttpRequest) -> HttpResponse:
    """The door of staff: e-mail address and password."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    return _door(request, form, template="accounts/sign_in_staff.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and let in only when the button is pressed: mail scanners and link previews open addresses too."""
    answer = actions.read_card(token=token)
    if answer.user is None:
        # No error status: Django writes the address of those to the log, and a resting card opens again later.
        return render(request, "accounts/card_refused.html")
    form = CardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _come_in(request, answer.user, own_phone=form.cleaned_data["own_phone"], onward="")
    return render(request, "accounts/card.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """A button when asked for; pressed, nothing of the person stays on the phone."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    logout(request)
    response = render(request, "accounts/signed_out.html")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the page she begins on."""
    return HttpResponseRedirect(home_of(request.user))


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this phone, and with the person who is signed in."""
    response = HttpResponseRedirect(safe_path(request.POST.get("next", ""), "/"))
    language = request.POST.get("language", "")
    if language in tongues.open_codes():
        _remember_language(response, language)
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=language)
    return response


def _door(request: HttpRequest, form: PinForm | PasswordForm, *, template: str) -> HttpResponse:
    onward = safe_path(request.POST.get("next") or request.GET.get("next", ""), "")
    if request.method == "POST":
        user = _check(request, form)
        if user is not None:
            return _come_in(request, user, own_phone=form.cleaned_data.get("own_phone", False), onward=onward)
    return render(request, template, {"form": form, "next": onward, "refused": request.method == "POST"})


def _check(request: HttpRequest, form: PinForm | PasswordForm) -> User | None:
    if not form.is_valid():
        return None
    return actions.sign_in(
        username=form.cleaned_data["username"],
        secret=form.cleaned_data["secret"],
        address=address_of(request),
        now=timezone.now(),
    ).user


def _come_in(request: HttpRequest, user: User, *, own_phone: bool, onward: str) -> HttpResponse:
    request.session.flush()  # nothing of who was here before stays
    login(request, user, backend=_BACKEND)
    if own_phone:
        request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    response = HttpResponseRedirect(onward or home_of(user))
    if user.language in tongues.open_codes():
        _remember_language(response, user.language)
    return response


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.HTTPS,
        samesite="Lax",
    )
