"""Registers the desk of interactive contents in the admin, and their chooser."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from h5p import permissions
from h5p.choosing import InteractiveChooser, chooser


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("h5p/", include("h5p.desk.urls")), path("h5p/", include("h5p.authoring.urls"))]


@hooks.register("register_admin_viewset")
def choosers() -> InteractiveChooser:
    return chooser


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, "h5p/h5p.svg"]


class ContentsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_look(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ContentsItem(_("Interactive contents"), reverse_lazy("h5p_desk:list"), icon_name="h5p", order=214)
