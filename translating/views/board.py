"""The board, and the first and last step of a page: begin, publish, ask for review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale
from wagtail_localize.models import Translation

from core import tongues
from translating import board, passages, terms
from translating.actions import reviewing, work
from translating.forms import STATES, BoardFilter
from translating.permissions import keeps_languages, languages_of, may_publish
from translating.states import Changed, counts
from translating.views.desk import Desk, PageDesk
from translating.wording import STEPS

ROWS = 40


class BoardView(Desk):
    template_name = "translating/board.html"
    page_title = gettext_lazy("Translations")
    crumbs = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = Locale.get_default().language_code
        codes = [code for code in tongues.open_codes() if code != source]
        form = BoardFilter(self.request.GET, codes=codes, modules=board.modules())
        asked = form.languages
        rows = [row for row in board.board(asked, today=timezone.now().date()) if form.fits(row)]
        tally = [
            (code, counts(cell.standing for row in rows for cell in row.cells if cell.language == code))
            for code in asked
        ]
        shown = [row for row in rows if form.fits_state(row)]
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(
            form=form, codes=asked, tally=tally, total=len(rows), query=query.urlencode(), states=STATES,
            steps=STEPS, page=Paginator(shown, ROWS).get_page(self.request.GET.get("p")),
            mine=languages_of(self.request.user), keeps=keeps_languages(self.request.user), **kwargs,
        )  # fmt: skip


class BeginView(PageDesk):
    """Opens a page for translation, fills what is known, and leads into the editor."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        locale = Locale.objects.get(language_code=self.language)
        translation = work.begin(self.source, locale=locale, by=request.user)  # type: ignore[arg-type]
        filled = work.fill_from_memory(translation, by=request.user)  # type: ignore[arg-type]
        if filled:
            messages.success(request, filled_words(filled))
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.target.pk]))


def filled_words(count: int) -> str:
    said = ngettext("%(count)s passage filled from memory.", "%(count)s passages filled from memory.", count)
    return said % {"count": count}


class PublishView(PageDesk):
    """What is translated goes to readers. Terms without their agreed name are told, and hinder nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        target = self.target
        if not may_publish(request.user, target):  # type: ignore[arg-type]
            raise PermissionDenied
        translation = get_object_or_404(Translation, source__object_id=self.key, target_locale=target.locale)
        try:
            work.publish(translation, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, _("It was not published: %(why)s") % {"why": " ".join(error.messages)})
        else:
            messages.success(request, _("“%(title)s” is published.") % {"title": self.target.title})
            tell_unused(request, translation)
        return self.back(reverse("translating:board"))


def tell_unused(request: HttpRequest, translation: Translation) -> None:
    language = translation.target_locale.language_code
    said = passages.messages([translation.source.object_id], language)
    for one in terms.unused(said, terms.agreed(language))[:10]:
        words = _("%(place)s: “%(term)s” is agreed to be “%(text)s”.")
        told = words % {"place": one.message.context, "term": one.term.term, "text": one.term.text}
        (messages.warning if one.term.reviewed else messages.info)(request, told)


class AskView(PageDesk):
    """Asks a native speaker to read and sign."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        reviewing.ask(self.target.translation_key, language=self.language, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("A native speaker is asked to read it. It stands on the board until she has."))
        return self.back(reverse("translating:board"))


class ChangesView(PageDesk):
    """What the English said when it was translated, and what it says now."""

    template_name = "translating/changes.html"
    page_title = gettext_lazy("What changed in English")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes: tuple[Changed, ...] = passages.changes(self.key, self.language)
        return super().get_context_data(changes=changes, target=self.target, **kwargs)
