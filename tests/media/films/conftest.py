"""A private storage of each test's own, and films that came in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from media.films import actions, making
from media.models import Film
from tests import factories
from tests.media.films.clips import clip


@pytest.fixture(autouse=True)
def own_private_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }


@pytest.fixture
def author(db):
    return factories.UserFactory(email="films@baon.example")


@pytest.fixture
def take_in(db, now, tmp_path) -> Callable[..., Film]:
    """Takes a clip in, as the worker does once all of it has come."""

    def taken(path: Path | None = None, **values) -> Film:
        copy = tmp_path / "coming"
        shutil.copyfile(path or clip(), copy)
        return actions.take_in(copy, **{"name": "walk.mp4", "by": None, "now": now, **values})

    return taken


@pytest.fixture
def make_all(now) -> Callable[[Film], Film]:
    """Makes everything, as the worker does, one after the other."""

    def made(film: Film) -> Film:
        for _rung in range(24):
            film.refresh_from_db()
            if film.state != Film.State.MAKING:
                break
            actions.make_next(film=film, now=now)
        film.refresh_from_db()
        return film

    return made


@pytest.fixture
def meanwhile(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen while whatever is made next is being made."""

    def happens(what: Callable[[], object]) -> None:
        real = making.make

        def make(given, rung, **more):
            made = real(given, rung, **more)
            what()
            return made

        monkeypatch.setattr(making, "make", make)

    return happens
