"""What a signed-in person may be, and where she belongs. Whose data she may see is for ``learning.access``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import STAFF_ROLES, Membership, Role, User

View = Callable[..., HttpResponse]

SIGN_IN = "/sign-in/"
STAFF_SIGN_IN = "/sign-in/staff/"

# The first that fits: today's class comes before desk work.
HOMES = (
    (Role.INSTRUCTOR, "/teach/"),
    (Role.PROGRAMME_OFFICER, "/office/"),
    (Role.CONSULAR_SUPERVISOR, "/office/duties/"),
    (Role.CONSULAR_OFFICER, "/duty/"),
    (Role.AUTHOR, "/admin/"),
    (Role.REVIEWER, "/admin/"),
    (Role.GENDER_REVIEWER, "/admin/review/"),
    (Role.LAW_CHECKER, "/admin/review/"),
    (Role.RETURNEE_READER, "/admin/review/"),
    (Role.TRANSLATOR, "/admin/"),
    (Role.ADMINISTRATOR, "/admin/"),
)
TRAINEE_HOME = "/me/"
NO_ROLE_HOME = "/home/"  # staff to whom nobody has given a role yet


def memberships_of(user: User | AnonymousUser) -> tuple[Membership, ...]:
    """A person's memberships with their organisations: one query a request, for they are kept on the user."""
    if not user.is_authenticated:
        return ()
    if user.known_memberships is None:
        user.known_memberships = tuple(user.memberships.select_related("organisation"))
    return user.known_memberships


def roles_of(user: User | AnonymousUser) -> frozenset[str]:
    """The roles a person holds anywhere. Who is signed in and holds no other role is a trainee."""
    if not user.is_authenticated:
        return frozenset()
    if user.is_trainee:  # only who signs in by e-mail may hold another role, so there is nothing to ask
        return frozenset({Role.TRAINEE.value})
    roles = frozenset(membership.role for membership in memberships_of(user))
    if user.is_superuser:
        roles |= {Role.ADMINISTRATOR.value}
    return roles if roles & STAFF_ROLES else roles | {Role.TRAINEE.value}


def role_required(*roles: str) -> Callable[[View], View]:
    """Let in who holds one of the roles; lead others to the sign-in page, or tell them in words whose page it is."""
    door = STAFF_SIGN_IN if STAFF_ROLES.issuperset(roles) else SIGN_IN

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return HttpResponseRedirect(f"{door}?{urlencode({'next': page_of(request)})}")
            if not roles_of(request.user).intersection(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def page_of(request: HttpRequest) -> str:
    """The page a person is on: the one asked for, or the one whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", came_from.path, came_from.query, "")) if came_from.netloc == request.get_host() else ""


def home_of(user: User | AnonymousUser) -> str:
    """The page a person begins on."""
    held = roles_of(user)
    without = NO_ROLE_HOME if user.is_authenticated and not user.is_trainee else TRAINEE_HOME
    return next((home for role, home in HOMES if role in held), without)
