"""Who comes in at the doors of this room. Whose data she then sees is decided by ``access``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import Role
from accounts.permissions import page_of, role_required, roles_of
from learning import queries
from learning.models import Cohort, Learner

View = Callable[..., HttpResponse]

reads_classes = role_required(Role.INSTRUCTOR, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


def as_learner(view: View) -> View:
    """For whoever learns, with her own record as second argument. A trainee without one is led to the class code.

    Who was entered by others is first asked whether she agrees to what is kept.

    Staff learn too: who was given a learner's record by her service comes in, and sees nobody but herself here.
    """

    @role_required(*Role)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        learner = queries.learner_of(request.user)
        if learner is None and Role.TRAINEE not in roles_of(request.user):
            raise PermissionDenied
        if learner is None:
            return HttpResponseRedirect("/join/")
        if learner.consented_at is None:
            return HttpResponseRedirect(f"/me/agree/?{urlencode({'next': page_of(request)})}")
        return view(request, learner, *args, **kwargs)

    return guarded


def agreed(request: HttpRequest) -> Learner | None:
    """Whose doings are kept: of a guest, and of who has not agreed to it, nothing is."""
    learner = queries.learner_of(request.user) if request.user.is_authenticated else None
    return learner if learner and learner.consented_at else None


def in_class(view: View) -> View:
    """For who may see the class whose code is in the address, with the class as second argument; others find nothing.

    Only its instructors may post: officers and administrators read.
    """

    @reads_classes
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        cohort = _seen(request, code)
        if request.method == "POST" and not teaches(request, cohort):
            raise PermissionDenied
        return view(request, cohort, *args, **kwargs)

    return guarded


def takes_along(view: View) -> View:
    """For who may see the class in the address, the form that says what a file is for included; the class is the second
    argument."""

    @reads_classes
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, _seen(request, code), *args, **kwargs)

    return guarded


def by_instructor(view: View) -> View:
    """For the instructors of the class alone, reading too; the class is the second argument."""

    @in_class
    @wraps(view)
    def guarded(request: HttpRequest, cohort: Cohort, *args: Any, **kwargs: Any) -> HttpResponse:
        if not teaches(request, cohort):
            raise PermissionDenied
        return view(request, cohort, *args, **kwargs)

    return guarded


def for_whom(may: Callable[[HttpRequest, Cohort], bool]) -> Callable[[View], View]:
    """For those of whom ``may`` says yes, reading and posting; the class in the address is the second argument.

    Who may not see the class finds nothing.
    """

    def guard(view: View) -> View:
        @reads_classes
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
            cohort = _seen(request, code)
            if not may(request, cohort):
                raise PermissionDenied
            return view(request, cohort, *args, **kwargs)

        return guarded

    return guard


def with_papers(view: View) -> View:
    """For the instructors of the class in the address and the managers of its centre; the class is the second argument.

    Both may post: where a class has one instructor, the second to type a sheet is of the centre.
    """
    return for_whom(handles_papers)(view)


def _seen(request: HttpRequest, code: str) -> Cohort:
    """The class of this code, if it is within what this person may see. Raises ``Http404``."""
    seen = Cohort.objects.within(queries.scope_for(request.user)).select_related("course", "centre")
    cohort = seen.filter(code=code).first()
    if cohort is None:
        raise Http404
    return cohort


def handles_papers(request: HttpRequest, cohort: Cohort) -> bool:
    """Whether this is an instructor of the class or a manager of its centre."""
    return cohort.centre_id in queries.scope_for(request.user).organisations or teaches(request, cohort)


def teaches(request: HttpRequest, cohort: Cohort) -> bool:
    """Whether this is one of the instructors of the class, and still an instructor."""
    return queries.scope_for(request.user).teaches and cohort.instructors.filter(pk=request.user.pk).exists()


def answers_for(request: HttpRequest, cohort: Cohort) -> bool:
    """Whether this is an officer or administrator of its centre, or of a ministry."""
    scope = queries.scope_for(request.user)
    return scope.everyone or cohort.centre_id in scope.organisations


def speaks_for(request: HttpRequest, cohort: Cohort) -> bool:
    """Whether this person teaches the class or answers for it."""
    return answers_for(request, cohort) or teaches(request, cohort)
