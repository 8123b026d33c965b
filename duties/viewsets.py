"""How administrators keep the rules of required training and the details of posts in the admin."""

from __future__ import annotations

from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from duties.actions import keep_requirement
from duties.forms import PostDetailsForm, RequirementForm
from duties.models import PostDetails, Requirement


class _Kept:
    """A view that saves a rule by the action, so that it falls on people."""

    form: ModelForm

    def save_instance(self) -> Requirement:
        return keep_requirement(self.form.save(commit=False), now=timezone.now())


class RequirementCreateView(_Kept, generic.CreateView):
    pass


class RequirementEditView(_Kept, generic.EditView):
    pass


class RequirementViewSet(ModelViewSet):
    model = Requirement
    icon = "tasks"
    menu_label = _("Required training")
    menu_order = 620
    add_to_settings_menu = True
    list_display = ["course_title", "basis", "days", "months", "active_from", "ended_on"]
    copy_view_enabled = False
    add_view_class = RequirementCreateView
    edit_view_class = RequirementEditView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return RequirementForm


class PostDetailsViewSet(ModelViewSet):
    model = PostDetails
    icon = "site"
    menu_label = _("Posts")
    menu_order = 625
    add_to_settings_menu = True
    list_display = ["organisation", "kind", "time_zone"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return PostDetailsForm
