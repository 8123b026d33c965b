"""Who comes in at the doors of this room. Whose standing she then sees is decided by ``access``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import Role
from accounts.permissions import STAFF_SIGN_IN, page_of, role_required
from duties import queries
from duties.access import Reach
from duties.models import Assignment, StaffMember

View = Callable[..., HttpResponseBase]

looks_after_staff = role_required(Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR, Role.ADMINISTRATOR)


def as_member(view: View) -> Callable[..., HttpResponseBase]:
    """For members of the foreign service, with their own file as second argument.

    No role is asked for: training falls also on who is posted nowhere, and her file stays hers.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{STAFF_SIGN_IN}?{urlencode({'next': page_of(request)})}")
        member = queries.member_of(request.user, today=timezone.now().date())
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
    today = timezone.now().date()
    seen = StaffMember.objects.serving(today=today).within(reach, today=today)
    found = Assignment.objects.filter(pk=pk, staff__in=seen).select_related("staff__user", "requirement")
    assignment = found.first()
    if assignment is None:
        raise Http404
    return assignment
