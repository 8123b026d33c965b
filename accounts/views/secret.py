"""A trainee chooses what she signs in with: a PIN, or pictures where reading is hard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts import actions, presence
from accounts.forms.trainees import OwnPicturesForm, OwnPinForm
from accounts.models import Role, SignInBy, User
from accounts.permissions import home_of, role_required
from core.doors import address_of


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.TRAINEE)
def own_secret(request: HttpRequest) -> HttpResponse:
    """She shows once more that it is she, and gets the other kind, or a new one of the same."""
    user = request.user
    if not user.is_trainee:
        return HttpResponseRedirect(home_of(user))
    by_pictures = user.sign_in_by == SignInBy.PICTURES
    form = (OwnPicturesForm if by_pictures else OwnPinForm)(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_she(request, user, form.cleaned_data["secret"]):
        return _renew(request, user, request.POST.get("by", ""))
    context = {"form": form, "refused": form.is_bound, "by_pictures": by_pictures}
    return render(request, "accounts/own_secret.html", context)


def _is_she(request: HttpRequest, user: User, secret: str) -> bool:
    address = address_of(request)
    return actions.sign_in(username=user.username, secret=secret, address=address, now=timezone.now()).user == user


@sensitive_variables("context")
def _renew(request: HttpRequest, user: User, by: str) -> HttpResponse:
    now = timezone.now()
    context: dict[str, object] = {}
    if by == SignInBy.PICTURES:
        context["pictures"] = actions.reset_pictures(user=user, by=user, now=now)
    else:
        context["pin"] = actions.reset_pin(user=user, by=user, now=now)
    # A new secret ends every session of hers; this one begins anew, as shared or her own as it was.
    presence.enter(request, user, own_phone=not presence.is_shared(request.session))
    return render(request, "accounts/own_secret_made.html", context | {"person": user})
