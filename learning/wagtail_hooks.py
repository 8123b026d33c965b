"""Registers what the ministry keeps of centres and trainers, and tells the admin which classes keep to an edition and
whose permission ends."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from accounts.models import Role
from accounts.permissions import roles_of
from core.next_steps import HOOK, NextStep
from courses.authoring.editions import CLASSES_HOOK
from learning import queries
from learning.models import Accreditation, Cohort, CoreCourse, TrainerCertificate
from learning.viewsets import AccreditationViewSet, OfMinistry, ShortCourseViewSet, TrainerCertificateViewSet

for _model in (Accreditation, CoreCourse, TrainerCertificate):
    register_permission_policy(_model, OfMinistry(_model), exact_class=True)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [
        AccreditationViewSet("accreditations"),
        TrainerCertificateViewSet("trainer_certificates"),
        ShortCourseViewSet("short_courses"),
    ]


@hooks.register(HOOK)
def ending(request: HttpRequest) -> list[NextStep] | None:
    """Centres and trainers whose permission has ended, ends soon or is missing, for the ministry."""
    scope = queries.scope_for(request.user)
    if Role.ADMINISTRATOR not in roles_of(request.user) or not scope.everyone:
        return None
    found = queries.providers_within(scope, today=timezone.localdate())
    count = sum(one.validity.needs_care for one in (*found.centres, *found.trainers))
    said = ngettext(
        "%(count)s centre or trainer has no accreditation or certificate, or one that ends soon.",
        "%(count)s centres and trainers have no accreditation or certificate, or one that ends soon.",
        count,
    )
    return [NextStep(said % {"count": count}, "/office/centres/")] if count else []


@hooks.register(CLASSES_HOOK)
def classes_of_editions() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Cohort.objects.exclude(edition=None).order_by("-starts_on", "code")
    for edition, title, code in rows.values_list("edition_id", "title", "code"):
        found[edition].append(f"{title} ({code})")
    return found
