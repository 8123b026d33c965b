"""H5P packages, from the file to the score: looked at, taken in, bundled, played in Chromium, and what was kept."""

from __future__ import annotations

import csv
import json
import sys
import time
import tracemalloc
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from django.core.files import File
from django.utils import timezone
from h5p_python import vet

from accounts.models import User
from courses import shelf
from courses.models import LessonPage, ModulePage
from demo.bench.answers import gather_people
from demo.bench.server import Server, demo_server
from h5p import actions
from h5p.models import InteractiveVersion, Upload
from learning.models import Cohort, Record

MODULE, BLOCK = "my-contract", "interactive"
VALID = "VALID"
TRIES = 3
MB = 1_000_000
HEADS = ("file", "valid", "right", "validate ms", "peak MB", "bundle ms", "peak MB", "kB", "played", "kept")


def run(*, folder: Path) -> dict[str, Any]:
    """Take in what is valid, play it as a trainee in a lesson, and ask the database what was kept."""
    from demo.bench import playing  # noqa: PLC0415 -- playwright is for development alone

    with demo_server() as server:
        taken = _inside(server, "playable", "--folder", str(folder.resolve()))
        played = playing.play_all(server.address, taken["person"], taken["files"])
        kept = _inside(server, "played")
    rows = [row | {"played": row["file"] in played, "kept": kept.get(row["content"], 0)} for row in taken["files"]]
    _print(rows)
    sizes = [row["bundle_kb"] for row in rows if row["bundle_kb"]]
    return {
        "files": len(rows),
        "verdicts_right": sum(row["right"] for row in rows),
        "played": sum(row["played"] for row in rows),
        "scored": sum(row["kept"] == 1 for row in rows),
        "bundle_kb_median": round(median(sizes)) if sizes else 0,
        "validate_ms_median": round(median(row["validate_ms"] for row in rows), 1) if rows else 0,
        "valid": sum(row["valid"] for row in rows),
        "kept_more_than_once": sum(row["kept"] > 1 for row in rows),
    }


def take_in(*, folder: Path) -> dict[str, Any]:
    """Everything of the folder that is valid, in a lesson of the database of this process, and somebody to play it."""
    author = User.objects.filter(is_superuser=True).first() or User.objects.filter(memberships__isnull=False)[0]
    expected = _expected(folder)
    rows = [_row(path, expected.get(path.name, True), author) for path in sorted(folder.glob("*.h5p"))]
    lesson = _lesson([row["content"] for row in rows if row["content"]])
    for block in lesson.body.raw_data:
        row = next(row for row in rows if row["content"] == block["value"]["content"])
        row["address"] = f"/play/{row['content']}/?at={lesson.translation_key}.{block['id']}"
    shelf.renew()
    cohort = Cohort.objects.select_related("course")[0]
    [person] = gather_people(writers=1, course=cohort.course, now=timezone.now())
    return {"files": rows, "person": person}


def kept() -> dict[str, int]:
    """How many results of each content were kept."""
    found: dict[str, int] = {}
    for payload in Record.objects.filter(verb=Record.Verb.TRIED).values_list("payload", flat=True):
        if payload["done"]:
            found[payload["content"]] = found.get(payload["content"], 0) + 1
    return found


def _row(path: Path, should_be_valid: bool, author: User) -> dict[str, Any]:
    verdict, validate_ms, validate_mb = _measured(lambda: vet(path))
    row = {
        "file": path.name, "valid": verdict.is_valid, "right": verdict.is_valid is should_be_valid,
        "faults": [fault.code for fault in verdict.faults], "validate_ms": validate_ms, "validate_mb": validate_mb,
        "content": "", "bundle_ms": 0, "bundle_mb": 0, "bundle_kb": 0,
    }  # fmt: skip
    return row | (_bundled(path, author) if verdict.is_valid else {})


def _bundled(path: Path, author: User) -> dict[str, Any]:
    """The way of an upload, without its waiting: all its libraries are allowed."""
    now = timezone.now()
    with path.open("rb") as file:
        upload = actions.receive(File(file, name=path.name), name=path.name, by=author, now=now)
    actions.look_at(upload=upload, now=now)
    if upload.state == Upload.State.ASKING:
        actions.approve(upload=upload, by=author, now=now)
        actions.look_at(upload=upload, now=now)
    if upload.made is None:
        return {}
    version: InteractiveVersion = upload.made
    _none, bundle_ms, bundle_mb = _measured(lambda: actions.build(version=version, now=now))
    version.refresh_from_db()
    return {
        "content": str(version.content_id), "bundle_ms": bundle_ms, "bundle_mb": bundle_mb,
        "bundle_kb": round(version.bundle_bytes / 1000),
    }  # fmt: skip


def _measured(act: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it gives, its milliseconds (the median of some tries), and the megabytes that Python had at most."""
    took = []
    for _each in range(TRIES):
        begun = time.perf_counter()
        given = act()
        took.append(time.perf_counter() - begun)
    tracemalloc.start()
    act()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return given, round(median(took) * 1000, 1), round(peak / MB, 1)


def _lesson(contents: list[str]) -> LessonPage:
    """A lesson with a block for each of these."""
    body = [
        {"type": BLOCK, "id": str(uuid.uuid4()), "value": {"title": "Bench", "why": "", "content": one, "rule": ""}}
        for one in contents
    ]
    module = ModulePage.objects.filter(slug=MODULE, locale__language_code="en").get()
    lesson = LessonPage(title="Bench", slug="bench", body=json.dumps(body), locale=module.locale)
    module.add_child(instance=lesson)
    return LessonPage.objects.get(pk=lesson.pk)


def _expected(folder: Path) -> Mapping[str, bool]:
    """What the manifest beside the files says of each; where there is none, all should be valid."""
    manifest = folder / "manifest.tsv"
    if not manifest.is_file():
        return {}
    rows = csv.DictReader(manifest.read_text().splitlines(), delimiter="\t")
    return {row["file"]: row["expected"] == VALID for row in rows}


def _inside(server: Server, *words: str) -> Any:
    """Run a part of this benchmark where the server's data is."""
    return json.loads(server.manage("bench", *words).splitlines()[-1])


def _print(rows: list[dict[str, Any]]) -> None:
    """The table goes beside the answer, which is one line."""
    print("\t".join(HEADS), file=sys.stderr)  # noqa: T201 -- a benchmark
    for row in rows:
        cells = (
            row["file"], row["valid"], row["right"], row["validate_ms"], row["validate_mb"], row["bundle_ms"],
            row["bundle_mb"], row["bundle_kb"], row["played"], row["kept"],
        )  # fmt: skip
        print("\t".join(map(str, cells)), " ".join(row["faults"]), sep="\t", file=sys.stderr)  # noqa: T201 -- a benchmark
