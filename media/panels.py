"""What stands beside an editor where recordings are required: how many there are, and the words that are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel

from media import recordings
from media.desk import Count


@dataclass(frozen=True)
class Lack:
    """What one language lacks of the words beside it."""

    language: str
    count: Count
    missing: tuple[str, ...]

    @property
    def desk(self) -> str:
        return recordings.desk_of(self.language)


class VoicesSidePanel(BaseSidePanel):
    """``words`` gives what was saved last, by language. Languages in which nothing is required are not shown."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle recordings")
        icon_name = "media"

    name = "voices"
    title = _("Recordings")
    template_name = "media/voices_panel.html"
    order = 345

    def __init__(self, object: Any, request: HttpRequest, *, words: Callable[[], Mapping[str, Sequence[str]]]) -> None:
        super().__init__(object, request)
        self._words = words

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "lacks": self._lacks(),
            "desk_url": reverse("recordings:lines"),
        }

    def _lacks(self) -> list[Lack]:
        """A query, and one more for each language in which recordings are required."""
        required = recordings.required()
        words = self._words() if required else {}
        return [_lack(language, said) for language, said in words.items() if language in required]

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("media/recordings.css")]})


def _lack(language: str, said: Sequence[str]) -> Lack:
    missing = recordings.missing(language, said)
    every = len(dict.fromkeys(text for text in said if text.strip()))
    return Lack(language, Count(every - len(missing), every), missing)
