"""Words out as a file, back as a file, and side by side for what stands in columns."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.plurals import PLURALS
from core.templatetags.baon import direction
from translating import board, pofiles, terms, workbooks
from translating.actions import delivering
from translating.forms import DeliveryForm
from translating.glossary import missing, occurring
from translating.markup import faults
from translating.messages import Message, Unreadable, UnreadableFile, Verdict
from translating.models import Delivery
from translating.permissions import languages_of
from translating.scopes import Scope
from translating.views.desk import Desk, ScopeDesk
from translating.wording import UNREADABLE, VERDICTS


class FilesView(ScopeDesk):
    """Download, upload, and what was taken over before."""

    template_name = "translating/files.html"
    page_title = gettext_lazy("Files for translators")
    header_icon = "download"

    def get_page_subtitle(self) -> str:
        return board.name_of(self.scope)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", DeliveryForm())
        past = Delivery.objects.filter(scope=str(self.scope), language=self.language).select_related("by", "undone_by")
        return super().get_context_data(scope=self.scope, past=past.defer("rows", "changes")[:20], **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = DeliveryForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        if file.size > workbooks.MOST_BYTES:
            form.add_error("file", UNREADABLE[Unreadable.TOO_LARGE])
            return self.render_to_response(self.get_context_data(form=form))
        try:
            delivery = delivering.receive(
                self.scope, language=self.language, name=file.name, data=file.read(), by=request.user,  # type: ignore[arg-type]
                now=timezone.now(),
            )  # fmt: skip
        except UnreadableFile as error:
            form.add_error("file", UNREADABLE[error.reason])
            return self.render_to_response(self.get_context_data(form=form))
        return HttpResponseRedirect(reverse("translating:delivery", args=[delivery.pk]))


class DownloadView(ScopeDesk):
    """The file itself. By POST: pages are cut into passages when they are first handed out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, form: str, **_kwargs: Any) -> HttpResponse:
        found = delivering.hand_out(self.scope, language=self.language)
        if form == "po":
            body, kind = self._catalogue(found), pofiles.TYPE
        else:
            body = workbooks.write(found, right_to_left=direction(self.language) == "rtl")
            kind = workbooks.TYPE
        response = HttpResponse(body, content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{self.scope}-{self.language}.{form}"'
        return response

    def _catalogue(self, found: list[Message]) -> bytes:
        return pofiles.write(found, language=self.language, plural_forms=PLURALS[self.language], project="Baon")


class DeliveryView(Desk):
    """What a file would change, and what it changed."""

    template_name = "translating/delivery.html"
    header_icon = "upload"
    page_title = gettext_lazy("A file from translators")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.delivery = get_object_or_404(Delivery.objects.select_related("by", "undone_by"), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.delivery.language not in languages_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return board.name_of(Scope.parse(self.delivery.scope))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = () if self.delivery.taken_at else delivering.look(self.delivery)
        tally = Counter(line.verdict for line in lines)
        return super().get_context_data(
            delivery=self.delivery, lines=[line for line in lines if line.taken], wrong=[x for x in lines if x.wrong],
            tally=[(VERDICTS[verdict], count) for verdict, count in tally.items()], verdicts=VERDICTS,
            scope=Scope.parse(self.delivery.scope), language=self.delivery.language, **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            if request.POST.get("do") == "undo":
                self._undo(request)
            else:
                self._take(request)
        except delivering.AlreadyTaken:
            messages.warning(request, _("That was done already."))
        except delivering.QuestionRefused as error:
            said = _("Nothing was changed. With these words the question %(key)s has two answers that read the same.")
            messages.error(request, said % {"key": error})
        return HttpResponseRedirect(request.path)

    def _take(self, request: HttpRequest) -> None:
        count = delivering.take_over(self.delivery, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        said = ngettext("%(count)s passage taken over.", "%(count)s passages taken over.", count)
        messages.success(request, said % {"count": count})

    def _undo(self, request: HttpRequest) -> None:
        undone = delivering.undo(self.delivery, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        said = ngettext("%(count)s passage is as it was.", "%(count)s passages are as they were.", undone.count)
        messages.success(request, said % {"count": undone.count})
        if undone.left:
            messages.warning(request, _("Changed since, and left: %(keys)s") % {"keys": ", ".join(undone.left[:10])})


class WordsView(ScopeDesk):
    """Questions, facts and words side by side with their English."""

    template_name = "translating/words.html"
    page_title = gettext_lazy("Translate")

    def get_page_subtitle(self) -> str:
        return board.name_of(self.scope)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreed = terms.agreed(self.language)
        typed = kwargs.pop("typed", {})
        lines = [
            {
                "message": message,
                "text": typed.get(message.key, (message.target,))[0],
                "wrong": typed.get(message.key, ("", ""))[1],
                "terms": occurring(message.source, agreed),
                "unused": missing(message.source, message.target, agreed) if message.target else (),
            }
            for message in delivering.messages(self.scope, language=self.language)
        ]
        return super().get_context_data(scope=self.scope, lines=lines, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        texts, refused = self._typed(request)
        try:
            changed = delivering.write(
                self.scope,
                language=self.language,
                texts=texts,
                by=request.user,
                now=timezone.now(),  # type: ignore[arg-type]
            )
        except delivering.QuestionRefused as error:
            said = _("Nothing was changed. With these words the question %(key)s has two answers that read the same.")
            messages.error(request, said % {"key": error})
            return self.render_to_response(self.get_context_data(typed={key: (t, "") for key, t in texts.items()}))
        said = ngettext("%(count)s passage saved.", "%(count)s passages saved.", len(changed))
        messages.success(request, said % {"count": len(changed)})
        if refused:
            return self.render_to_response(self.get_context_data(typed=refused))
        return HttpResponseRedirect(request.path)

    def _typed(self, request: HttpRequest) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
        """What may be saved, and what may not with the reason. Words as they were are not sent on."""
        texts, refused = {}, {}
        for message in delivering.messages(self.scope, language=self.language):
            text = request.POST.get(message.key, message.target).replace("\r\n", "\n").strip()
            still_right = bool(request.POST.get(f"right:{message.key}"))
            if not text or (text == message.target and not still_right):
                continue
            wrong = faults(message.source, text, tagged=message.tagged)
            if wrong:
                refused[message.key] = (text, str(VERDICTS[Verdict(wrong[0].value)]))
            else:
                texts[message.key] = text
        return texts, refused
