"""Who comes in at the doors of this room. Whose standing she then sees is decided by ``access``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import STAFF_ROLES, Role
from accounts.permissions import role_required
from duties import queries
from duties.access import Reach
from duties.models import Assignment, StaffMember

View = Callable[..., HttpResponseBase]

looks_after_staff = role_required(Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR, Role.ADMINISTRATOR)


def as_member(view: View) -> Callable[..., HttpResponse]:
    """For members of the foreign service, with their own file as second argument."""

    @role_required(*STAFF_ROLES)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        member = queries.member_of(request.user)
        if member is None:
            raise PermissionDenied
        return view(request, member, *args, **kwargs)

    return guarded


def as_supervisor(view: View) -> Callable[..., HttpResponse]:
    """For whoever answers for posts or people, with her reach as second argument. An officer looks at who reports to
    her, and finds nobody else."""

    @looks_after_staff
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, queries.reach_for(request.user), *args, **kwargs)

    return guarded


def as_keeper(view: View) -> Callable[..., HttpResponse]:
    """For whoever answers for posts: she exempts, recognises and brings lists. Others are told it is not theirs."""

    @as_supervisor
    @wraps(view)
    def guarded(request: HttpRequest, reach: Reach, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reach.decides:
            raise PermissionDenied
        return view(request, reach, *args, **kwargs)

    return guarded


def assignment_within(reach: Reach, pk: object) -> Assignment:
    """An assignment of somebody within a reach. Raises ``Http404``: others find nothing."""
    seen = StaffMember.objects.serving().within(reach, today=timezone.now().date())
    found = Assignment.objects.filter(pk=pk, staff__in=seen).select_related("staff__user", "requirement")
    assignment = found.first()
    if assignment is None:
        raise Http404
    return assignment
