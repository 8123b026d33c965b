"""Registers places, facts and topics in the admin, and the desk of those who keep them."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from courses import representation_view
from courses.authoring import registering  # noqa: F401 -- what authors find in the admin
from courses.editors import page_viewsets
from courses.models import Fact, QuestionTemplate
from courses.viewsets import CountriesGroup

# Who keeps the facts keeps how they are asked.
register_permission_policy(QuestionTemplate, ModelPermissionPolicy(Fact))
register_snippet(CountriesGroup)


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("", include("courses.facts_admin.urls"))]


@hooks.register("register_admin_menu_item")
def coverage_item():
    return MenuItem(_("Coverage"), reverse_lazy("facts:coverage"), icon_name="table", order=215)


@hooks.register("register_admin_viewset")
def editors():
    return page_viewsets()


@hooks.register("register_admin_urls")
def representation_urls():
    return [path("review/representation/", representation_view.page, name="representation")]


@hooks.register("register_review_menu_item")
def representation_item():
    return MenuItem(_("Who is seen"), reverse_lazy("representation"), icon_name="group", order=25)
