"""How administrators see staff, roles and organisations in the admin. Trainees are never shown there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_list_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic import usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import bulk_actions
from wagtail.users.views import users as wagtail_users

from accounts.actions import appoint, dismiss
from accounts.forms.desk import MembershipForm, OrganisationForm, PersonCreationForm, PersonEditForm
from accounts.models import Membership, Organisation, User


def manageable_by(person: User | AnonymousUser) -> QuerySet[User]:
    """Staff; and those who may do everything only by one of them."""
    staff = User.objects.staff()
    return staff if person.is_superuser else staff.filter(is_superuser=False)


class OfStaff:
    """A view of one person who is not a trainee."""

    request: HttpRequest

    def get_base_object_queryset(self) -> QuerySet[User]:
        return manageable_by(self.request.user)


class ChangesStaff(OfStaff):
    """A view that finds the person in its queryset; that of a history or of uses lists other things."""

    def get_queryset(self) -> QuerySet[User]:
        return self.get_base_object_queryset()


class PersonIndexView(wagtail_users.IndexView):
    add_item_label = _("Add a person")
    page_title = _("People")

    @property
    def search_fields(self) -> set[str]:
        return {"name", "name_own", "email"}

    def get_base_queryset(self) -> QuerySet[User]:
        return manageable_by(self.request.user)

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class PersonEditView(ChangesStaff, wagtail_users.EditView):
    pass


class PersonDeleteView(ChangesStaff, wagtail_users.DeleteView):
    pass


class PersonHistoryView(OfStaff, wagtail_users.HistoryView):
    pass


class PersonUsageView(OfStaff, usage.UsageView):
    pass


class PersonViewSet(wagtail_users.UserViewSet):
    menu_label = _("People")
    copy_view_enabled = False
    template_prefix = ""
    index_view_class = PersonIndexView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    history_view_class = PersonHistoryView
    usage_view_class = PersonUsageView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm


class StaffBulkAction:
    """Keeps Wagtail's actions on many people away from trainees, and from those above."""

    request: HttpRequest

    @classmethod
    def get_queryset(cls, model: type[User], object_ids: list[Any]) -> list[User]:
        return get_list_or_404(model.objects.staff(), pk__in=object_ids)

    def check_perm(self, obj: User) -> bool:
        allowed: bool = super().check_perm(obj)  # type: ignore[misc]
        return allowed and (self.request.user.is_superuser or not obj.is_superuser)


class AssignRole(StaffBulkAction, bulk_actions.AssignRoleBulkAction):
    pass


class DeletePeople(StaffBulkAction, bulk_actions.DeleteBulkAction):
    pass


class SetActiveState(StaffBulkAction, bulk_actions.SetActiveStateBulkAction):
    pass


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 610
    add_to_settings_menu = True
    list_display = ["name", "kind", "country"]
    search_fields = ["name", "code"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return OrganisationForm


class MembershipCreateView(generic.CreateView):
    def save_instance(self) -> Membership:
        return appoint(**self.form.cleaned_data, by=self.request.user, now=timezone.now())

    def get_success_buttons(self) -> list[Any]:
        return []


class MembershipEditView(generic.EditView):
    """A role is given or taken, never turned into another."""

    def dispatch(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse(self.delete_url_name, args=(self.object_pk,)))


class MembershipDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        dismiss(membership=self.object, by=self.request.user, now=timezone.now())


class MembershipViewSet(ModelViewSet):
    model = Membership
    name = "roles"
    icon = "key"
    menu_label = _("Roles")
    menu_order = 605
    add_to_settings_menu = True
    list_display = ["user", "role", "organisation"]
    list_filter = ["role", "organisation"]
    copy_view_enabled = False
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return MembershipForm
