"""The page that documents are measured against: the same lesson, served as any Wagtail site would serve it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from wagtail.models import Site

from courses.models import LessonPage
from courses.overlays import Corridor
from courses.passage import Passage


def bare_page(request: HttpRequest, route: str) -> HttpResponse:
    """Wagtail's own way from an address to a page: find the site, walk the tree, fill a template."""
    site = Site.find_for_request(request)
    assert site is not None
    found, _args, _kwargs = site.root_page.specific.route(request, [part for part in route.split("/") if part])
    page = found.specific
    return render(request, "demo/bare.html", page.get_context(request) | _around(page))


def _around(page: LessonPage) -> dict[str, Any]:
    """What the page shows besides itself: its neighbours, its translations, the facts of a corridor."""
    return {
        "siblings": page.get_siblings().live(),
        "translations": [each.locale for each in page.get_translations(inclusive=True).select_related("locale")],
        "passage": Passage(Corridor("PH", "JO"), "en", timezone.now().date()),
    }


urlpatterns = [path("bare/<path:route>", bare_page)]
