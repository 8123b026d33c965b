"""How surveys look in the admin. Which languages are open is data, so the editor is built on request."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, SnippetViewSet

from assessments.models.surveys import Survey
from assessments.surveys import actions
from assessments.surveys.forms import SurveyForm
from assessments.surveys.reviewing import stable_key, texts_of
from assessments.unheard import in_columns
from core.panels import LANGUAGE_NAMES, InOpenLanguages, in_language
from media.panels import VoicesSidePanel
from review.actions import Refused
from review.panels import ReviewSidePanel
from review.telling import tell


@lru_cache(maxsize=4)
def survey_editor(codes: tuple[str, ...]) -> Panel:
    item = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("shows_numbers")]),
        *(in_language(code, "text", "choices") for code in codes),
    ]
    panels = [
        HelpPanel(template="assessments/surveys/admin/promise.html"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("key"), FieldPanel("kind")])], heading=_("About this survey")),
        *(in_language(code, "title", "intro") for code in codes),
        InlinePanel("items", panels=item, heading=_("Questions"), label=_("Question"), min_num=1),
    ]
    return ObjectList(panels, base_form_class=SurveyForm).bind_to_model(Survey)


class Publishing(InOpenLanguages):
    """Saving a survey lets it be asked. Where review holds its words, it is kept, and not asked until it is mended."""

    editor = staticmethod(survey_editor)
    request: HttpRequest

    def save_instance(self) -> Survey:
        survey: Survey = super().save_instance()  # type: ignore[misc]
        try:
            actions.publish_survey(survey, now=timezone.now())
        except Refused as refusal:
            tell(self.request, refusal)
        return survey

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        survey = getattr(self, "object", None)
        key = stable_key(survey) if survey and survey.pk else None
        review = ReviewSidePanel(survey or Survey(), self.request, key=key)
        voices = VoicesSidePanel(survey or Survey(), self.request, words=lambda: _words(survey))
        return MediaContainer([*panels, review, voices])


def _words(survey: Survey | None) -> dict[str, list[str]]:
    """What a survey says aloud, as it was saved last."""
    saved = Survey.objects.filter(pk=survey.pk).first() if survey else None
    texts = texts_of(saved, list(saved.items.all())) if saved else ()
    return {text.subject.language: in_columns(text) for text in texts}


class CreateSurveyView(Publishing, CreateView):
    pass


class EditSurveyView(Publishing, EditView):
    pass


class CopySurveyView(Publishing, CopyView):
    """The same questions under a key of their own: how a survey is changed that people have answered."""

    def get_initial_form_instance(self) -> Survey:
        original: Survey = self.get_object()
        items = [*original.items.all()]
        for item in items:
            item.pk, item.survey_id, item.key = None, None, uuid.uuid4()
        copy = Survey.objects.get(pk=original.pk)
        copy.pk, copy.key, copy.published_at = None, f"{original.key[:38]}-2", None
        copy.items = items
        return copy


class SurveyViewSet(SnippetViewSet):
    model = Survey
    icon = "form"
    copy_view_enabled = True
    add_view_class = CreateSurveyView
    edit_view_class = EditSurveyView
    copy_view_class = CopySurveyView
    list_display = ["key", "title", "kind", "published_at"]
    list_filter = ["kind"]
    search_fields = ["key", *(build_localized_fieldname("title", code) for code in LANGUAGE_NAMES)]
    ordering = ["key"]

    def get_edit_handler(self) -> Any:
        return survey_editor((settings.LANGUAGE_CODE,))
