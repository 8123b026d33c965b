"""What waits for those who write pages and keep facts, for the first page of the admin. Changes nothing."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from core.next_steps import NextStep
from courses import due
from courses.due import Kept, Need
from courses.facts_admin.queries import KEPT
from courses.models import Fact


def drafts(request: HttpRequest) -> list[NextStep] | None:
    """Pages whose newest words are hers and are not with readers, one line for all of them. Two queries."""
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        return None
    hers = Page.objects.filter(has_unpublished_changes=True, alias_of=None, latest_revision__user=request.user)
    count = hers.count()
    if not count:
        return []
    newest = hers.order_by("-latest_revision_created_at").values_list("pk", "draft_title").first()
    pk, title = newest if newest else (0, "")
    said = ngettext(
        "%(count)s draft of yours is not published: “%(title)s”.",
        "%(count)s drafts of yours are not published. Go on with the newest, “%(title)s”.",
        count,
    )
    return [NextStep(said % {"count": count, "title": title}, reverse("wagtailadmin_pages:edit", args=[pk]))]


def facts(request: HttpRequest) -> list[NextStep] | None:
    """What readers are no longer told, and what must be checked this month. One query."""
    user = request.user
    if not isinstance(user, User) or not (user.has_perm("courses.add_fact") or user.has_perm("courses.change_fact")):
        return None
    return _facts_due(timezone.now().date())


def _facts_due(today: date) -> list[NextStep]:
    counts = due.counts((Kept(*row) for row in Fact.objects.order_by().values_list(*KEPT)), today=today)
    board = reverse("facts:due")
    overdue, soon = counts[Need.OVERDUE], counts[Need.DUE_30]
    said = []
    if overdue:
        words = ngettext(
            "%(count)s fact is overdue: readers are told to ask the hotline instead.",
            "%(count)s facts are overdue: readers are told to ask the hotline instead.",
            overdue,
        )
        said.append(NextStep(words % {"count": overdue}, f"{board}?need={Need.OVERDUE}"))
    if soon:
        words = ngettext(
            "%(count)s fact must be checked within 30 days.", "%(count)s facts must be checked within 30 days.", soon
        )
        said.append(NextStep(words % {"count": soon}, f"{board}?need={Need.DUE_30}"))
    return said
