"""Trials that break things on purpose, each in a scratch folder and database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from demo.chaos import answers, ledger
from work import chaos

LEASE_SECONDS = 5
_AND_THE_DATABASE = {
    answers.OWN: ", or PostgreSQL.",
    answers.SQLITE: ".\nSQLite has no process of its own: it lives in both, and dies with them.",
}


class Command(BaseCommand):
    requires_system_checks = []  # some look into tables, and the worker's scratch database holds its own alone
    help = "Break things on purpose and see what is lost. Each trial ends with one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        trials = parser.add_subparsers(dest="trial", required=True)
        quiz = trials.add_parser(
            "answers",
            help="Kill web, worker and database (kill -9) while hundreds of phones in bad air take a quiz, and count "
            "what was lost, doubled or scored otherwise.",
        )
        quiz.add_argument("--submissions", type=int, default=500)
        quiz.add_argument("--kills", type=int, default=20)
        quiz.add_argument("--seed", type=int, default=1)
        quiz.add_argument(
            "--database",
            default=answers.SQLITE,
            help="sqlite; postgresql, which starts one of its own and kills that too; or the address of an empty "
            "database, which is left alive and filled",
        )
        people = trials.add_parser("people", help="people for `answers`, in the database of this process")
        people.add_argument("--writers", type=int, default=500)
        compared = trials.add_parser("ledger", help="what `answers` left in the database of this process")
        compared.add_argument("--placement", required=True)
        compared.add_argument("--told", type=Path, required=True)
        worker = trials.add_parser(
            "worker",
            help="Kill a Celery worker with all its processes (kill -9) at random moments, and count its jobs. "
            "Takes about 5 s a kill. CELERY_BROKER_URL chooses the broker: let it hold nothing else, "
            "as redis://localhost/9.",
        )
        worker.add_argument("--jobs", type=int, default=60)
        worker.add_argument("--kills", type=int, default=20)
        worker.add_argument("--slowness", type=float, default=0.5, help="seconds a job takes")
        worker.add_argument("--seed", type=int, default=1)
        worker.add_argument(
            "--database", default="", help="address of an empty database; a scratch SQLite file if none"
        )
        worker.add_argument(
            "--inside", action="store_true", help="used by the command itself: the settings are scratch"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        trial: dict[str, Any] = getattr(self, f"_{options['trial']}")(options)
        self.stdout.write(json.dumps(trial))

    def _answers(self, options: dict[str, Any]) -> dict[str, Any]:
        plan = answers.Plan(**{name: options[name] for name in ("submissions", "kills", "seed")})
        self.stdout.write(
            f"{plan.submissions} phones take a quiz of ten questions at once. Each form goes out one to five times,\n"
            f"and one reply in ten is lost. {plan.kills} times one of these dies by kill -9: the web server, the worker"
            f"{_AND_THE_DATABASE.get(options['database'], '.')}"
        )
        return answers.run(plan, database=options["database"])

    def _people(self, options: dict[str, Any]) -> dict[str, Any]:
        return ledger.prepare(writers=options["writers"], now=timezone.now())

    def _ledger(self, options: dict[str, Any]) -> dict[str, Any]:
        ledger.settle()
        return ledger.compare(placement=options["placement"], phones=json.loads(options["told"].read_text()))

    def _worker(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["inside"]:
            sys.exit(_again_on_scratch(options["database"]))
        plan = chaos.Plan(**{name: options[name] for name in ("jobs", "kills", "slowness", "seed")})
        self.stdout.write(
            f"{plan.jobs} jobs of {plan.slowness} s; two at a time; {plan.kills} times kill -9 on the worker and its "
            f"processes while they work.\nA message taken by a dead worker shows again after {LEASE_SECONDS} s."
        )
        return chaos.try_worker(plan)


def _again_on_scratch(database: str) -> int:
    """Run this same command in a process whose settings point to scratch: Django reads its settings once."""
    with tempfile.TemporaryDirectory(prefix="baon-chaos-") as scratch:
        surroundings = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VAR_DIR": scratch,
            "DATABASE_URL": database or f"sqlite:///{scratch}/chaos.sqlite3",
            "CELERY_SKIP_CHECKS": "1",
            "QUEUE_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        again = [sys.executable, *sys.argv, "--inside"]
        return subprocess.run(again, env=os.environ | surroundings, check=False).returncode  # noqa: S603 -- our own command
