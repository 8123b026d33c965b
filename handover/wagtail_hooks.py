"""Registers the desk of handing over, and its button on a course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import CoursePage
from handover.permissions import may_hand_over


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_hand_over(request.user)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    return [path("handover/", include("handover.urls"))]


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    return DeskItem(_("Hand over"), reverse_lazy("handover:desk"), icon_name="download", order=265)


@hooks.register("register_page_header_buttons")
def course_header_button(page: Page, user: Any, **_more: Any) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def course_listing_button(page: Page, user: Any, **_more: Any) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is CoursePage and may_hand_over(user):
        yield Button(_("Hand over"), f"{reverse('handover:desk')}?course={page.pk}", icon_name="download", priority=60)
