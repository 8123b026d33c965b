"""What the pages of this desk have in common."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from h5p import permissions


class Desk(WagtailAdminTemplateMixin, View):  # type: ignore[misc]
    """A page for those whom ``may`` lets in. It carries where it stands."""

    header_icon = "h5p"
    may = staticmethod(permissions.may_look)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("h5p_desk:list"), "label": _("Interactive contents")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def show(self, **context: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response
