"""Registers what authors find in the admin: addresses, menu items, buttons of pages, publishing in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from core.next_steps import HOOK
from courses.authoring import next_steps
from courses.authoring.bulk import PublishWhatMay
from courses.authoring.shared_admin import SharedPassageViewSet
from courses.authoring.views import publishes
from courses.models import CoursePage, LessonPage, ModuleLibraryPage, ModulePage

register_snippet(SharedPassageViewSet)
hooks.register(HOOK, next_steps.drafts)
hooks.register(HOOK, next_steps.facts)


class NewModuleItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "add"))


class EditionsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return publishes(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("authoring/", include("courses.authoring.urls"))]


@hooks.register("register_admin_menu_item")
def new_module_item() -> MenuItem:
    return NewModuleItem(_("New module"), reverse_lazy("authoring:new"), icon_name="plus", order=210)


@hooks.register("register_admin_menu_item")
def editions_item() -> MenuItem:
    return EditionsItem(_("Editions"), reverse_lazy("authoring:editions"), icon_name="history", order=216)


# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", PublishWhatMay, order=1)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, **_given: Any) -> Iterator[Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, **_given: Any) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Any, user: Any) -> Iterator[Button]:
    kind = page.specific_class
    if kind is ModuleLibraryPage and page.permissions_for_user(user).can_add_subpage():
        url = f"{reverse('authoring:new')}?in={page.pk}"
        yield Button(_("New module from a template"), url, icon_name="plus", priority=5)
    if kind is ModulePage and page.permissions_for_user(user).can_copy():
        url = reverse("authoring:duplicate", args=[page.pk])
        yield Button(_("Duplicate with its lessons"), url, icon_name="copy", priority=21)
    if kind in (CoursePage, ModulePage, LessonPage) and page.live and page.permissions_for_user(user).can_publish():
        url = reverse("authoring:amend", args=[page.pk])
        yield Button(_("Correct in editions"), url, icon_name="resubmit", priority=45)
