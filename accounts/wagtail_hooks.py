"""Registers what administrators keep: organisations, roles, and actions on many people."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from accounts.models import User
from accounts.views import desk
from accounts.viewsets import AssignRole, DeletePeople, MembershipViewSet, OrganisationViewSet, SetActiveState


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("roles")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("people/<int:person>/second-factor/", desk.reset_factor, name="reset_second_factor")]


@hooks.register("register_user_listing_buttons")
def second_factor(user: User, request_user: User) -> Iterator[Button]:
    if request_user.has_perm("accounts.change_user"):
        address = reverse("reset_second_factor", args=[user.pk])
        yield Button(_("Second factor"), url=address, icon_name="key", priority=30)


# After Wagtail's own of the same names, which these replace.
for _action in (AssignRole, DeletePeople, SetActiveState):
    hooks.register("register_bulk_action", _action, order=1)
