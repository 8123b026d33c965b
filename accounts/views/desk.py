"""What administrators do in the admin for staff who cannot come in any more, and what staff choose for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel, NameEmailSettingsPanel

from accounts import actions
from accounts.forms.desk import ResetFactorForm
from accounts.viewsets import manageable_by


@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request: HttpRequest, person: int) -> HttpResponse:
    """Take somebody's second factor away, with a reason that stays on record."""
    if not request.user.has_perm("accounts.change_user"):
        raise PermissionDenied
    user = get_object_or_404(manageable_by(request.user), pk=person)
    form = ResetFactorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.reset_factor(user=user, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The second factor was taken away. At the next sign-in a new one is set up."))
        return HttpResponseRedirect(reverse("wagtailusers_users:index"))
    context = {"form": form, "person": user, "has_factor": bool(actions.factor_of(user) or user.provider_mark)}
    return render(request, "accounts/second_factor/reset.html", context, status=422 if form.errors else 200)


class OwnSettings(AccountView):  # type: ignore[misc]
    """What she chooses for the admin: its language, its look, her password. Her name is the administrator's to write,
    as it stands on papers; and no face belongs to an account."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        left_out = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, left_out)]


own_settings = require_admin_access(OwnSettings.as_view())
