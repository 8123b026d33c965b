"""The pages on how questions fare, for those who may edit them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.models import Question
from assessments.statistics import counting, queries
from assessments.statistics.forms import NarrowForm
from assessments.statistics.permissions import may_read
from assessments.statistics.showing import opened
from assessments.statistics.table import COLUMNS, Table, sheet, table
from core.downloads import FILES

LINES = 50
AGAIN_SECONDS = "3"


class Desk(WagtailAdminTemplateMixin, View):
    """A page for those who may edit questions."""

    header_icon = "glasses"
    page_title = gettext_lazy("How questions fare")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class TableView(Desk):
    """Every question that was asked, searched, filtered and put in order. It asks again by itself while one counts."""

    template_name = "assessments/statistics/table.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NarrowForm(request.GET)
        made = _table(request, form)
        page = Paginator(made.lines, LINES).get_page(request.GET.get("p"))
        waiting = counting.is_counting()
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                form=form, table=made, page=page, waiting=waiting, headings=_headings(request),
                query=_query(request, but=("p",)), kept=_query(request, but=("p", "sort")), sort=_sort(request),
            )
        )  # fmt: skip
        if waiting:
            response.headers["Refresh"] = AGAIN_SECONDS
        return response


class ItemView(Desk):
    """One question: its figures, its answers and its versions."""

    template_name = "assessments/statistics/item.html"
    question: Question

    def get(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        self.question = get_object_or_404(Question, pk=pk)
        return self.render_to_response(
            self.get_context_data(
                question=self.question,
                together=opened(queries.item(self.question)),
                versions=[opened(version) for version in queries.versions(self.question)],
                data_date=queries.data_date(),
            )
        )

    def get_page_title(self) -> str:
        return self.question.key

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("items:table"), "label": _("How questions fare")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class CountView(Desk):
    """Promises a count."""

    http_method_names = ["post"]

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        counting.ask_to_count(now=timezone.now())
        messages.success(self.request, _("The answers are being counted. The figures change when it is done."))
        return HttpResponseRedirect(reverse("items:table"))


class ExportView(Desk):
    """The whole table as a file, as narrowed and sorted on screen."""

    def get(self, request: HttpRequest, form: str, **_kwargs: Any) -> HttpResponseBase:
        if form not in FILES:
            raise Http404
        made = _table(request, NarrowForm(request.GET))
        return FILES[form](sheet(made), f"baon-items-{timezone.localdate():%Y-%m-%d}.{form}")


def _table(request: HttpRequest, form: NarrowForm) -> Table:
    found = queries.items(form.narrowed())
    return table(found, sort=_sort(request), stamp=form.stamp(), data_date=queries.data_date())


def _sort(request: HttpRequest) -> str:
    return request.GET.get("sort", "")


def _headings(request: HttpRequest) -> list[dict[str, Any]]:
    """Each column with the address that sorts by it, the other way if it already does."""
    sort, kept = _sort(request), request.GET.copy()
    kept.pop("p", None)
    headings = []
    for column in COLUMNS:
        kept["sort"] = f"-{column.name}" if sort == column.name else column.name
        order = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
        headings.append({"column": column, "query": kept.urlencode(), "order": order})
    return headings


def _query(request: HttpRequest, *, but: tuple[str, ...]) -> str:
    kept = request.GET.copy()
    for name in but:
        kept.pop(name, None)
    return kept.urlencode()
