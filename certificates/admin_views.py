"""Where administrators find a certificate by its number, take it back, or put another in its place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from accounts.permissions import role_required
from certificates import actions, keys
from certificates.checking import State, state_of
from certificates.forms import FindForm, ReissueForm, RevokeForm
from certificates.models import Certificate
from certificates.reach import within_reach
from certificates.reading import reading

administrators = role_required(Role.ADMINISTRATOR)


@administrators
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Only the whole number finds a certificate: there is no list of people to leaf through, nor a way to another's."""
    form = FindForm(request.GET or None)
    if form.is_valid():
        serial = form.cleaned_data["serial"]
        if within_reach(request.user).filter(pk=serial).exists():
            return redirect("certificates_admin:one", serial)
        form.add_error("serial", _("There is no certificate with this number among those you answer for."))
    return render(request, "certificates/admin/find.html", {"form": form})


@administrators
@require_safe
def one(request: HttpRequest, serial: str) -> HttpResponse:
    certificate = get_object_or_404(within_reach(request.user), pk=serial)
    actions.note_reading(certificate=certificate, by=request.user, now=timezone.now())
    return render(request, "certificates/admin/one.html", _shown(certificate))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, serial: str) -> HttpResponse:
    """Ask for the reason, then take the certificate back."""
    certificate = get_object_or_404(within_reach(request.user), pk=serial)
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.revoke(certificate=certificate, by=request.user, now=timezone.now(), **form.cleaned_data)
        except actions.NotLive:
            return _too_late(request, certificate)
        messages.success(request, _("The certificate is revoked. Whoever checks it sees this at once."))
        return redirect("certificates_admin:one", certificate.serial)
    return render(request, "certificates/admin/revoke.html", {**_shown(certificate), "form": form})


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: HttpRequest, serial: str) -> HttpResponse:
    """Ask for the reason and the right names, then put another certificate in the place of this one."""
    certificate = get_object_or_404(within_reach(request.user), pk=serial)
    shown = _shown(certificate)
    names = {"name": shown["reading"].name, "name_own": shown["reading"].name_own}
    form = ReissueForm(request.POST or None, initial=names)
    if form.is_valid():
        try:
            new = actions.reissue(certificate=certificate, by=request.user, now=timezone.now(), **form.cleaned_data)
        except actions.NotLive:
            return _too_late(request, certificate)
        messages.success(request, _("A new certificate stands in its place."))
        return redirect("certificates_admin:one", new.serial)
    return render(request, "certificates/admin/reissue.html", {**shown, "form": form})


def _shown(certificate: Certificate) -> dict[str, Any]:
    state = state_of(certificate, now=timezone.now())
    read = reading(keys.statement_in(bytes(certificate.sealed)))
    return {"certificate": certificate, "reading": read, "state": state, "valid": state == State.VALID}


def _too_late(request: HttpRequest, certificate: Certificate) -> HttpResponseRedirect:
    messages.error(request, _("This certificate was revoked or has expired before. Nothing was changed."))
    return redirect("certificates_admin:one", certificate.serial)
