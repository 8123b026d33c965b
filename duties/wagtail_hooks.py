"""Registers what administrators keep of required training."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import Role
from accounts.permissions import roles_of
from duties.viewsets import PostDetailsViewSet, RequirementViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [RequirementViewSet("required_training"), PostDetailsViewSet("post_details")]


class StaffMenuItem(MenuItem):
    """The way from the admin to the pages of staff, for those who keep their lists."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Role.ADMINISTRATOR.value in roles_of(request.user)


@hooks.register("register_settings_menu_item")
def staff() -> MenuItem:
    return StaffMenuItem(_("Staff and lists"), "/office/duties/", icon_name="group", order=618)
