"""Pages of the admin for those who keep facts and see to it that the syllabus is covered."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core import tongues
from core.templatetags.baon import day
from courses import actions
from courses.coverage import Row
from courses.facts_admin import covering, queries
from courses.facts_admin.leaning import dependents
from courses.forms import NEEDS, BoardFilter, CoverageFilter
from courses.models import Destination, Fact, Origin, SyllabusTopic

LANGUAGE_NAMES = dict(settings.LANGUAGES)


class Desk(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page for those who may write facts."""

    model = Fact
    any_permission_required = ["add", "change"]
    header_icon = "clipboard-list"
    crumbs: tuple[tuple[str, Any], ...] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse(name), "label": label} for name, label in self.crumbs]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    @property
    def today(self) -> Any:
        return timezone.now().date()


class BoardView(Desk):
    template_name = "courses/admin/board.html"
    page_title = gettext_lazy("Facts due")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = BoardFilter(self.request.GET)
        chosen = form.chosen
        number = self.request.GET.get("p", "")
        board = queries.board(chosen, number=int(number) if number.isdecimal() else 1, today=self.today)
        query = self.request.GET.copy()
        for name in ("need", "p"):
            query.pop(name, None)
        tiles = [(need, words, board.counts[need]) for need, words in NEEDS.items()]
        return super().get_context_data(
            board=board, form=form, chosen=chosen, tiles=tiles, query=query.urlencode(), **kwargs
        )


class ConfirmView(Desk):
    """The fact was checked again today."""

    any_permission_required = None
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        fact = actions.confirm_fact(get_object_or_404(Fact, pk=pk), by=request.user, now=timezone.now())  # type: ignore[arg-type]
        words = _("%(fact)s: checked today. It is due again on %(day)s.")
        messages.success(request, words % {"fact": fact, "day": day(fact.review_by)})
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(back if safe else reverse("facts:due"))


class DependentsView(BaseObjectMixin, Desk):
    model = Fact
    template_name = "courses/admin/dependents.html"
    page_title = gettext_lazy("What depends on it")
    crumbs = (("facts:due", gettext_lazy("Facts due")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(fact=self.object, dependents=dependents(self.object), **kwargs)


class HistoryView(BaseObjectMixin, Desk):
    """In place of Wagtail's list of actions: what each of them changed. The viewset gives the names of addresses."""

    model = Fact
    template_name = "courses/admin/history.html"
    page_title = gettext_lazy("History")
    header_icon = "history"
    index_url_name = ""
    edit_url_name = ""

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse(self.edit_url_name, args=[self.object.pk])
        above = [{"url": reverse(self.index_url_name), "label": self.model._meta.verbose_name_plural},
                 {"url": edit, "label": str(self.object)}]  # fmt: skip
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit = reverse(self.edit_url_name, args=[self.object.pk])
        return super().get_context_data(fact=self.object, edit=edit, entries=queries.history(self.object), **kwargs)


class PlacesView(Desk):
    template_name = "courses/admin/places.html"
    page_title = gettext_lazy("Country profiles")
    header_icon = "globe"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(places=queries.places(today=self.today), **kwargs)


class ProfileView(Desk):
    template_name = "courses/admin/profile.html"
    header_icon = "globe"
    crumbs = (("facts:places", gettext_lazy("Country profiles")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        model: Any = {"to": Destination, "from": Origin}.get(kwargs["side"])
        if model is None:
            raise Http404
        self.place = get_object_or_404(model, code=kwargs["code"])

    def get_page_title(self) -> str:
        return str(self.place)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.place._meta.model_name
        return super().get_context_data(
            place=self.place,
            abroad=isinstance(self.place, Destination),
            subjects=queries.profile(self.place, today=self.today),
            identity=queries.identity(self.place, reader=get_language() or settings.LANGUAGE_CODE),
            edit=reverse(f"wagtailsnippets_courses_{name}:edit", args=[self.place.pk]),
            **kwargs,
        )


class CoverageView(Desk):
    """Open to everyone who has the admin: those who build modules see what is missing."""

    model = None  # type: ignore[assignment]
    any_permission_required = None
    template_name = "courses/admin/coverage.html"
    page_title = gettext_lazy("Coverage")
    header_icon = "table"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = tongues.open_codes()
        form = CoverageFilter(self.request.GET, languages=[(code, _(LANGUAGE_NAMES[code])) for code in codes])
        chosen = form.chosen
        wanted = (chosen["language"],) if "language" in chosen else codes
        sheet = covering.coverage(destination=chosen.get("destination", ""), wanted=wanted, today=self.today)
        query = {name: value for name, value in chosen.items() if name in {"language", "destination"}}
        opened = sheet.opened(self.request.GET.get("topic", ""), _key(self.request.GET.get("course", "")))
        rows = [_line(row, [course.key for course in sheet.courses], query) for row in sheet.rows]
        return super().get_context_data(sheet=sheet, form=form, rows=rows, opened=opened, **kwargs)


def _line(row: Row, courses: list[uuid.UUID], query: dict[str, str]) -> dict[str, Any]:
    """A topic with its cells, and the address that opens each."""
    placed = [*zip(row.cells, courses, strict=True), (row.total, "")]
    cells = [
        {"cell": cell, "href": f"?{urlencode({**query, 'topic': row.topic, 'course': course})}#cell"}
        for cell, course in placed
    ]
    return {"label": SyllabusTopic(row.topic).label, "cells": cells}


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
