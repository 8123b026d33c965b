"""The panel beside an editor that shows findings while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel


class ReviewSidePanel(BaseSidePanel):
    """``key`` is the stable key of what is edited, none before it is saved; ``language`` that of a page."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle language review")
        icon_name = "clipboard-list"

    name = "review"
    title = _("Language review")
    template_name = "review/panel/panel.html"
    order = 340

    def __init__(self, object: Any, request: HttpRequest, *, key: UUID | None, language: str = "") -> None:
        super().__init__(object, request)
        self.key = key
        self.language = language

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        model = self.model._meta.label_lower
        asked = urlencode({"language": self.language, "key": str(self.key or "")})
        return {
            **super().get_context_data(parent_context),
            "check_url": f"{reverse('review:check', args=[model])}?{asked}",
            "dismiss_url": f"{reverse('review:dismiss_typed', args=[model])}?{asked}",
        }

    @property
    def media(self) -> Media:
        return Media(js=[versioned_static("review/panel.js")], css={"all": [versioned_static("review/review.css")]})
