"""The preview beside the editor, and the few choices that make it any trainee's: where to, who, in which language."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import PreviewSidePanel

from core import tongues
from core.panels import LANGUAGE_NAMES
from courses.blocks import destination_choices, origin_choices
from courses.models.pages import ANYWHERE
from courses.models.vocabulary import Audience
from courses.overlays import ANY, TRAINEE


class TraineePreview(PreviewSidePanel):
    """Wagtail's panel, but for the list of modes: four short lists, put together to one mode by a script."""

    title = _("Preview as a trainee")
    template_name = "courses/authoring/preview.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        own = self.object.locale.language_code
        return {
            **super().get_context_data(parent_context),
            "anywhere": ANYWHERE,
            "choices": [
                ("from", _("Coming from"), [(ANY, _("Not said")), *_lower(origin_choices())], ANY),
                ("to", _("Going to"), [(ANY, _("Not said")), *_lower(destination_choices())], ANY),
                ("audience", _("Who reads"), Audience.choices, TRAINEE),
                ("language", _("Language"), [(code, LANGUAGE_NAMES[code]) for code in tongues.open_codes()], own),
            ],
            "own_language": own,
            "live_url": self.object.address() if self.object.live and self.object.pk else "",
        }

    @property
    def media(self) -> Media:
        return super().media + our_media()


def our_media() -> Media:
    css = {"all": [versioned_static("courses/authoring.css")]}
    return Media(js=[versioned_static("courses/authoring.js")], css=css)


def _lower(places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code.lower(), name) for code, name in places]
