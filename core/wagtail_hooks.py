"""Registers the panel of next steps on the first page of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from core import next_steps


@hooks.register("construct_homepage_panels")
def add_next_steps(request: HttpRequest, panels: list[Any]) -> None:
    if panel := next_steps.panel_for(request):
        panels.insert(0, panel)
