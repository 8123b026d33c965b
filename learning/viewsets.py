"""How the ministry keeps accreditations, trainers' certificates and short courses in the admin. A centre does not
accredit itself."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from learning import queries
from learning.actions import keep_accreditation, keep_trainer_certificate
from learning.forms.providers import AccreditationForm, TrainerCertificateForm
from learning.forms.short_courses import ShortCourseForm
from learning.models import Accreditation, CoreCourse, TrainerCertificate


class OfMinistry(ModelPermissionPolicy):
    """For administrators who answer for everyone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) and queries.scope_for(user).everyone


class _Kept:
    """A view that saves by the action, so that it is written down who entered it."""

    form: ModelForm
    request: Any

    def save_instance(self) -> Accreditation | TrainerCertificate:
        given = self.form.save(commit=False)
        keep = keep_accreditation if isinstance(given, Accreditation) else keep_trainer_certificate
        return keep(given, by=self.request.user, now=timezone.now())


class PermissionCreateView(_Kept, generic.CreateView):
    pass


class PermissionEditView(_Kept, generic.EditView):
    pass


class _PermissionViewSet(ModelViewSet):
    icon = "success"
    add_to_settings_menu = True
    copy_view_enabled = False
    add_view_class = PermissionCreateView
    edit_view_class = PermissionEditView


class AccreditationViewSet(_PermissionViewSet):
    model = Accreditation
    menu_label = _("Accreditations")
    menu_order = 612
    list_display = ["organisation", "body", "number", "valid_from", "valid_until", "withdrawn_on"]
    list_filter = ["organisation"]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return AccreditationForm


class TrainerCertificateViewSet(_PermissionViewSet):
    model = TrainerCertificate
    menu_label = _("Trainers' certificates")
    menu_order = 613
    list_display = ["trainer", "body", "number", "valid_from", "valid_until"]
    search_fields = ["trainer__name"]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return TrainerCertificateForm


class ShortCourseViewSet(ModelViewSet):
    model = CoreCourse
    icon = "time"
    menu_label = _("Short courses")
    menu_order = 614
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [Column("title", label=_("Course"), accessor=lambda one: str(one.course)), "core"]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return ShortCourseForm
