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
from learning.models import Cohort

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


def by_instructor(view: View) -> View:
    """For the instructors of the class alone, reading too; the class is the second argument."""

    @in_class
    @wraps(view)
    def guarded(request: HttpRequest, cohort: Cohort, *args: Any, **kwargs: Any) -> HttpResponse:
        if not teaches(request, cohort):
            raise PermissionDenied
        return view(request, cohort, *args, **kwargs)

    return guarded


def with_papers(view: View) -> View:
    """For the instructors of the class in the address and the managers of its centre; the class is the second argument.

    Both may post: where a class has one instructor, the second to type a sheet is of the centre.
    """

    @reads_classes
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        cohort = _seen(request, code)
        if not handles_papers(request, cohort):
            raise PermissionDenied
        return view(request, cohort, *args, **kwargs)

    return guarded


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
