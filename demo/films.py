"""Brings the demo's films along: the file, its words in each language, and a key by which lessons name it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from core.processes import ProcessError
from demo import files
from demo.streams import stable_id
from media.captions.actions import write
from media.films import actions
from media.models import Film, Track

logger = logging.getLogger(__name__)
FOLDER = files.CONTENT / "films"


def film_key(name: str) -> UUID:
    return stable_id("film", name)


def load_films(*, now: datetime) -> None:
    """Those that are not there yet. The worker makes them ready; without ffmpeg there are none, and lessons say so."""
    there = set(Film.objects.values_list("pk", flat=True))
    for name, raw in files.read("films.yaml").items():
        if film_key(name) in there:
            continue
        try:
            _load(name, raw, now=now)
        except ProcessError as error:
            logger.warning("The film %s is left out: %s", name, error)


def _load(name: str, raw: dict[str, Any], *, now: datetime) -> None:
    named = Film.objects.create(key=film_key(name), title=raw["title"], poster_at=Decimal(raw["still"]), made_at=now)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(FOLDER / f"{name}.mp4", folder))  # it is moved away
        try:
            film = actions.take_in(path, name=path.name, by=None, now=now, replaces=named)
        except ProcessError:
            named.delete()
            raise
    actions.change(film, title=raw["title"], languages=[], credit=raw["credit"], licence=raw["licence"])
    for language in raw["captions"]:
        text = (FOLDER / f"{name}.{language}.vtt").read_text(encoding="utf-8")
        write(film, kind=Track.Kind.CAPTIONS, language=language, text=text, seen="", now=now)
