"""The pages where questions come in and go out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.actions import log_access
from assessments.exchange import exporting, importing
from assessments.exchange.differing import changes
from assessments.exchange.forms import ExportForm, ImportForm, PurposeForm
from assessments.exchange.kinds import FORMATS
from assessments.exchange.permissions import may_export, may_import
from assessments.exchange.wording import LACKS, told, told_of_file
from assessments.formats.drafts import UnreadableFile
from assessments.models import ImportLine, QuestionImport
from core import sheets

SHOWN, LINES, KEYS = 20, 50, 30
AGAIN_SECONDS = "2"
_FIRST = (ImportLine.Outcome.REFUSED, ImportLine.Outcome.CHANGED, ImportLine.Outcome.NEW, ImportLine.Outcome.SAME)


class Desk(WagtailAdminTemplateMixin, View):
    """A page for those who may edit the bank."""

    header_icon = "help"
    may = staticmethod(may_export)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        bank = {"url": reverse("wagtailsnippets_assessments_question:list"), "label": _("Questions")}
        return [*self.breadcrumbs_items, bank, {"url": "", "label": self.get_page_title()}]


class UploadView(Desk):
    """Takes a file in, unread, and lists those that came before."""

    template_name = "assessments/exchange/upload.html"
    page_title = gettext_lazy("Import questions")
    header_icon = "upload"
    may = staticmethod(may_import)

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self._show(ImportForm())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        file, given = form.cleaned_data.pop("file"), form.cleaned_data
        try:
            received = importing.receive(file, name=file.name, by=request.user, now=timezone.now(), **given)  # type: ignore[arg-type]
        except UnreadableFile as error:
            form.add_error("file", told_of_file(error.reason))
            return self._show(form)
        return HttpResponseRedirect(reverse("exchange:import", args=[received.pk]))

    def _show(self, form: ImportForm) -> HttpResponse:
        imports = QuestionImport.objects.select_related("by")[:SHOWN]
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form, imports=imports))
        return response


class ImportView(Desk):
    """What a file would change; then what it has changed, and the way back. It asks again by itself while it waits."""

    template_name = "assessments/exchange/import.html"
    page_title = gettext_lazy("Import questions")
    header_icon = "upload"
    may = staticmethod(may_import)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.received = get_object_or_404(QuestionImport.objects.select_related("by"), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.received)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        received, outcome = self.received, request.GET.get("outcome", "")
        tally = _tally(received)
        lines = received.lines.filter(outcome=outcome) if outcome in ImportLine.Outcome.values else received.lines.all()
        page = Paginator(lines, LINES).get_page(request.GET.get("p"))
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                received=received, tally=tally, page=page, outcome=outcome, format=FORMATS[received.format].name,
                lines=[(line, [told(code, what) for code, what in line.notes], changes(line)) for line in page],
                fault=told_of_file(received.fault["reason"]) if received.fault else "",
                held=received.lines.filter(fate=ImportLine.Fate.HELD).count(),
                left=received.lines.filter(fate=ImportLine.Fate.LEFT).count(),
                something=any(row["outcome"] in ("new", "changed") for row in tally),
            )
        )  # fmt: skip
        if received.is_busy:
            response.headers["Refresh"] = AGAIN_SECONDS
        return response

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        ask = importing.ask_to_undo if request.POST.get("do") == "undo" else importing.ask_to_take
        try:
            ask(self.received, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except importing.NotNow:
            messages.warning(request, _("That was done already."))
        return HttpResponseRedirect(request.path)


def _tally(received: QuestionImport) -> list[dict[str, Any]]:
    """How many of each outcome, what needs an eye first."""
    counts = dict(received.lines.order_by().values_list("outcome").annotate(Count("pk")))
    return [{"outcome": outcome.value, "said": outcome.label, "count": counts[outcome.value]}
            for outcome in _FIRST if outcome.value in counts]  # fmt: skip


class ExportView(Desk):
    """What an export would hold and what it leaves out, before the file is made."""

    template_name = "assessments/exchange/export.html"
    page_title = gettext_lazy("Export questions")
    header_icon = "download"

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return _export_page(self, ExportForm(request.GET or None), PurposeForm())


def _export_page(view: Desk, form: ExportForm, purpose: PurposeForm, *, status: int = 200) -> HttpResponse:
    shown = _preview(form) if form.is_valid() else None
    left = [
        (each, LACKS[each.lack], each.keys[:KEYS], max(0, len(each.keys) - KEYS))
        for each in (shown.left_out if shown else ())
    ]
    query = view.request.GET.urlencode()
    response: HttpResponse = view.render_to_response(
        view.get_context_data(form=form, shown=shown, left=left, query=query, purpose=purpose), status=status
    )
    return response


class DownloadView(ExportView):
    """The file of an export, once its purpose is said and written down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        form, purpose = ExportForm(request.GET), PurposeForm(request.POST)
        if not form.is_valid():
            raise Http404
        if not purpose.is_valid():
            return _export_page(self, form, purpose, status=422)
        now = timezone.now()
        log_access(
            actor=request.user,  # type: ignore[arg-type]
            verb="questions_exported",
            subject=_subject(form),
            purpose=purpose.cleaned_data["purpose"],
            now=now,
        )
        return _file(form, now)


def _subject(form: ExportForm) -> str:
    """Which questions were taken, as the access log names them."""
    given = form.cleaned_data
    narrowed = {"topic": given["topic"].code if given["topic"] else "", "language": given["language"]}
    return " ".join([f"questions.{given['format']}", *(f"{name}={said}" for name, said in narrowed.items() if said)])


def _file(form: ExportForm, now: datetime) -> HttpResponseBase:
    code, language = form.cleaned_data["format"], form.cleaned_data["language"]
    rows, format = exporting.chosen(form.cleaned_data["topic"]), FORMATS[code]
    name = f"baon-questions-{timezone.localdate(now):%Y-%m-%d}.{format.ending}"
    if code == "xlsx":
        file = exporting.workbook(rows, right_to_left=translation.get_language_bidi())
        return FileResponse(file, as_attachment=True, filename=name, content_type=format.media_type)
    pieces = exporting.lines(rows, format=code, language=language)
    response = StreamingHttpResponse(pieces, content_type=format.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class TemplateView(Desk):
    """An empty sheet with the names of the columns."""

    may = staticmethod(may_import)

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        file = sheets.xlsx_file(exporting.template(), right_to_left=False)
        return FileResponse(file, as_attachment=True, filename="baon-questions.xlsx", content_type=sheets.XLSX_TYPE)


def _preview(form: ExportForm) -> exporting.Preview:
    given = form.cleaned_data
    return exporting.preview(exporting.chosen(given["topic"]), format=given["format"], language=given["language"])
