"""Lays out the workflow: gender review, law check, returnee reading, publication. Run once the groups are made."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from accounts.actions.roles import GROUP_NAMES
from accounts.models import Role
from review.checklist import Kind
from review.models import ReviewStep

NAME = "Curriculum review"
STEPS = (
    (Kind.GENDER, "Gender review", Role.GENDER_REVIEWER),
    (Kind.LAW, "Country-law check", Role.LAW_CHECKER),
    (Kind.RETURNEE, "Returnee reading", Role.RETURNEE_READER),
)


@transaction.atomic
def ensure_workflow(pages: Iterable[Page]) -> Workflow:
    """Make the workflow and put these pages, with all below them, under it; asking twice is harmless."""
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    for order, (kind, name, role) in enumerate(STEPS):
        step, _made = ReviewStep.objects.get_or_create(kind=kind, defaults={"name": name})
        step.groups.set(Group.objects.filter(name=GROUP_NAMES[role]))
        WorkflowTask.objects.update_or_create(workflow=workflow, task=step, defaults={"sort_order": order})
    for page in pages:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow
