"""``manage.py handover``: a whole course out as one archive, and in again."""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from courses.models import CoursePage
from handover import actions
from handover.difference import TAKEN_UNLESS_KEPT, Verdict
from handover.faults import Fault, Problem, RefusedArchive
from handover.models import Import
from handover.wording import told


class Command(BaseCommand):
    help = "Hand a whole course over as one archive, or take one in."

    def add_arguments(self, parser: CommandParser) -> None:
        doing = parser.add_subparsers(dest="doing", required=True)
        out = doing.add_parser("export", help="write a course into an archive")
        out.add_argument("course", help="the course's address, such as domestic-and-care-work")
        out.add_argument("-o", "--output", required=True, type=Path)
        out.add_argument("--drafts", action="store_true", help="as last saved, not only what readers see")
        out.add_argument("--without-films", action="store_true", help="name them only, for poor networks")
        out.add_argument("--licence", default="", help="on what terms it may be used")
        out.add_argument("--by", default="", help="who hands it over")
        into = doing.add_parser("import", help="take an archive in")
        into.add_argument("file", type=Path)
        into.add_argument("--dry-run", action="store_true", help="only say what would change")
        into.add_argument("--publish", action="store_true", help="show readers what review lets through")
        into.add_argument("--by", default="", help="e-mail of the member of staff who takes it in")
        into.add_argument("--take", nargs="*", default=[], choices=[each.value for each in TAKEN_UNLESS_KEPT],
                          help="take theirs of these, in all groups")  # fmt: skip
        into.add_argument("--keep", nargs="*", default=[], choices=[each.value for each in TAKEN_UNLESS_KEPT],
                          help="keep ours of these, in all groups")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            found = self._export(options) if options["doing"] == "export" else self._import(options)
        except RefusedArchive as error:
            raise CommandError("\n".join(told(each) for each in error.problems)) from error
        self.stdout.write(json.dumps({**found, "seconds": round(time.monotonic() - began, 1)}))

    def _export(self, options: dict[str, Any]) -> dict[str, Any]:
        course = CoursePage.objects.filter(slug=options["course"], locale=Locale.get_default()).first()
        if course is None:
            raise CommandError(f"There is no course at {options['course']}.")
        # Beside the target first: whoever waits for the file never sees half of it.
        with tempfile.NamedTemporaryFile(dir=options["output"].resolve().parent, delete=False) as out:
            path = Path(out.name)
            try:
                written = actions.write_course(
                    course, out, drafts=options["drafts"], licence=options["licence"], by=options["by"],
                    with_films=not options["without_films"], now=timezone.now(),
                )  # fmt: skip
                path.replace(options["output"])
            except BaseException:
                path.unlink()
                raise
        size, manifest = options["output"].stat().st_size, written.manifest
        about = {"course": manifest.course, "counts": manifest.counts, "files": len(manifest.files), "bytes": size}
        return {**about, "left_out": written.left}

    def _import(self, options: dict[str, Any]) -> dict[str, Any]:
        by = User.objects.filter(email__iexact=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Nobody here has the address {options['by']}.")
        now = timezone.now()
        with options["file"].open("rb") as file:
            received = actions.keep(File(file, options["file"].name), name=options["file"].name, by=by, now=now)
        actions.look(received, now=now)
        received.refresh_from_db()
        if received.state == Import.State.REFUSED:
            raise CommandError("\n".join(_told(problem) for problem in received.problems))
        tally = Counter(received.lines.values_list("verdict", flat=True))
        found: dict[str, Any] = {verdict.value: tally.get(verdict, 0) for verdict in Verdict}
        if options["dry_run"]:
            actions.forget(received)
            return found
        received.choices = self._choices(received, options)
        received.publish, received.state = options["publish"], Import.State.TAKING
        received.save(update_fields=["choices", "publish", "state"])
        actions.apply(received, now=now)
        received.refresh_from_db()
        return {**found, "taken": received.lines.filter(taken=True).count(), "waiting_for_review": received.waiting}

    def _choices(self, received: Import, options: dict[str, Any]) -> dict[str, str]:
        chosen = {**dict.fromkeys(options["keep"], "keep"), **dict.fromkeys(options["take"], "take")}
        groups = received.lines.filter(verdict__in=chosen).values_list("group", "verdict").distinct()
        return {f"{group}:{verdict}": chosen[verdict] for group, verdict in groups}


def _told(problem: dict[str, str]) -> str:
    return told(Problem(Fault(problem["fault"]), problem["where"], problem["what"]))
