"""Registers what administrators keep: organisations, roles, and actions on many people."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from accounts.viewsets import AssignRole, DeletePeople, MembershipViewSet, OrganisationViewSet, SetActiveState


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), MembershipViewSet("roles")]


# After Wagtail's own of the same names, which these replace.
for _action in (AssignRole, DeletePeople, SetActiveState):
    hooks.register("register_bulk_action", _action, order=1)
