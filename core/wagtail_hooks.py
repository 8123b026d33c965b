"""Registers the panel of next steps on the first page of the admin, and the question before a page is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from core import next_steps, still_used


@hooks.register("construct_homepage_panels")
def add_next_steps(request: HttpRequest, panels: list[Any]) -> None:
    if panel := next_steps.panel_for(request):
        panels.insert(0, panel)


@hooks.register("before_delete_page")
def ask_before_deleting_a_page(_request: HttpRequest, page: Page) -> None:
    """Wagtail logs the deletion, and the tree counts its children, before it meets what needs the page."""
    still_used.ask_before(list(page.get_descendants(inclusive=True)))


@hooks.register("before_delete_snippet")
def ask_before_deleting_snippets(request: HttpRequest, things: Sequence[Model]) -> None:
    """Of some of what needs them Wagtail knows by itself, and says no more than that it is not allowed."""
    if request.method == "POST" and things:
        still_used.ask_before(things)
