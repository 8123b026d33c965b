"""The contents that are there: the list, each with its versions and where it stands, and the way out of the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from h5p_python import can_rescore
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from h5p import actions, permissions, wording
from h5p.desk.page import Desk
from h5p.kinds import kind_name
from h5p.models import Interactive, LibraryRequest
from h5p.player import NOT_INSTALLED, is_installed
from h5p.showing import frame_of

ROWS = 40


class ListView(Desk):
    template_name = "h5p/desk/list.html"
    page_title = gettext_lazy("Interactive contents")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        sought, kind = (request.GET.get(name, "").replace("\0", "").strip()[:255] for name in ("q", "kind"))
        rows = Interactive.objects.select_related("version", "made_by").defer("version__params").order_by("-made_at")
        kinds = sorted({(name, kind_name(name)) for name in rows.order_by().values_list("library", flat=True)})
        if sought:
            rows = rows.filter(title__icontains=sought)
        if kind:
            rows = rows.filter(library=kind)
        page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
        user = request.user
        return self.show(
            page=page, rows=[(row, kind_name(row.library)) for row in page], q=sought, kind=kind, kinds=kinds,
            may_add=permissions.may_add(user), may_install=permissions.may_install(user),
            waiting=LibraryRequest.objects.filter(answer="").count() if permissions.may_install(user) else 0,
            no_player="" if is_installed() else NOT_INSTALLED,
        )  # fmt: skip

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class _One(Desk):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.content = get_object_or_404(Interactive.objects.select_related("version"), pk=kwargs["key"])

    def get_page_subtitle(self) -> str:
        return str(self.content)


class ContentView(_One):
    """One content: how it plays, its editions, and the pages that show it."""

    template_name = "h5p/desk/content.html"
    page_title = gettext_lazy("H5P content")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        versions = list(self.content.versions.select_related("made_by").defer("params"))
        newest, user = versions[0], request.user
        response = self.show(
            content=self.content, kind=kind_name(self.content.library),
            licence=wording.licence(self.content.licence), frame=frame_of(self.content),
            versions=versions, problem=wording.problem(newest.bundle_problem), newest=newest,
            rescored=can_rescore(newest.main_key), usage=usage(self.content, user),
            may_change=permissions.may_change(user), may_delete=permissions.may_delete(user),
        )  # fmt: skip
        if newest.bundle_state == newest.Bundle.WAITING:
            response.headers["Refresh"] = "5"
        return response


class DeleteView(_One):
    """Asks once more. What a page shows is not deleted, and the page is named."""

    template_name = "h5p/desk/delete.html"
    page_title = gettext_lazy("Delete")
    may = staticmethod(permissions.may_delete)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(content=self.content, usage=usage(self.content, request.user))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        title = self.content.title
        try:
            actions.delete(self.content)
        except actions.InUse:
            return self.get(request)
        messages.success(request, _("“%(title)s” is deleted. Results that people had with it stay.") % {"title": title})
        return HttpResponseRedirect(reverse("h5p_desk:list"))


def usage(content: Interactive, user: Any) -> list[dict[str, str]]:
    """The pages, drafts and passages that show a content, with where this person edits them."""
    finder = AdminURLFinder(user)
    found = ReferenceIndex.get_references_to(content).group_by_source_object()
    return [{"title": str(source), "url": finder.get_edit_url(source) or ""} for source, _references in found]
