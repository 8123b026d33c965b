"""``manage.py setup_roles``: the groups of the admin and what each may do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions import ensure_groups


class Command(BaseCommand):
    help = "Makes the groups of the admin and gives each what its role needs. Harmless to repeat; run after new pages."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ensure_groups()
        self.stdout.write("Roles are set up.")
