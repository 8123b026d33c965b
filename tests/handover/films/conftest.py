"""A course with a film in it, archives of that, and what is kept of films."""

import json
import shutil
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from core.stores import private_storage
from courses.models import CoursePage, LessonPage
from handover.models import Import
from media.captions.actions import say_elsewhere, write
from media.films import actions as films
from media.films import keeping
from media.models import Film, Track
from tests.handover.conftest import NOW, exported, packed, received, unpacked
from tests.handover.test_actions import emptied
from tests.media.films.clips import clip

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:00.500\n\u202bقفي\u202c\n"
TITLE = "Stand like a tree"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n"


def private_files(folder: Path) -> dict:
    where = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder / "private"}}
    return {"VAR_DIR": folder, "STORAGES": {**settings.STORAGES, "private": where}}


@pytest.fixture(autouse=True)
def own_private_files(tmp_path):
    with override_settings(**private_files(tmp_path)):
        yield


@pytest.fixture
def film(course, tmp_path) -> Film:
    return with_film(tmp_path)


@pytest.fixture(scope="module")
def archive(standing_course, tmp_path_factory, django_db_blocker) -> bytes:
    """That course with its film, handed over: for tests that look at archives only. The film is gone again."""
    folder = tmp_path_factory.mktemp("films")
    with override_settings(**private_files(folder)), django_db_blocker.unblock(), transaction.atomic():
        with_voice(with_film(folder), folder)
        data = exported(film_course())
        transaction.set_rollback(True)
    return data


def with_film(tmp_path: Path) -> Film:
    """In a lesson of the course, with words in Arabic and English."""
    made = take_in(clip(), tmp_path, title=TITLE)
    films.change(made, title=made.title, languages=["en"], credit="Us", licence="CC BY 4.0")
    films.choose_still(made, at=Decimal("0.300"), now=NOW)
    write(made, kind=Track.Kind.CAPTIONS, language="ar", text=CAPTIONS, seen="", now=NOW)
    write(made, kind=Track.Kind.TRANSCRIPT, language="en", text="Stand.\n\nBreathe.", seen="", now=NOW)
    show_in_lesson(made)
    return Film.objects.get(pk=made.pk)


def with_voice(film: Film, folder: Path) -> Film:
    """A sound that says the same in Nepali."""
    voice = take_in(clip("voice.ogg", seen=False), folder, title="In Nepali")
    say_elsewhere(film, language="ne", other=voice, now=NOW)
    return voice


def take_in(path: Path, folder: Path, *, title: str, replaces: Film | None = None) -> Film:
    copy = folder / "coming"
    shutil.copyfile(path, copy)
    return films.take_in(copy, name=f"{title}.mp4", by=None, now=NOW, replaces=replaces)


def show_in_lesson(film: Film) -> None:
    lesson = LessonPage.objects.get(slug="lesson-1", locale__language_code="en", title__contains="contract")
    value = {"title": "Watch", "why": "", "film": str(film.pk), "note": "", "pauses": [], "rule": "", "percent": None}
    lesson.body = [*lesson.body.raw_data, {"type": "film", "value": value, "id": "f1"}]
    lesson.save_revision().publish()


def without_films() -> None:
    emptied()
    Track.objects.all().delete()
    Film.objects.all().delete()
    for folder in ("originals", "made"):
        shutil.rmtree(Path(private_storage().path("films")) / folder, ignore_errors=True)


def kept() -> list[str]:
    """The originals in the storage."""
    folder = Path(private_storage().path(keeping.ORIGINALS))
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def said() -> list[dict]:
    """Everything that is kept of films, but what is made of them."""
    of_films = (
        "title",
        "kind",
        "languages",
        "credit",
        "licence",
        "sha256",
        "bytes",
        "poster_at",
        "seconds",
        "original",
    )
    of_tracks = ("film__title", "kind", "language", "text", "mark", "other__title", "of")
    return [*Film.objects.values(*of_films), *Track.objects.values(*of_tracks)]


def faults(data: bytes) -> set[str]:
    made = received(data)
    assert made.state == Import.State.REFUSED
    assert (bool(made.file), made.lines.exists()) == (False, False)
    return {problem["fault"] for problem in made.problems}


def record_of(data: bytes) -> dict:
    return next(one for one in json.loads(unpacked(data)["media/films.json"]) if one["fields"]["title"] == TITLE)


def other_file(data: bytes, content: bytes, *, ending: str = "mp4") -> bytes:
    """The archive with other bytes under the name of a film, and everything that lists them made to fit."""
    whole = unpacked(data)
    listed = json.loads(whole["media/films.json"])
    record = next(one for one in listed if one["fields"]["title"] == TITLE)
    del whole[record["fields"]["file"]]
    mark = sha256(content).hexdigest()
    record["fields"] |= {"sha256": mark, "bytes": len(content), "file": f"media/films/{mark}.{ending}"}
    whole["media/films.json"] = json.dumps(listed).encode()
    return packed({**whole, record["fields"]["file"]: content})


def film_course() -> CoursePage:
    return CoursePage.objects.get(locale__language_code="en")
