"""Pages of the admin for authors: a module from a template, a copy of one, editions, and figures beside a lesson."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.actions import EditionExists, amend_edition, make_edition
from courses.authoring import editions, remarks
from courses.authoring.actions import begin_module, discard_module, duplicate_module, is_new
from courses.authoring.figures import KILOBYTE, figures
from courses.authoring.forms import AmendForm, DuplicateForm, EditionForm, NewModuleForm
from courses.authoring.templates import templates
from courses.authoring.wording import told
from courses.models import LessonPage, ModuleLibraryPage, ModulePage


@require_safe
def figures_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a lesson's last saved draft, as a part of a page."""
    lesson = get_object_or_404(LessonPage.objects.select_related("latest_revision"), pk=pk)
    if not lesson.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    found = figures(lesson.get_latest_revision_as_object(), today=timezone.now().date())
    context = {
        "figures": found,
        "lines": [told(remark) for remark in found.remarks],
        "next_budget": remarks.NEXT_PAGE_BYTES,
        "next_kilobytes": remarks.NEXT_PAGE_BYTES // KILOBYTE,
        "first_budget": remarks.FIRST_PAGE_BYTES,
        "first_kilobytes": remarks.FIRST_PAGE_BYTES // KILOBYTE,
    }
    return render(request, "courses/authoring/figures.html", context)


class Asking(WagtailAdminTemplateMixin, FormView):
    """A page with one form, in the frame of the admin."""

    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class NewModule(Asking):
    """A title and a template become a draft module with draft lessons."""

    page_title = gettext_lazy("New module")
    template_name = "courses/authoring/new_module.html"
    form_class = NewModuleForm
    library: ModuleLibraryPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.library = get_object_or_404(_libraries(request), **self._asked_for(request))
        if not self.library.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def _asked_for(request: HttpRequest) -> dict[str, Any]:
        """The library in the address, else the one in which courses are written first."""
        asked = request.GET.get("in", "")
        return {"pk": int(asked)} if asked.isdecimal() else {"pk": _first_library(request)}

    def form_valid(self, form: NewModuleForm) -> HttpResponse:
        template = templates()[form.cleaned_data["template"]]
        module = begin_module(self.library, title=form.cleaned_data["title"], template=template, by=self.request.user)
        made = _("“%(title)s” is made, as a draft. Write over everything that begins with ✎.") % {"title": module.title}
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[module.pk]), _("Edit the module"))
        messages.success(self.request, made, buttons=[edit, _undo(module)])
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[module.pk]))


def _libraries(_request: HttpRequest) -> Any:
    return ModuleLibraryPage.objects.select_related("locale")


def _first_library(request: HttpRequest) -> int:
    for library in _libraries(request).order_by("path"):
        if library.permissions_for_user(request.user).can_add_subpage():
            return int(library.pk)
    raise PermissionDenied


class Duplicate(Asking):
    """A draft copy of a module and its lessons."""

    template_name = "courses/authoring/duplicate.html"
    page_title = gettext_lazy("Duplicate")
    header_icon = "copy"
    form_class = DuplicateForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.module = get_object_or_404(ModulePage.objects.select_related("locale", "quiz"), pk=kwargs["pk"])
        parent = self.module.get_parent()
        may = self.module.permissions_for_user(request.user).can_copy()
        if not may or not parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.module.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lessons = self.module.get_children().count()
        return super().get_context_data(module=self.module, lessons=lessons, **kwargs)

    def form_valid(self, form: DuplicateForm) -> HttpResponse:
        copied = duplicate_module(self.module, keep_quiz=form.cleaned_data["keep_quiz"], by=self.request.user)
        made = _("“%(title)s” is made, as a draft.") % {"title": copied.get_admin_display_title()}
        messages.success(self.request, made, buttons=[_undo(copied)])
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[copied.pk]))


def _undo(module: ModulePage) -> Any:
    return messages.button(reverse("authoring:discard", args=[module.pk]), _("Undo"))


class Discard(WagtailAdminTemplateMixin, View):
    """Takes back a module that was just begun or copied."""

    page_title = gettext_lazy("Undo")
    header_icon = "undo"
    template_name = "courses/authoring/discard.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.module = get_object_or_404(ModulePage, pk=kwargs["pk"])
        if not is_new(self.module, by=request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(module=self.module))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        parent = self.module.get_parent()
        discard_module(self.module, by=request.user)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": self.module.get_admin_display_title()})
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[parent.pk]))


class Editions(WagtailAdminTemplateMixin, FormView):
    """Every course with its editions and the classes that keep to them; and the form that makes one."""

    page_title = gettext_lazy("Editions")
    header_icon = "history"
    template_name = "courses/authoring/editions.html"
    form_class = EditionForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not publishes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(shelves=editions.shelves(), **kwargs)

    def form_valid(self, form: EditionForm) -> HttpResponse:
        given = form.cleaned_data
        if not given["course"].permissions_for_user(self.request.user).can_publish():
            raise PermissionDenied
        try:
            made = make_edition(
                given["course"], code=given["code"], note=given["note"], by=self.request.user.get_full_name(),
                now=timezone.now(),
            )  # fmt: skip
        except EditionExists:
            form.add_error("code", _("There is an edition of this code."))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The edition %(code)s holds the course as it reads now.") % {"code": made.code}
        )
        return HttpResponseRedirect(reverse("authoring:editions"))


class Amend(Asking):
    """An urgent correction: what a page says now goes into editions that hold it."""

    page_title = gettext_lazy("Correct in editions")
    header_icon = "resubmit"
    template_name = "courses/authoring/amend.html"
    form_class = AmendForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page.objects.live(), pk=kwargs["pk"]).specific
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "editions": editions.holding(self.page)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        classes = editions.classes_by_edition()
        lines = [
            (edition, classes.get(edition.pk, ()), editions.is_behind(edition, self.page))
            for edition in editions.holding(self.page)
        ]
        return super().get_context_data(page=self.page, lines=lines, **kwargs)

    def form_valid(self, form: AmendForm) -> HttpResponse:
        chosen = list(form.cleaned_data["editions"])
        for edition in chosen:
            amend_edition(edition, self.page)
        codes = ", ".join(edition.code for edition in chosen)
        messages.success(self.request, _("Corrected in %(editions)s.") % {"editions": codes})
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))


def publishes(user: Any) -> bool:
    """Whether this person may bring anything before readers."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))
