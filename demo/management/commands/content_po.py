"""``manage.py content_po fil my-contract``: write the words of a module for translators."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo import translations


class Command(BaseCommand):
    help = (
        "Write the PO file of one module (or 'site', 'questions', 'words') for one language, "
        "keeping what is translated already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language")
        parser.add_argument("module", help="the module's slug, or 'site', 'questions' or 'words'")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(translations.export(options["module"], options["language"])))
