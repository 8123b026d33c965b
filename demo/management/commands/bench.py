"""``manage.py bench …``: figures that anyone can print again. The last line is always one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo.bench import documents, weight


class Command(BaseCommand):
    help = "Measure the product as it runs. Each measure explains itself and ends with one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        measures = parser.add_subparsers(dest="measure", required=True)
        measures.add_parser("weight", help="kilobytes of a first and a following lesson on the wire (D1)")
        served = measures.add_parser("documents", help="warm lesson documents beside a bare Wagtail page (D2, D3)")
        served.add_argument("--seconds", type=float, default=6.0, help="how long each of the two is asked")

        measures.add_parser("queries", help="queries of a cold and a warm lesson, on the database of this process")

    def handle(self, *args: Any, **options: Any) -> None:
        measure: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, f"_{options['measure']}")
        self.stdout.write(json.dumps(measure(options)))

    def _weight(self, _options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Loads the demo into a scratch place, serves it, and fetches a lesson with all that its page brings along\n"
            "(styles, scripts, logo; its drawings aside), then the next lesson with what is new. gzip, heads counted."
        )
        return weight.run()

    def _documents(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Loads the demo into a scratch place, served by one process. Four clients ask for a lesson as a bare\n"
            "Wagtail page (the same blocks, neighbours and languages), then for the same lesson as a document."
        )
        return documents.run(seconds=options["seconds"])

    def _queries(self, _options: dict[str, Any]) -> dict[str, Any]:
        return documents.queries()
