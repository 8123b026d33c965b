"""``manage.py bench …``: figures that anyone can print again. The last line is always one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo.bench import answers, certificates, classes, documents, h5p, items, media, review, rosters, weight


class Command(BaseCommand):
    help = "Measure the product as it runs. Each measure explains itself and ends with one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        measures = parser.add_subparsers(dest="measure", required=True)
        measures.add_parser("weight", help="kilobytes of a first, a following lesson and a quiz on the wire (D1)")
        served = measures.add_parser("documents", help="warm lesson documents beside a bare Wagtail page (D2, D3)")
        served.add_argument("--seconds", type=float, default=6.0, help="how long each of the two is asked")

        saved = measures.add_parser("answers", help="whole attempts, saved answer by answer over HTTP (C2, D3)")
        saved.add_argument("--writers", type=int, default=50, help="how many people answer at once")
        saved.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite unless told")
        sealed = measures.add_parser("certificates", help="signatures and PDFs a second, in one process")
        sealed.add_argument("--count", type=int, default=200, help="how many certificates")
        sealing = measures.add_parser("sealing", help="what `certificates` measures, on the database of this process")
        sealing.add_argument("--count", type=int, default=200)
        judged = measures.add_parser(
            "review", help="precision, recall and speed of the language check on labelled sentences"
        )
        judged.add_argument("--mistakes", action="store_true", help="print every sentence that it gets wrong")
        asked = measures.add_parser("items", help="item analysis over a million answers, in seconds and megabytes")
        asked.add_argument("--answers", type=int, default=1_000_000, help="how many answers are made and analysed")
        asked.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite unless told")
        answered = measures.add_parser("answered", help="answers for `items`, into the database of this process")
        answered.add_argument("--answers", type=int, default=1_000_000)
        measures.add_parser("analysing", help="what `items` measures, on the database of this process")
        listed = measures.add_parser("roster", help="a class list of 10,000 rows: read, looked at and written")
        listed.add_argument("--rows", type=int, default=10_000, help="how many people stand in the list")
        listed.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite unless told")
        importing = measures.add_parser("importing", help="what `roster` measures, on the database of this process")
        importing.add_argument("--file", required=True, help="the list, as XLSX")
        shown = measures.add_parser("classes", help="pages of a class of 5 and of 500, and the list of 1,000 classes")
        shown.add_argument("--people", type=int, default=500, help="how many are in the large class")
        shown.add_argument("--classes", type=int, default=1000, help="how many classes the list holds")
        shown.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite unless told")
        looking = measures.add_parser("looking", help="what `classes` measures, on the database of this process")
        looking.add_argument("--people", type=int, default=500)
        looking.add_argument("--classes", type=int, default=1000)
        packages = measures.add_parser("h5p", help="H5P packages: verdicts, bundles, and scores that are kept once")
        packages.add_argument("folder", type=Path, help="*.h5p, and manifest.tsv where it says what is expected")
        playable = measures.add_parser("playable", help="takes in for `h5p`, into the database of this process")
        playable.add_argument("--folder", type=Path, required=True)
        measures.add_parser("played", help="what `h5p` left in the database of this process")
        filmed = measures.add_parser("media", help="what a minute of film and sound weighs; the worker is killed (D7)")
        filmed.add_argument("--seconds", type=int, default=20, help="how long the film is")
        filmed.add_argument("--kills", type=int, default=3, help="how often the worker is killed on the way")
        filming = measures.add_parser("filming", help="what `media` measures, on the database of this process")
        filming.add_argument("--file", required=True)
        filming.add_argument("--voice", required=True)
        filming.add_argument("--kills", type=int, default=3)
        inside = measures.add_parser("people", help="trainees for `answers`, on the database of this process")
        inside.add_argument("--writers", type=int, default=50)
        measures.add_parser("kept", help="what `answers` left in the database of this process")
        measures.add_parser("queries", help="queries of a cold and a warm lesson, on the database of this process")

    def handle(self, *args: Any, **options: Any) -> None:
        measure: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, f"_{options['measure']}")
        self.stdout.write(json.dumps(measure(options)))

    def _weight(self, _options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Loads the demo into a scratch place, serves it, and fetches a lesson with all that its page brings along\n"
            "(styles, scripts, logo; its drawings aside), then the next lesson, then a quiz, with what is new.\n"
            "gzip, heads counted."
        )
        return weight.run()

    def _documents(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Loads the demo into a scratch place, served by one process. Four clients ask for a lesson as a bare\n"
            "Wagtail page (the same blocks, neighbours and languages), then for the same lesson as a document."
        )
        return documents.run(seconds=options["seconds"])

    def _answers(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Loads the demo into a scratch place, served by two processes. Each writer signs in, takes the contract\n"
            "quiz question by question, sends one answer in ten twice, and hands in: first by pages alone, then as\n"
            "many others with the script that carries the quiz along. Then the database is asked."
        )
        return answers.run(writers=options["writers"], database=options["database"])

    def _certificates(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Seals and prints certificates with names in four scripts, in four languages, in a scratch copy of the\n"
            "demo. One process, fonts loaded once as in a worker."
        )
        return certificates.run(count=options["count"])

    def _sealing(self, options: dict[str, Any]) -> dict[str, Any]:
        return certificates.seal_and_print(count=options["count"])

    def _review(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Checks the labelled sentences of tests/review/labelled. Most of them served to mend the rules: what they\n"
            "say is that nothing got worse. Those in files named -unseen did not, and tell how new words would fare."
        )
        if options["mistakes"]:
            self.stdout.writelines(f"{line}\n" for line in review.mistakes(review.judge()))
        return review.run()

    def _items(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Makes answers to 500 questions by a model that is known, in a scratch database, then counts them in a\n"
            "process of its own as the worker does. Beside it, attempts scored one by one, by what a sample took.\n"
            "Memory is the peak of the whole process; before the count it was peak_mb_before."
        )
        return items.run(answers=options["answers"], database=options["database"])

    def _answered(self, options: dict[str, Any]) -> dict[str, Any]:
        return items.fill(answers=options["answers"])

    def _analysing(self, _options: dict[str, Any]) -> dict[str, Any]:
        return items.analyse()

    def _roster(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Makes a class list as XLSX, one row in fifty with an error, and an empty class to take it. A process of\n"
            "its own reads the list, compares it with who is here, and writes it as the worker does, with its pauses.\n"
            "Memory is the peak of that whole process; before the list it was peak_mb_before."
        )
        return rosters.run(rows=options["rows"], database=options["database"])

    def _importing(self, options: dict[str, Any]) -> dict[str, Any]:
        return rosters.take_in(path=options["file"])

    def _classes(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Makes a class of 5 and one of many people who read, answer a quiz and leave on different days, and a\n"
            "thousand classes besides, in a scratch database. Then an instructor opens the pages: queries, and the\n"
            "median of five times in one process. The figures without a name are those of the page of a class."
        )
        return classes.run(people=options["people"], classes=options["classes"], database=options["database"])

    def _looking(self, options: dict[str, Any]) -> dict[str, Any]:
        return classes.look(people=options["people"], classes=options["classes"])

    def _h5p(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Vets every package, takes the valid ones into a scratch copy of the demo and makes their bundles. A\n"
            "trainee plays each in Chromium and tries everything in it once. Then the database is asked what was\n"
            "kept. Milliseconds are the median of three; megabytes what Python had at most."
        )
        return h5p.run(folder=options["folder"])

    def _playable(self, options: dict[str, Any]) -> dict[str, Any]:
        return h5p.take_in(folder=options["folder"])

    def _played(self, _options: dict[str, Any]) -> dict[str, Any]:
        return h5p.kept()

    def _media(self, options: dict[str, Any]) -> dict[str, Any]:
        self.stdout.write(
            "Makes a film of 1080p in which everything moves, with a voice, and brings it in. A worker makes it ready\n"
            "and is killed with all its processes while it writes 240p, 240p with the voice, and 360p; what was made\n"
            "is never made again (made_again). Kilobytes are 1,000 bytes; the player is counted as it is sent, packed."
        )
        return media.run(seconds=options["seconds"], kills=options["kills"])

    def _filming(self, options: dict[str, Any]) -> dict[str, Any]:
        return media.take_and_kill(path=options["file"], voice=options["voice"], kills=options["kills"])

    def _people(self, options: dict[str, Any]) -> dict[str, Any]:
        return answers.people(writers=options["writers"])

    def _kept(self, _options: dict[str, Any]) -> dict[str, Any]:
        return answers.kept()

    def _queries(self, _options: dict[str, Any]) -> dict[str, Any]:
        return documents.queries()
