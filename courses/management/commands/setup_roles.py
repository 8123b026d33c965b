"""``manage.py setup_roles``: the groups of the admin, what each may do, and the review workflow that they serve."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import ensure_groups
from courses.actions import open_review


class Command(BaseCommand):
    help = "Makes the groups of the admin and the review workflow. Harmless to repeat; run after new pages."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ensure_groups()
        open_review()
        self.stdout.write("Roles are set up.")
