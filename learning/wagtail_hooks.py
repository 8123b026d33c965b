"""Tells the admin's page of editions which classes keep to each."""

from __future__ import annotations

from collections import defaultdict

from wagtail import hooks

from courses.authoring.editions import CLASSES_HOOK
from learning.models import Cohort


@hooks.register(CLASSES_HOOK)
def classes_of_editions() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Cohort.objects.exclude(edition=None).order_by("-starts_on", "code")
    for edition, title, code in rows.values_list("edition_id", "title", "code"):
        found[edition].append(f"{title} ({code})")
    return found
