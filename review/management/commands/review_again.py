"""``manage.py review_again``: hold everything that readers see against today's rules, after the rules have changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import tongues
from review.actions import recheck


class Command(BaseCommand):
    help = "Writes down what today's rules find in all that is live, for the list of findings. Holds nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for language in tongues.open_codes():
            self.stdout.write(f"{language} {recheck(language, now=timezone.now())}")
