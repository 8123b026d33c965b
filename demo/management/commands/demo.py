"""``manage.py demo``: load the reference curriculum and lifelike classes. A second run adds only what is missing."""

from __future__ import annotations

import gc
import json
from datetime import datetime
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import tongues
from demo import (
    bank,
    certifying,
    curriculum,
    files,
    films,
    indexing,
    people,
    postings,
    report,
    surveys,
    translations,
    voices,
)


class Command(BaseCommand):
    help = (
        "Load the demo: curriculum, question bank, translations, classes. What you changed since stays as you left it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", choices=["code"], help="load nothing; print the present codes of staff")
        parser.add_argument("email", nargs="?", default="", help="of this one person only")
        parser.add_argument(
            "--refresh", action="store_true", help="write the curriculum anew over what authors changed"
        )
        parser.add_argument("--quiet", action="store_true", help="say nothing but what went wrong")
        parser.add_argument("--trainee", action="store_true", help="load nothing; print the trainee's code and PIN")
        parser.add_argument(
            "--report", action="store_true", help="load nothing; print what there is, last one JSON line"
        )
        parser.add_argument("--small", action="store_true", help="leave out the classes of earlier seasons")
        parser.add_argument("--no-people", action="store_true", help="curriculum and staff only, no classes")

    def handle(self, *args: Any, **options: Any) -> None:
        self.quiet = options["quiet"]
        now = timezone.now()
        if options["code"]:
            self._codes(options["email"], now)
            return
        if options["report"]:
            self._report(report.report())
            return
        if options["trainee"]:
            self.stdout.write(" ".join(people.show_trainee(now=now)))
            return
        gc.freeze()  # what stands by now stays: garbage is not sought in it again and again
        gc.set_threshold(50_000, 20, 50)
        with indexing.each_object_once():
            self._load(refresh=options["refresh"], now=now)
            if not options["no_people"]:
                for title in people.load_classes(now=now, small=options["small"]):
                    self._say(f"Class: {title} …")
                self._say("Posts and their staff …")
                postings.load_postings(now=now)
        if not options["no_people"]:
            self._introduce(*people.show_trainee(now=now))

    def _load(self, *, refresh: bool, now: datetime) -> None:
        """Everything but the classes."""
        people.load_staff(now=now)
        self._say("Places, facts and questions …")
        topics = curriculum.load_topics()
        curriculum.load_places()
        curriculum.load_phrases()
        curriculum.load_templates(topics, now=now)
        bank.load_questions(topics, now=now, refresh=refresh)
        bank.load_quizzes(topics)
        surveys.load_surveys(now=now, refresh=refresh)
        films.load_films(now=now)
        self._say("Modules and lessons …")
        home = curriculum.load_home()
        modules = curriculum.load_modules(home, topics, refresh=refresh)
        courses = curriculum.load_courses(home, modules, refresh=refresh)
        certifying.load_rules(courses)
        certifying.load_short_courses(courses)
        for language in files.TRANSLATED:
            self._say(f"Translations: {language} …")
            translations.load_all(language, refresh=refresh)
        tongues.forget()
        voices.load_voices(now=now)
        call_command("setup_roles", stdout=StringIO())  # again, for the pages that stand now
        translations.open_desk(now=now)

    def _codes(self, email: str, now: datetime) -> None:
        """The bare code of one person, or a line for each. Each code is good once."""
        codes = people.present_codes(email, now=now)
        if email and email not in codes:
            raise CommandError(f"{email} is none of the demo's staff.")
        for address, code in codes.items():
            self.stdout.write(code if email else f"{code or '(wait)':6}  {address}")

    def _introduce(self, code: str, pin: str) -> None:
        where = people.addresses()
        self._say(f"\nThe site               {where['site']}")
        self._say(f"Check a certificate    {where['check']}")
        self._say(f"Trainee                {where['trainee']}  code {code[:4]}-{code[4:]}  PIN {pin}")
        one_each = {raw["role"]: raw for raw in reversed(files.read("people.yaml")["staff"])}
        for raw in reversed(one_each.values()):
            role = raw["role"].replace("_", " ").capitalize()
            self._say(f"{role:22} {where['staff']}  {raw['email']}  {people.PASSWORD}")
        self._say("\nStaff are asked for a code: `make demo` shows it on the page, `manage.py demo code` prints it.")

    def _report(self, found: dict[str, Any]) -> None:
        for code in found["lessons"]:
            lessons, words, whole = (found[name].get(code, 0) for name in ("lessons", "words", "questions_complete"))
            self._say(f"{code:8} {lessons:4} lessons  {words:7,} words  {whole:4} questions complete")
        self.stdout.write(json.dumps(found))

    def _say(self, line: str) -> None:
        if not self.quiet:
            self.stdout.write(line)
