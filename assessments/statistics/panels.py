"""The panel beside a question's editor that tells how it fares."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel

from assessments.statistics import queries
from assessments.statistics.showing import opened
from assessments.statistics.usage import usage


class ItemSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle how this question fares")
        icon_name = "glasses"

    name = "items"
    title = _("How it fares")
    template_name = "assessments/statistics/panel.html"
    order = 350

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        saved = self.object.pk is not None
        return {
            **context,
            "question": self.object,
            "together": opened(queries.item(self.object)) if saved else None,
            "usage": usage(self.object) if saved else None,
        }

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("assessments/statistics.css")]})
