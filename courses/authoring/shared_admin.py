"""How shared passages look in the admin: written, reviewed and published like lessons."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from courses import unheard
from courses.models import SharedPassage
from courses.passages import text_of
from media.panels import VoicesSidePanel
from review.panels import ReviewSidePanel


class Reviewed:
    """The findings beside the words while somebody writes."""

    request: Any

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        if getattr(self, "expects_json_response", False):
            return panels
        passage = getattr(self, "object", None) or self.form.instance
        key = passage.translation_key if passage.pk else None
        language = passage.locale.language_code if passage.locale_id else ""
        review = ReviewSidePanel(passage, self.request, key=key, language=language)
        return MediaContainer([*panels, review, VoicesSidePanel(passage, self.request, words=lambda: _words(passage))])


class CreateShared(Reviewed, CreateView):
    pass


class EditShared(Reviewed, EditView):
    pass


def _words(passage: SharedPassage) -> dict[str, list[str]]:
    """What it says aloud, as it was saved last."""
    saved = SharedPassage.objects.filter(pk=passage.pk).first()
    if saved is None:
        return {}
    text = text_of(saved.get_latest_revision_as_object())
    return {text.subject.language: unheard.words(text)}


class SharedPassageViewSet(SnippetViewSet):
    model = SharedPassage
    icon = "copy"
    menu_label = _("Shared passages")
    menu_order = 212
    add_to_admin_menu = True
    add_view_class = CreateShared
    edit_view_class = EditShared
    list_display = ["title", "code", "locale", "live"]
    search_fields = ["title", "code"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("title"), FieldPanel("code")]),
                    FieldPanel("body", help_text=_("A change reaches every lesson in which it stands, at once.")),
                ],
                heading=_("Words"),
            ),
            ObjectList([PublishingPanel()], heading=_("Settings")),
        ]
    )
