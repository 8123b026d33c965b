"""The page on which questions of the bank become an H5P content, and the way to it from the list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from h5p_python import builder
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from assessments.exchange.views import Desk
from assessments.exchange.wording import LACKS
from assessments.models import Question
from assessments.playable.actions import make
from assessments.playable.forms import TitleForm, WishForm
from assessments.playable.gathering import MOST, Gathered, gather, missing_libraries, published
from assessments.playable.permissions import may_make
from assessments.playable.wording import told, told_of_missing
from h5p import libraries


class MakeView(Desk):
    """First which questions, then what of them goes along, then the content."""

    template_name = "assessments/playable/make.html"
    page_title = gettext_lazy("Make an H5P content")
    header_icon = "h5p"
    may = staticmethod(may_make)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = WishForm(request.GET or None, initial={"language": "en"})
        return self._show(form, TitleForm())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """``question`` names those that are ticked, out of what the address names."""
        wished, named = WishForm(request.GET), TitleForm(request.POST)
        if not wished.is_valid() or not named.is_valid():
            return self._show(wished, named)
        ticked = set(request.POST.getlist("question"))
        chosen = [one for one in _chosen(wished) if str(one.pk) in ticked]
        given = named.cleaned_data
        gathered = gather(chosen, wished.wish(pass_mark=given.pop("pass_mark")))
        language = wished.cleaned_data["language"]
        try:
            version = make(gathered, **given, language=language, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except builder.NoSuchLibrary as error:
            named.add_error(None, told_of_missing((str(error),)))
        except builder.InvalidQuestion as error:
            named.add_error(None, told(error.reason))
        else:
            return HttpResponseRedirect(reverse("h5p_desk:content", args=[version.content_id]))
        return self._show(wished, named, ticked=ticked)

    def _show(self, form: WishForm, named: TitleForm, *, ticked: set[str] | None = None) -> HttpResponse:
        shown = _preview(form) if form.is_bound and form.is_valid() else None
        missing = missing_libraries(form.wish().shape, libraries.shelf()) if shown else ()
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                form=form, named=named, shown=shown, query=self.request.GET.urlencode(), most=MOST,
                missing=told_of_missing(missing) if missing else "",
                rows=[(row, [LACKS[lack] for lack in row.lacks], ticked is None or str(row.question.pk) in ticked)
                      for row in (shown.rows if shown else ())],
            ),
            status=422 if named.errors else 200,
        )  # fmt: skip
        return response


def _chosen(form: WishForm) -> list[Question]:
    given = form.cleaned_data
    pks = [question.pk for question in given["question"]]
    return list(published(topic=given["topic"], quiz=given["quiz"], pks=pks)[:MOST])


def _preview(form: WishForm) -> Gathered:
    return gather(_chosen(form), form.wish())


class MakeOfThese(SnippetBulkAction):
    """From the list of the bank: those that are ticked go to the page, where the rest is asked."""

    models = [Question]
    display_name = gettext_lazy("Make H5P")
    action_type = "h5p"
    aria_label = gettext_lazy("Make an H5P content of the questions that are ticked")
    action_priority = 20

    def check_perm(self, _question: Question) -> bool:
        return may_make(self.request.user)

    def dispatch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        questions, _refused = self.get_actionable_objects()
        query = [*(("question", one.pk) for one in list(questions)[:MOST]), ("language", "en"), ("shape", "set")]
        return HttpResponseRedirect(f"{reverse('playable:make')}?{urlencode(query)}")
