"""How the question bank looks in the admin. Which languages are open is data, so editors are built on request."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)
from wagtail.admin.ui.components import MediaContainer
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from accounts.models import User
from assessments import actions
from assessments.exchange.listing import BESIDE, BankView
from assessments.forms import QuestionForm, QuizForm
from assessments.models import Question, Quiz
from assessments.questions import OBSERVED
from assessments.reviewing import stable_key, texts_of
from assessments.statistics.panels import ItemSidePanel
from assessments.surveys.viewset import SurveyViewSet
from assessments.unheard import in_columns
from core.panels import LANGUAGE_NAMES, InOpenLanguages, in_language
from media.panels import VoicesSidePanel
from review.actions import Refused
from review.panels import ReviewSidePanel
from review.telling import tell


@lru_cache(maxsize=4)
def question_editor(codes: tuple[str, ...]) -> Panel:
    options = [
        FieldPanel("correct"),
        *(in_language(code, "text", "match", "feedback") for code in codes),
        FieldRowPanel([FieldPanel("gap"), FieldPanel("area")]),
        FieldPanel("picture"),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("key"), FieldPanel("topic")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
                FieldPanel("must_know"),
            ],
            heading=_("About this question"),
        ),
        *(in_language(code, "stem", "scene", "unit", "feedback_right", "feedback_wrong") for code in codes),
        FieldPanel("picture"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("tolerance")]),
        InlinePanel("options", panels=options, heading=_("Answers"), label=_("Answer")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("destinations"), FieldPanel("origins")]),
                FieldRowPanel([FieldPanel("fact"), FieldPanel("origin_fact")]),
                FieldPanel("lesson"),
                FieldRowPanel([FieldPanel("family"), FieldPanel("form")]),
                FieldPanel("retired_at", help_text=_("Once set, it is no longer drawn. Answers given stay.")),
            ],
            heading=_("When it is asked"),
        ),
    ]
    return ObjectList(panels, base_form_class=QuestionForm).bind_to_model(Question)


@lru_cache(maxsize=4)
def quiz_editor(codes: tuple[str, ...]) -> Panel:
    part = [FieldPanel("topic"), FieldRowPanel([FieldPanel("count"), FieldPanel("level")])]
    component = [FieldPanel("kind"), FieldRowPanel([FieldPanel("weight"), FieldPanel("pass_mark")])]
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("pass_mark"), FieldPanel("form")]),
        *(in_language(code, "title") for code in codes),
        InlinePanel("fixed", panels=[FieldPanel("question")], heading=_("Always asked"), label=_("Question")),
        InlinePanel(
            "components", panels=component, heading=_("What the result is made of"), label=_("Part of the result")
        ),
        InlinePanel("parts", panels=part, heading=_("What it asks"), label=_("Part")),
        FieldPanel("before"),
    ]
    return ObjectList(panels, base_form_class=QuizForm).bind_to_model(Quiz)


class Publishing(InOpenLanguages):
    """Saving a question publishes a version of it. Where review holds it, the working copy is kept and says so."""

    editor = staticmethod(question_editor)
    request: HttpRequest

    def save_instance(self) -> Question:
        question: Question = super().save_instance()  # type: ignore[misc]
        try:
            actions.publish_question(question, now=timezone.now())
        except Refused as refusal:
            tell(self.request, refusal)
        return question

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        question = getattr(self, "object", None)
        key = stable_key(question) if question and question.pk else None
        review = ReviewSidePanel(question or Question(), self.request, key=key)
        voices = VoicesSidePanel(question or Question(), self.request, words=lambda: _words(question))
        return MediaContainer([*panels, review, ItemSidePanel(question or Question(), self.request), voices])


def _words(question: Question | None) -> dict[str, list[str]]:
    """What a question says aloud, as it was saved last."""
    saved = Question.objects.filter(pk=question.pk).first() if question else None
    texts = texts_of(saved, list(saved.options.all())) if saved and saved.kind not in OBSERVED else ()
    return {text.subject.language: in_columns(text) for text in texts}


class CreateQuestionView(Publishing, CreateView):
    pass


class EditQuestionView(Publishing, EditView):
    """A question that is made from a fact has a page instead, where nobody writes its words."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.template:
            return HttpResponseRedirect(reverse("questions_made", args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)


class CreateQuizView(InOpenLanguages, CreateView):
    editor = staticmethod(quiz_editor)


class EditQuizView(InOpenLanguages, EditView):
    editor = staticmethod(quiz_editor)


class NeverDeleted(ModelPermissionPolicy):
    """Versions and attempts refer to questions and quizzes for good: a question is retired instead."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    copy_view_enabled = False
    index_view_class = BankView
    add_view_class = CreateQuestionView
    edit_view_class = EditQuestionView
    list_display = ["key", "stem", "topic", "kind", "level", "must_know", *BESIDE]
    list_filter = ["topic", "kind", "level", "must_know"]
    search_fields = ["key", *(build_localized_fieldname("stem", code) for code in LANGUAGE_NAMES)]
    ordering = ["key"]

    def get_edit_handler(self) -> Any:
        return question_editor((settings.LANGUAGE_CODE,))


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "list-ol"
    copy_view_enabled = False
    add_view_class = CreateQuizView
    edit_view_class = EditQuizView
    list_display = ["key", "title", "pass_mark"]
    search_fields = ["key", *(build_localized_fieldname("title", code) for code in LANGUAGE_NAMES)]
    ordering = ["key"]

    def get_edit_handler(self) -> Any:
        return quiz_editor((settings.LANGUAGE_CODE,))


class QuestionBankGroup(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 250
    submenu_hook = "register_question_bank_item"
    items = (QuestionViewSet, QuizViewSet, SurveyViewSet)
