"""``manage.py reset_second_factor``: for the one case that no page can help in, the last administrator's lost phone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import NoReason, reset_factor
from accounts.models import User


class Command(BaseCommand):
    help = "Take the second factor of somebody of the staff away, so that a new one is set up. Logged with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whose")
        parser.add_argument("--reason", required=True, help="why; it stays on record")
        parser.add_argument("--by", default="", help="e-mail address of who does it; herself unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        person, by = self._person(options["email"]), self._person(options["by"] or options["email"])
        try:
            reset_factor(user=person, by=by, reason=options["reason"], now=timezone.now())
        except NoReason:
            raise CommandError("A reason is needed.") from None
        self.stdout.write(f"{person.username} sets up a second factor at the next sign-in.")

    def _person(self, email: str) -> User:
        person = User.objects.staff().filter(username=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody of the staff signs in as {email}.")
        return person
