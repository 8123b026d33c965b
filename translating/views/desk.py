"""What all pages of the desk share: who may enter, where they stand, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from core import tongues
from translating.permissions import languages_of, works_on_words
from translating.scopes import BadScope, Scope

ICON = "wagtail-localize-language"


class Desk(WagtailAdminTemplateMixin, View):
    """A page for everyone who works on words."""

    header_icon = ICON
    crumbs: tuple[tuple[str, Any], ...] = (("translating:board", gettext_lazy("Translations")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not works_on_words(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse(name), "label": label} for name, label in self.crumbs]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def back(self, otherwise: str) -> HttpResponse:
        """To where the form says she came from, if that is a page of ours."""
        wanted = self.request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()})
        return HttpResponseRedirect(wanted if safe else otherwise)


class LanguageDesk(Desk):
    """A page about one language, for those who may translate into it."""

    language: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.language = kwargs["language"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.language not in tongues.open_codes():
            raise Http404
        if self.language not in languages_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(language=self.language, **kwargs)


class PageDesk(LanguageDesk):
    """A page about one page in one language, found by its stable key."""

    key: UUID

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.key = kwargs["key"]

    @property
    def source(self) -> Page:
        return get_object_or_404(Page, translation_key=self.key, locale=Locale.get_default()).specific

    @property
    def target(self) -> Page:
        return get_object_or_404(Page, translation_key=self.key, locale__language_code=self.language).specific

    def get_page_subtitle(self) -> str:
        return str(self.source.title)


class ScopeDesk(LanguageDesk):
    """A page about one piece in one language."""

    scope: Scope

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.scope = Scope.parse(kwargs["scope"])
        except BadScope as error:
            raise Http404 from error
