"""What stands beside wagtail-localize's editor: agreed terms, what was translated before, the words as they were."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translating.actions import work
from translating.hints import hints
from translating.views.board import filled_words
from translating.views.desk import Desk


class TranslationDesk(Desk):
    """About one translation, for those who may change its page."""

    translation: Translation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.translation = get_object_or_404(
            Translation.objects.select_related("source", "target_locale"), pk=kwargs["pk"]
        )
        if not self.translation.get_target_instance().permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.translation.get_target_instance().pk])


class HintsView(TranslationDesk):
    """The hints as they stand now; asked for again after a passage was saved."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = hints(self.translation)
        context = {"hints": found, "translation": self.translation}
        html = render_to_string("translating/hints.html", context, request=request)
        return JsonResponse({"html": html})


class FillView(TranslationDesk):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        filled = work.fill_from_memory(self.translation, by=request.user)  # type: ignore[arg-type]
        if filled:
            messages.success(request, filled_words(filled))
        else:
            messages.info(request, _("Nothing in memory fits the passages that are still empty."))
        return self.back(self.editor)


class TakeView(TranslationDesk):
    """One passage gets the words that were suggested for it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, segment: int, **_kwargs: Any) -> HttpResponse:
        try:
            work.take(self.translation, segment=segment, text=request.POST.get("text", ""), by=request.user)  # type: ignore[arg-type]
        except (work.Faulty, KeyError):
            messages.error(request, _("These words do not fit here any more: their tags differ."))
        return self.back(self.editor)
