"""Registers the desk of recordings in the admin, behind the pictures."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.permissions import roles_of
from media.choosing import FilmChooser, chooser
from media.views import READERS


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [
        path("films/words/", include("media.captions.desk_urls")),
        path("films/", include("media.films.desk.urls")),
        path("recordings/", include("media.desk_urls")),
    ]


@hooks.register("register_admin_viewset")
def choosers() -> FilmChooser:
    return chooser


class RecordingsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user).intersection(READERS))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return RecordingsItem(_("Recordings"), reverse_lazy("recordings:lines"), icon_name="media", order=305)


@hooks.register("register_admin_menu_item")
def films_item() -> MenuItem:
    return RecordingsItem(_("Films and sound"), reverse_lazy("films:list"), icon_name="media", order=306)


@hooks.register("register_admin_menu_item")
def captions_item() -> MenuItem:
    return RecordingsItem(_("Captions"), reverse_lazy("captions:board"), icon_name="openquote", order=307)
