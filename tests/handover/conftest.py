"""A small course with everything in it, archives made of it, and archives made by hand."""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Locale

from accounts.models import Role
from assessments.actions import publish_question
from core.models import Topic
from courses.models import CoursePage, Prerequisite
from handover import actions
from handover.actions import shifts
from handover.models import Import
from media.models import Picture
from tests import factories

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOSTILE_NAMES = [
    "../x.json", "/etc/x.json", "C:x.json", "a\\b.json", "a/../../x.json", "con.json", "aux/x.json", "a /x.json",
]  # fmt: skip


def picture(colour: str = "teal") -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", quality=85, optimize=True, progressive=True)
    made = Picture(title="A desk", credit="Us", licence="CC BY 4.0", file=ImageFile(out, name="desk.jpg"))
    made._set_image_file_metadata()
    made.save()
    return made


def body(shown: Picture) -> list[Any]:
    return [
        ("step", "One idea"),
        ("text", "<p>You decide. <b>Nobody else.</b></p>"),
        ("picture", {"image": _alt(shown), "caption": "A desk", "shows": []}),
        ("fact", {"key": "rest_day", "scope": "destination"}),
    ]


def _alt(shown: Picture) -> Picture:
    shown.contextual_alt_text, shown.decorative = "A desk", False
    return shown


def published(page: Any) -> None:
    page.save_revision().publish()


@pytest.fixture(autouse=True)
def breathless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the database while these tests run."""
    monkeypatch.setattr(shifts, "BREATH", 0)


@pytest.fixture(scope="session")
def standing_course(ground: None) -> CoursePage:
    """A course of two modules, the second after the first, with a quiz, facts, a picture and an Arabic lesson."""
    fact = factories.FactFactory()
    fact.value_ar = "ترتاحين يوماً كل أسبوع."
    fact.save()
    for number in range(3):
        question = factories.QuestionFactory(key=f"contracts-{number}", fact="rest_day")
        publish_question(question, now=NOW)
    quiz = factories.quiz_of("a3", topic="contracts", count=2)
    first = factories.module("My contract", quiz=quiz, body=body(picture()), topic=Topic.objects.get(code="contracts"))
    second = factories.module("My money")
    second.prerequisites = [Prerequisite(module=first)]
    for page in (first, second, *first.get_children().specific(), *second.get_children().specific()):
        published(page)
    made = factories.course(first, second, final=quiz)
    published(made)
    _arabic(first)
    return CoursePage.objects.get(pk=made.pk)


def _arabic(module: Any) -> None:
    arabic, _made = Locale.objects.get_or_create(language_code="ar")
    home = factories.home()
    home.copy_for_translation(arabic)
    module.get_parent().specific.copy_for_translation(arabic)
    module.copy_for_translation(arabic, alias=True)
    lesson = module.get_children().specific().first().copy_for_translation(arabic)
    lesson.title = "عقدي"
    published(lesson)


@pytest.fixture
def course(db: None, standing_course: CoursePage) -> CoursePage:
    return deepcopy(standing_course)


@pytest.fixture(scope="session")
def standing_archive(standing_course: CoursePage) -> bytes:
    """That course, handed over: for tests that look at archives only."""
    return exported(standing_course)


@pytest.fixture
def author(db: None) -> Any:
    return factories.staff(Role.AUTHOR, name="Rekha Shrestha")


def exported(course: CoursePage, **more: Any) -> bytes:
    out = io.BytesIO()
    actions.write_course(course, out, **{"drafts": False, "licence": "", "by": "Rekha", "now": NOW, **more})
    return out.getvalue()


def received(data: bytes, *, by: Any = None) -> Import:
    """Sent in and looked through."""
    file = SimpleUploadedFile("course.zip", data)
    made = actions.keep(file, name="course.zip", by=by, now=NOW)
    actions.look(made, now=NOW)
    made.refresh_from_db()
    return made


def taken(data: bytes, *, by: Any = None, publish: bool = True, choices: dict[str, str] | None = None) -> Import:
    """Sent in, looked through and taken over."""
    made = received(data, by=by)
    assert made.problems == []
    made.state, made.publish, made.choices = Import.State.TAKING, publish, choices or {}
    made.save()
    actions.apply(made, now=NOW)
    made.refresh_from_db()
    return made


def verdicts(received_: Import) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in received_.lines.all():
        found.setdefault(line.verdict, set()).add(line.kind)
    return found


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: dict[str, bytes], *, honest: bool = True) -> bytes:
    """Files as an archive; ``honest`` writes a manifest that fits them."""
    files = dict(files)
    if honest and "manifest.json" in files:
        manifest = json.loads(files["manifest.json"])
        counts: dict[str, int] = {}
        for name, content in files.items():
            if name.endswith(".json") and name != "manifest.json":
                for record in _records(content):
                    counts[record] = counts.get(record, 0) + 1
        manifest["counts"] = counts
        manifest["files"] = {
            name: {"sha256": sha256(content).hexdigest(), "size": len(content)}
            for name, content in files.items()
            if name != "manifest.json"
        }
        files["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def _records(content: bytes) -> list[str]:
    try:
        return [record["kind"] for record in json.loads(content)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def edited(data: bytes, ending: str, change: Any) -> bytes:
    """The archive with the first record of one file changed, and a manifest that fits."""
    files = unpacked(data)
    name = next(name for name in sorted(files) if name.endswith(ending))
    listed = json.loads(files[name])
    change(listed[0])
    files[name] = json.dumps(listed, ensure_ascii=False).encode()
    return packed(files)
