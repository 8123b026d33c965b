"""The desk where courses are handed over and taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from handover import actions, preview
from handover.archive import LIMITS
from handover.difference import Verdict
from handover.faults import Fault, Problem
from handover.forms import DecideForm, ExportForm, UploadForm
from handover.models import Export, Import
from handover.permissions import may_hand_over, may_publish, may_take_in
from handover.wording import FAULTS, told

SHOWN = 20
BUSY = frozenset({Import.State.LOOKING, Import.State.TAKING, Import.State.UNDOING})
AGAIN_SECONDS = "3"


class Desk(WagtailAdminTemplateMixin, View):
    """A page for those who hand courses over. A page that waits for the worker asks again by itself."""

    header_icon = "download"
    may = staticmethod(may_hand_over)
    crumbs: tuple[tuple[str, Any], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse(name), "label": label} for name, label in self.crumbs]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def answer(self, *, waiting: bool, **context: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(waiting=waiting, **context))
        if waiting:
            response.headers["Refresh"] = AGAIN_SECONDS
        return response


class DeskView(Desk):
    """Hand over, take in, and what was handed over and taken in before."""

    template_name = "handover/desk.html"
    page_title = gettext_lazy("Hand over a course")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(ExportForm(initial={"course": request.GET.get("course", "")}), UploadForm())

    def _show(self, export: ExportForm, upload: UploadForm) -> HttpResponse:
        exports = list(Export.objects.select_related("by")[:SHOWN])
        for made in exports:
            made.told = [told_plain(problem) for problem in made.problems]  # type: ignore[attr-defined]
        return self.answer(
            waiting=any(made.finished_at is None for made in exports) and not upload.is_bound,
            export=export, upload=upload, may_take_in=may_take_in(self.request.user), exports=exports,
            imports=Import.objects.select_related("by")[:SHOWN],
        )  # fmt: skip


class ExportView(DeskView):
    """Promises an archive."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._show(form, UploadForm())
        actions.ask_for_export(by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The file is being made. It appears below, ready to download."))
        return HttpResponseRedirect(reverse("handover:desk"))


class DownloadView(Desk):
    def get(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponseBase:
        made = get_object_or_404(Export, pk=pk)
        if not made.file:
            raise Http404
        name = f"{slugify(made.title) or 'course'}.zip"
        return FileResponse(made.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


class UploadView(DeskView):
    """Takes a file in, unread."""

    http_method_names = ["post"]
    may = staticmethod(may_take_in)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and form.cleaned_data["file"].size > LIMITS.packed:
            form.add_error("file", str(FAULTS[Fault.TOO_LARGE]))
        if not form.is_valid():
            return self._show(ExportForm(), form)
        file = form.cleaned_data["file"]
        received = actions.receive(file, name=file.name, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("handover:import", args=[received.pk]))


class ImportView(Desk):
    """What an archive would change; then what it has changed, and the way back."""

    template_name = "handover/import.html"
    page_title = gettext_lazy("A course from elsewhere")
    header_icon = "upload"
    may = staticmethod(may_take_in)
    crumbs = (("handover:desk", gettext_lazy("Hand over a course")),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.received = get_object_or_404(Import.objects.select_related("by", "undone_by"), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.received)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(self._form())

    def _form(self, data: Any = None) -> DecideForm:
        groups = preview.decisions(self.received) if self.received.state == Import.State.LOOKED else []
        return DecideForm(data, groups=groups, may_publish=may_publish(self.request.user))

    def _show(self, form: DecideForm) -> HttpResponse:
        received = self.received
        waiting = received.state in BUSY
        shown = () if waiting else preview.parts(received)
        return self.answer(
            waiting=waiting, received=received, form=form, tally=preview.tally(received),
            parts=[(part, form[part.name] if part.name in form.fields else None) for part in shown],
            problems=[told_plain(problem) for problem in received.problems],
            may_look_again=any(part.verdict is Verdict.NOT_ALLOWED for part in shown)
            and received.state == Import.State.LOOKED,
            nothing_to_do=received.state == Import.State.LOOKED and not shown,
        )  # fmt: skip

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            if request.POST.get("do") == "undo":
                actions.ask_to_undo(self.received, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            elif request.POST.get("do") == "look":
                actions.look_again(self.received, now=timezone.now())
            else:
                form = self._form(request.POST)
                if not form.is_valid():
                    return self._show(form)
                publish = bool(form.cleaned_data.get("publish"))
                actions.decide(
                    self.received,
                    choices=form.choices,
                    publish=publish,
                    by=request.user,
                    now=timezone.now(),  # type: ignore[arg-type]
                )
        except actions.NotNow:
            messages.warning(request, _("That was done already."))
        return HttpResponseRedirect(request.path)


def told_plain(problem: dict[str, str]) -> str:
    return told(Problem(Fault(problem["fault"]), problem["where"], problem["what"]))
