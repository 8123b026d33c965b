"""The page of a question that is made from a fact, in place of its editor: its words, their source, taking it over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments import makers, making
from assessments.exchange.rows import entry_of
from assessments.models import Question
from assessments.questions import in_language
from assessments.statistics import queries
from assessments.statistics.permissions import may_read
from assessments.statistics.showing import opened
from assessments.statistics.usage import usage


class MadeView(WagtailAdminTemplateMixin, View):
    """For those who may edit questions. One that is not made from anything has its editor."""

    header_icon = "help"
    page_title = gettext_lazy("A question made from a fact")
    template_name = "assessments/tending/made.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_read(request.user):
            raise PermissionDenied
        self.question = get_object_or_404(Question, pk=kwargs["pk"])
        if not self.question.template:
            return HttpResponseRedirect(editor(self.question))
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.question.key

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        bank = {"url": reverse("wagtailsnippets_assessments_question:list"), "label": _("Questions")}
        return [*self.breadcrumbs_items, bank, {"url": "", "label": self.question.key}]

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        said, language = entry_of(self.question).question, get_language() or ""
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                question=self.question,
                stem=in_language(said.stem, language),
                options=[(in_language(option.text, language), option.correct) for option in said.options],
                feedback=in_language(said.feedback_right, language),
                languages=sorted(said.stem),
                links=makers.made_from(self.question),
                usage=usage(self.question),
                together=opened(queries.item(self.question)),
            )
        )
        return response

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "take":
            making.take_over(self.question, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("This question is yours now. No fact changes it any more."))
            return HttpResponseRedirect(editor(self.question))
        makers.make_again(self.question, now=timezone.now())
        return HttpResponseRedirect(request.path)


def editor(question: Question) -> str:
    return reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
