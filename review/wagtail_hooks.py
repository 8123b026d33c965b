"""Registers the pages of review in the admin, and asks review before a page is published from its editor."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page

from accounts.permissions import roles_of
from core.next_steps import HOOK, NextStep
from review import actions, queries, sources


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("review/", include("review.urls"))]


@hooks.register("before_publish_page")
def ask(_request: HttpRequest, page: Page) -> None:
    """Before Wagtail writes anything; the refusal is answered by ``RefusalMiddleware``."""
    if sources.answered_for(page._meta.label_lower):
        actions.admit(sources.of(page._meta.label_lower).said(page), now=timezone.now())


class ReviewMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user) & actions.WRITERS)


PAGES = (
    MenuItem(_("My queue"), reverse_lazy("review:queue"), icon_name="tasks", order=10),
    MenuItem(_("Findings"), reverse_lazy("review:findings"), icon_name="search", order=20),
    MenuItem(_("Sign-offs"), reverse_lazy("review:signoffs"), icon_name="calendar-check", order=30),
    MenuItem(_("Dismissals"), reverse_lazy("review:dismissals"), icon_name="cross", order=40),
    MenuItem(_("Review history"), reverse_lazy("review:history"), icon_name="history", order=50),
)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    # Rooms to the left add what they count.
    menu = Menu(register_hook_name="register_review_menu_item", items=list(PAGES))
    return ReviewMenu(_("Review"), menu, icon_name="clipboard-list", order=260)


@hooks.register(HOOK)
def blocked(request: HttpRequest) -> list[NextStep] | None:
    """Texts that a reviewer holds. What waits for her own signature stands in Wagtail's panel."""
    if not roles_of(request.user) & actions.WRITERS:
        return None
    count = len(queries.blocked())
    words = ngettext("Review holds %(count)s text.", "Review holds %(count)s texts.", count) % {"count": count}
    return [NextStep(words, reverse("review:queue"))] if count else []
