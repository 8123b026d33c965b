"""The doors of trainees: code and PIN, number and pictures, card; and the ways out that everyone has."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, presence
from accounts.forms.trainees import CardForm, PictureForm, PinForm
from accounts.models import SignInBy, User
from accounts.permissions import NO_ROLE_HOME, SIGN_IN, STAFF_SIGN_IN, home_of
from accounts.views.entering import come_in, onward_of, remember_language
from core import tongues
from core.doors import address_of, forget_person, safe_path, same_origin_post

PICTURES = "/sign-in/pictures/"


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Learner code and PIN. Where her own session went to rest, the PIN alone."""
    rested = presence.rested(request.session)
    if rested and not rested.is_trainee and "next" in request.GET:
        return HttpResponseRedirect(_with_next(STAFF_SIGN_IN, request))
    resting = _resting(request)
    if resting and resting.sign_in_by == SignInBy.PICTURES and request.method != "POST":
        return HttpResponseRedirect(_with_next(PICTURES, request))
    form = PinForm(request.POST if request.method == "POST" else None, resting=resting)
    return _door(request, form, template="accounts/sign_in.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_pictures(request: HttpRequest) -> HttpResponse:
    """Learner number and four pictures: nothing is typed but digits."""
    form = PictureForm(request.POST if request.method == "POST" else None, resting=_resting(request))
    return _door(request, form, template="accounts/sign_in_by_pictures.html")


def _resting(request: HttpRequest) -> User | None:
    """The trainee whose session went to rest on this phone."""
    user = presence.rested(request.session)
    return user if user and user.is_trainee else None


def _with_next(door: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{door}?{query}" if query else door


def _door(request: HttpRequest, form: PinForm | PictureForm, *, template: str) -> HttpResponse:
    onward = onward_of(request)
    if form.is_valid():
        user = actions.sign_in(
            username=form.cleaned_data["username"],
            secret=form.cleaned_data["secret"],
            address=address_of(request),
            now=timezone.now(),
        ).user
        if user is not None and user.is_trainee:
            return come_in(request, user, own_phone=form.cleaned_data["own_phone"], onward=onward)
    return render(request, template, {"form": form, "next": onward, "refused": request.method == "POST"})


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
        return come_in(request, answer.user, own_phone=form.cleaned_data["own_phone"], onward="")
    return render(request, "accounts/card.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """A button when asked for; pressed, nothing of the person stays on the phone."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    logout(request)
    return _cleared(render(request, "accounts/signed_out.html"))


@never_cache
@same_origin_post
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """One tap hands the phone on: she is signed out, and the next person finds the door."""
    logout(request)
    return _cleared(HttpResponseRedirect(SIGN_IN))


def _cleared(response: HttpResponse) -> HttpResponse:
    forget_person(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@never_cache
@same_origin_post
@require_POST
def rest(request: HttpRequest) -> HttpResponse:
    """Told by a page that nobody has touched for minutes: on a shared phone the session goes to rest at once."""
    if request.user.is_authenticated and presence.is_shared(request.session):
        presence.rest(request, request.user)
    return HttpResponse(status=204)


@never_cache
@same_origin_post
@require_POST
def still(request: HttpRequest) -> HttpResponse:
    """Told by a page that is being read: asking who is there is enough to stay."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """What she sent while her session was at rest: she sends it now, or lets it go."""
    kept = presence.unsent(request.session)
    if kept is None:
        return HttpResponseRedirect(home_of(request.user))
    if request.method != "POST":
        return render(request, "accounts/unsent.html", {"kept": kept})
    presence.forget_unsent(request.session)
    if "let_it_go" in request.POST:
        return HttpResponseRedirect(home_of(request.user))
    return HttpResponseRedirect(kept.path, preserve_request=True)  # the browser sends the same form once more


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the page she begins on; who has no role yet stays here and reads whom to ask."""
    begin = home_of(request.user)
    return render(request, "accounts/no_role.html") if begin == NO_ROLE_HOME else HttpResponseRedirect(begin)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this phone, and with the person who is signed in."""
    response = HttpResponseRedirect(safe_path(request.POST.get("next", ""), "/"))
    language = request.POST.get("language", "")
    if language in tongues.open_codes():
        remember_language(response, language)
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=language)
    return response
