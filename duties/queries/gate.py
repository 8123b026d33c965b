"""Who asks, and for whom she answers."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser

from accounts.models import Organisation, User
from accounts.permissions import memberships_of
from duties.access import Reach, reach_of
from duties.models import StaffMember


def reach_for(user: User | AnonymousUser) -> Reach:
    """The posts and services this person answers for. Two queries."""
    parents = dict(Organisation.objects.values_list("pk", "parent"))
    if user.is_superuser:
        return Reach(user.pk, frozenset(parents))
    return reach_of(user.pk or 0, [(one.role, one.organisation_id) for one in memberships_of(user)], parents=parents)


def member_of(user: User | AnonymousUser, *, today: date) -> StaffMember | None:
    """Her own file, if she is a member of the foreign service."""
    if not user.is_authenticated:
        return None
    return StaffMember.objects.serving(today=today).filter(user=user.pk).select_related("user").first()
