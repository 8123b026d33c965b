"""What stands beside the editor of a lesson: the preview as a trainee, and the figures of the words."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel, PreviewSidePanel

from courses.authoring.preview import TraineePreview, our_media
from courses.models import LessonPage


class FiguresPanel(BaseSidePanel):
    """Asked for when it is opened and after each save, so that the editor itself stays quick."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle lesson check")
        icon_name = "tasks"

    name = "figures"
    title = _("Lesson check")
    template_name = "courses/authoring/figures_panel.html"
    order = 330

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        url = reverse("authoring:figures", args=[self.object.pk]) if self.object.pk else ""
        return {**super().get_context_data(parent_context), "url": url}

    @property
    def media(self) -> Media:
        return our_media()


def beside(panels: MediaContainer, page: Any, request: HttpRequest, *, refreshing: bool = False) -> MediaContainer:
    """Wagtail's side panels with ours. ``refreshing`` is an answer to an autosave, which replaces what it names."""
    if not isinstance(page, LessonPage):
        return panels
    ours = [_ours(panel) for panel in panels]
    return MediaContainer(ours if refreshing else [*ours, FiguresPanel(page, request)])


def _ours(panel: BaseSidePanel) -> BaseSidePanel:
    if type(panel) is PreviewSidePanel:
        return TraineePreview(panel.object, panel.request, preview_url=panel.preview_url)
    return panel
