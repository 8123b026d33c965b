"""Registers the rules of certificates, and the place where administrators find one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from accounts.models import Role
from accounts.permissions import roles_of
from certificates import admin_views
from certificates.viewsets import RuleViewSet

register_snippet(RuleViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    ours = [
        path("", admin_views.find, name="find"),
        path("<str:serial>/", admin_views.one, name="one"),
        path("<str:serial>/revoke/", admin_views.revoke, name="revoke"),
        path("<str:serial>/reissue/", admin_views.reissue, name="reissue"),
    ]
    return [path("certificates/", include((ours, "certificates_admin")))]


class CertificatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.ADMINISTRATOR in roles_of(request.user)


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return CertificatesMenuItem(
        _("Certificates"), reverse_lazy("certificates_admin:find"), icon_name="clipboard-list", order=615
    )
