"""The pages where a package comes in: the file, what is wrong with it, and the libraries it asks for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from h5p import actions, permissions, wording
from h5p.desk.page import Desk
from h5p.forms import PackageForm
from h5p.kinds import kind_name
from h5p.libraries import allowed
from h5p.models import Interactive, LibraryRequest, Upload

SHOWN = 20
AGAIN_SECONDS = "2"


class AddView(Desk):
    """Takes a file in, and lists those that came before."""

    template_name = "h5p/desk/add.html"
    page_title = gettext_lazy("Add an H5P file")
    may = staticmethod(permissions.may_add)
    replaced: Interactive | None = None

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self._answer(PackageForm())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = PackageForm(request.POST, request.FILES)
        by_script = "application/json" in request.headers.get("Accept", "")
        if not form.is_valid():
            if by_script:
                return JsonResponse({"errors": [str(one) for one in form.errors["file"]]}, status=400)
            return self._answer(form)
        file = form.cleaned_data["file"]
        upload = actions.receive(file, name=file.name, by=request.user, now=timezone.now(), replaces=self.replaced)  # type: ignore[arg-type]
        address = reverse("h5p_desk:upload", args=[upload.pk])
        return JsonResponse({"next": address}) if by_script else HttpResponseRedirect(address)

    def _answer(self, form: PackageForm) -> HttpResponse:
        uploads = Upload.objects.filter(by=self.request.user).select_related("made__content")[:SHOWN]
        return self.show(form=form, uploads=uploads, replaced=self.replaced)


class ReplaceView(AddView):
    """The same, for a newer file of a content that is there."""

    page_title = gettext_lazy("Replace by a newer file")
    may = staticmethod(permissions.may_change)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.replaced = get_object_or_404(Interactive, pk=kwargs["key"])

    def get_page_subtitle(self) -> str:
        return str(self.replaced)


class UploadView(Desk):
    """What was found in a package. It asks again by itself while the package is being looked at."""

    template_name = "h5p/desk/upload.html"
    page_title = gettext_lazy("H5P file")
    may = staticmethod(permissions.may_add)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        uploads = Upload.objects.select_related("made__content", "replaces", "by")
        self.upload = get_object_or_404(uploads, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # What somebody tries out is hers; who allows libraries sees what they come with.
        if self.upload.by_id != request.user.pk and not permissions.may_install(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.upload)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        upload, found = self.upload, self.upload.found
        lines = library_lines(found.get("libraries", ()))
        asked = [line for line in lines if line["needs"]]
        response = self.show(
            upload=upload, found=found, licence=wording.licence(found.get("licence", "")),
            kind=kind_name(found.get("main", "").partition(" ")[0]),
            faults=[(one["path"], wording.fault(one)) for one in found.get("faults", ())], lines=lines,
            unasked=[line for line in asked if not line["request"]],
            refused=[line for line in asked if line["request"] and line["request"].answer == "refused"],
            may_install=permissions.may_install(request.user),
        )  # fmt: skip
        if upload.state == Upload.State.WAITING:
            response.headers["Refresh"] = AGAIN_SECONDS
        return response

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "approve":
            if not permissions.may_install(request.user):
                raise PermissionDenied
            actions.approve(upload=self.upload, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("The libraries are allowed. The content is taken in within a minute."))
        else:
            count = actions.ask(upload=self.upload, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            said = ngettext("An administrator sees now that you ask for %(count)s library.",
                            "An administrator sees now that you ask for %(count)s libraries.", count)  # fmt: skip
            messages.success(request, said % {"count": count})
        return HttpResponseRedirect(request.path)


def library_lines(found: Any) -> list[dict[str, Any]]:
    """Each library of a package, with what would become of it and who was asked. Two queries."""
    known = allowed()
    asked = {row.sha256: row for row in LibraryRequest.objects.filter(sha256__in=[one["sha256"] for one in found])}
    return [
        {
            **one, "step_said": wording.step(one), "request": asked.get(one["sha256"]),
            "needs": one["changes"] and one["sha256"] not in known,
            # A higher number of what is here already, with files that nobody has seen: how sites have been poisoned.
            "is_fork": one["step"] == "newer" and one["sha256"] not in known,
        }
        for one in found
    ]  # fmt: skip
