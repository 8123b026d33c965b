"""The page on questions that say almost the same."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.statistics.permissions import may_read
from assessments.tending.queries import pairs
from core.models import Topic

LINES = 30


class AlikeView(WagtailAdminTemplateMixin, View):
    """For those who may edit questions."""

    header_icon = "copy"
    page_title = gettext_lazy("Questions that are alike")
    template_name = "assessments/tending/alike.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read(request.user):
            raise PermissionDenied
        topic = request.GET.get("topic", "")
        page = Paginator(pairs(topic=topic), LINES).get_page(request.GET.get("p"))
        response: HttpResponse = self.render_to_response(
            self.get_context_data(page=page, topic=topic, topics=Topic.objects.order_by("name"))
        )
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
