"""The libraries that are installed, and those that somebody asks for. For who answers for what runs here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from h5p import actions, permissions
from h5p.desk.page import Desk
from h5p.models import Library, LibraryRequest

ANSWERS = {"approve": LibraryRequest.Answer.APPROVED, "refuse": LibraryRequest.Answer.REFUSED}


class LibrariesView(Desk):
    template_name = "h5p/desk/libraries.html"
    page_title = gettext_lazy("H5P libraries")
    may = staticmethod(permissions.may_install)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        requests = LibraryRequest.objects.select_related("asked_by", "decided_by")
        installed = list(Library.objects.select_related("installed_by", "approved_by"))
        here = {row.key: row for row in installed}
        return self.show(
            waiting=[(row, here.get(row.key)) for row in requests.filter(answer="")],
            refused=requests.filter(answer=LibraryRequest.Answer.REFUSED), installed=installed,
        )  # fmt: skip

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        answer = ANSWERS.get(request.POST.get("do", ""))
        chosen = request.POST.getlist("sha256")
        if answer and chosen:
            count = actions.decide(chosen, answer=answer, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            said = ngettext("%(count)s library decided.", "%(count)s libraries decided.", count)
            messages.success(request, said % {"count": count})
        else:
            messages.warning(request, _("Tick the libraries that you decide about."))
        return HttpResponseRedirect(request.path)


class RemoveView(Desk):
    """Asks once more, and says what still needs the library."""

    template_name = "h5p/desk/remove_library.html"
    page_title = gettext_lazy("Remove a library")
    may = staticmethod(permissions.may_install)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.library = get_object_or_404(Library, pk=kwargs["pk"])

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(library=self.library, needed_by=actions.needed_by(self.library))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            actions.remove(self.library)
        except actions.StillNeeded:
            return self.get(request)
        messages.success(request, _("The library is removed. Whoever brings it again asks again."))
        return HttpResponseRedirect(reverse("h5p_desk:libraries"))
